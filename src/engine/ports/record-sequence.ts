/**
 * Where a mapping's records come from: a capture on disk, later a live stream.
 *
 * Records of one shard come in the order of their sequence numbers; records of
 * several shards may be interleaved in any way.
 */
import type { StreamRecord } from '../events/dynamodb-event';

export interface SourcedRecord {
  readonly shardId: string;
  readonly record: StreamRecord;
}

export interface RecordSequence {
  /** Reads from the beginning. Memory use must not grow with the number of records. */
  records(): AsyncIterable<SourcedRecord>;
}
