/**
 * The tests' cloud for tests that drive a window. Compiled, for Node does not find imports without an extension in
 * TypeScript; by a path that the type check of the tests' scripts does not follow into compiled files.
 */
import { createRequire } from 'node:module';
import { inRepository } from '../host/set-up/repository.mjs';

const compiled = (/** @type {string} */ name) =>
  createRequire(import.meta.url)(inRepository('out', 'test', 'support', name));

/** @type {typeof import('../support/test-cloud/local-aws.ts')} */
export const { startLocalAws } = compiled('test-cloud/local-aws.js');
/** @type {typeof import('../support/test-cloud/deployed-function.ts')} */
export const { createFunction } = compiled('test-cloud/deployed-function.js');
/** @type {typeof import('../support/test-cloud/deployed-resources.ts')} */
export const { createTable, deleteTable } = compiled('test-cloud/deployed-resources.js');
/** @type {typeof import('../support/test-cloud/set-up-client.ts')} */
export const { setUpClient } = compiled('test-cloud/set-up-client.js');
/** @type {typeof import('../support/failed-batches/failed-orders.ts')} */
export const { failOrders } = compiled('failed-batches/failed-orders.js');
/** @type {typeof import('../support/failed-batches/handler-template.ts')} */
export const { handlerTemplate } = compiled('failed-batches/handler-template.js');
/** @type {typeof import('../support/failed-batches/waiting-documents.ts')} */
export const { messagesLeft } = compiled('failed-batches/waiting-documents.js');
/** @type {typeof import('../support/failed-batches/deployed-orders.ts')} */
export const { deployOrders, mendHandler } = compiled('failed-batches/deployed-orders.js');

/** @typedef {Awaited<ReturnType<typeof startLocalAws>>} LocalAws */
