/**
 * How many of the waiting records travel together: at most BatchSize and 6 MB of event (PR-3),
 * never over a tumbling window's end (TW-1), and an isolated record alone.
 */
import type { StreamRecord } from '../events/dynamodb-event';
import type { ShardRecord } from './shard-record';

/**
 * AWS does not say on what the 6 MB are measured (PR-6). We count the UTF-8 bytes of the
 * serialised event, which errs towards smaller batches.
 */
export const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

export interface BatchLimits {
  readonly batchSize: number;
  /** Bytes of the event without records, window and state included. */
  readonly envelopeBytes: number;
  readonly isolate?: ((record: StreamRecord) => boolean) | undefined;
  /** Whether a record belongs behind the tumbling window that is open. */
  readonly isOfLaterWindow?: ((record: ShardRecord) => boolean) | undefined;
}

export interface NextBatch {
  /** From the first waiting record on; 0 if none is waiting. */
  readonly count: number;
  /** No record that arrives later could still join. */
  readonly isFull: boolean;
}

export function nextBatch(
  waiting: readonly ShardRecord[],
  from: number,
  { batchSize, envelopeBytes, isolate, isOfLaterWindow }: BatchLimits,
): NextBatch {
  let bytes = envelopeBytes;
  let count = 0;
  for (let index = from; index < waiting.length; index += 1) {
    const entry = waiting[index];
    if (entry === undefined) break;
    bytes += entry.record.byteLength + (count > 0 ? 1 : 0);
    // The first record always fits: one that is too large travels alone (PR-7).
    if (count > 0 && (bytes > MAXIMUM_PAYLOAD_BYTES || isOfLaterWindow?.(entry) === true))
      return { count, isFull: true };
    const isAlone = isolate?.(entry.record.record) === true;
    if (isAlone && count > 0) return { count, isFull: true };
    count += 1;
    if (isAlone || count >= batchSize) return { count, isFull: true };
  }
  return { count, isFull: false };
}
