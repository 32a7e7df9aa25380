/** Records of one shard that travel together in one invocation (reference PR-11). */
import type { StreamRecord } from '../events/dynamodb-event';

export interface Batch {
  readonly shardId: string;
  /** At least one record, in the order of the shard. */
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
}

/** The range of sequence numbers that a batch covers, both ends included. */
export function sequenceNumberRange(batch: Batch): { readonly start: string; readonly end: string } {
  const last = batch.records.at(-1) ?? batch.records[0];
  return { start: batch.records[0].dynamodb.SequenceNumber, end: last.dynamodb.SequenceNumber };
}
