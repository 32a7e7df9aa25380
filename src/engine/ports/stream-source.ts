/**
 * Where a mapping's records come from: DynamoDB Streams, or a capture on disk.
 *
 * The shape is DynamoDB Streams' own (reference section 1): shards, iterators that are
 * fetched and thrown away, pages of records. A capture imitates it, so that the engine
 * cannot tell a replay from a live stream.
 */
import type { EncodedRecord } from '../events/encoded-record';
import type { StopSignal } from './stop-signal';

/** One shard of a stream as DescribeStream tells it. */
export interface Shard {
  readonly shardId: string;
  /** May name a shard that is not listed any more: then the child counts as a root (SH-4). */
  readonly parentShardId?: string;
  readonly startingSequenceNumber?: string;
  /** Present once the shard is closed (SH-2). */
  readonly endingSequenceNumber?: string;
}

export interface ShardList {
  /** In no particular order (SH-4). */
  readonly shards: readonly Shard[];
  /** No shard will ever be added: a capture, or a stream that has been disabled. */
  readonly isFinal: boolean;
}

/** Where reading of a shard begins (IT-1). */
export type ShardPosition =
  | { readonly type: 'TRIM_HORIZON' }
  | { readonly type: 'LATEST' }
  | {
      readonly type: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
      readonly sequenceNumber: string;
    };

export interface RecordsPage {
  /** In the order of the shard; may be empty although more follow (IT-6). */
  readonly records: readonly EncodedRecord[];
  /** Absent when the shard is closed and read to its end (IT-7). */
  readonly nextShardIterator?: string;
  /**
   * A capture in virtual time: epoch milliseconds at which its next record is there to be read.
   * Asking earlier is allowed and gives an empty page.
   */
  readonly nextRecordAtMs?: number;
}

export interface StreamSource {
  readonly streamArn: string;
  /** @throws StreamSourceError; the stop signal's reason */
  listShards(stop: StopSignal): Promise<ShardList>;
  /** @throws StreamSourceError; the stop signal's reason */
  getShardIterator(shardId: string, position: ShardPosition, stop: StopSignal): Promise<string>;
  /**
   * @param limit 1 to 1,000 for DynamoDB Streams, where a larger number is cut down to that (IT-5)
   * @throws StreamSourceError; the stop signal's reason
   */
  getRecords(shardIterator: string, limit: number, stop: StopSignal): Promise<RecordsPage>;
}
