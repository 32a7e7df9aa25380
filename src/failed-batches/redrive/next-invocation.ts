/**
 * Which records of a batch travel together: all of it if it fits, else as many as do, cut between records and in order.
 * Bytes are counted as the engine counts them for Lambda's own batches (PR-6).
 */
import { nextBatch } from '../../engine/batching/batch-limits';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { TimeWindowMembers } from '../../engine/events/event-bytes';
import { envelopeBytes } from '../../engine/events/event-bytes';

export interface InvocationLimits {
  /** Of records; at least 1. */
  readonly most: number;
  readonly timeWindow?: TimeWindowMembers | undefined;
}

/** @returns how many from there on; at least 1 unless there are none. One record that is too large goes alone (PR-7). */
export function nextCount(
  records: readonly EncodedRecord[],
  from: number,
  { most, timeWindow }: InvocationLimits,
): number {
  const waiting = records.slice(from, from + most).map((record) => ({ record, position: 0, readAtMs: 0 }));
  return nextBatch(waiting, 0, { batchSize: most, envelopeBytes: envelopeBytes(timeWindow) }).count;
}

/** How many invocations a batch takes if none of them fails. */
export function countInvocations(records: readonly EncodedRecord[], limits: InvocationLimits): number {
  let invocations = 0;
  for (let from = 0; from < records.length; invocations += 1) from += nextCount(records, from, limits);
  return invocations;
}
