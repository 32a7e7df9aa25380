/** Reads a mapping's configuration that must be accepted, or must have exactly one problem. */
import assert from 'node:assert/strict';

import { readMappingConfiguration } from '../../../../src/engine/event-source-mapping/configuration-limits';
import type { MappingConfiguration } from '../../../../src/engine/event-source-mapping/configuration-limits';

export const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000';

export function accepted(value: unknown): {
  readonly configuration: MappingConfiguration;
  readonly warnings: readonly string[];
} {
  const read = readMappingConfiguration(value);
  assert.ok(read.valid, JSON.stringify(read));
  return read;
}

/** @returns the problem */
export function refused(value: unknown): string {
  const read = readMappingConfiguration(value);
  assert.ok(!read.valid, JSON.stringify(read));
  assert.equal(read.problems.length, 1, read.problems.join('\n'));
  return read.problems.join();
}
