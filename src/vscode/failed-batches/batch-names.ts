/** A failed batch in a word or two. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { FailedBatch } from '../../failed-batches/failed-batch';

/** The table's name; what the document says where that is no stream's ARN. */
export function tableOf({ streamArn }: Pick<FailedBatch, 'streamArn'>): string {
  return parseStreamArn(streamArn)?.tableName ?? streamArn;
}
