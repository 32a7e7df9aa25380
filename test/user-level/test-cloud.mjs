/**
 * The tests' cloud for tests that drive a window. Compiled, for Node does not find imports without an extension in
 * TypeScript; by a path that the type check of the tests' scripts does not follow into compiled files.
 */
import { createRequire } from 'node:module';
import { inRepository } from '../host/set-up/repository.mjs';

const compiled = (/** @type {string} */ name) =>
  createRequire(import.meta.url)(inRepository('out', 'test', 'support', 'test-cloud', name));

/** @type {typeof import('../support/test-cloud/local-aws.ts')} */
export const { startLocalAws } = compiled('local-aws.js');
/** @type {typeof import('../support/test-cloud/deployed-function.ts')} */
export const { createFunction } = compiled('deployed-function.js');
/** @type {typeof import('../support/test-cloud/deployed-resources.ts')} */
export const { createTable, deleteTable } = compiled('deployed-resources.js');
/** @type {typeof import('../support/test-cloud/set-up-client.ts')} */
export const { setUpClient } = compiled('set-up-client.js');

/** @typedef {Awaited<ReturnType<typeof startLocalAws>>} LocalAws */
