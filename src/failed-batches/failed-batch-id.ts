/** What tells one failed batch from another: two documents of one range are two failures only if Lambda gave it up twice. */
import { parseStreamArn } from '../engine/events/stream-arn';
import type { FailedBatch } from './failed-batch';

export type IdentifiedBatch = Pick<
  FailedBatch,
  'streamArn' | 'shardId' | 'startSequenceNumber' | 'endSequenceNumber' | 'requestId'
>;

const LONGEST_PART = 60;

/** For example `Orders-shardId-00000001-4f60a5c2-100-250-<request id>`: letters, digits, `-` and `_` only. */
export function failedBatchId(batch: IdentifiedBatch): string {
  const table = parseStreamArn(batch.streamArn)?.tableName ?? 'stream';
  const range = [batch.startSequenceNumber, batch.endSequenceNumber];
  return [table, batch.shardId, ...range, batch.requestId]
    .map((part) => part.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, LONGEST_PART))
    .join('-');
}
