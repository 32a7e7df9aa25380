/** What a batch run is told by its lane. */
import type { ShardRecord } from '../batching/shard-record';
import type { InvokedBatch } from '../ports/mapping-observer';

/** What the lane knows of the batch: its shard, its window. */
export interface BatchSetting {
  readonly shardId: string;
  readonly batchOf: (records: readonly ShardRecord[]) => InvokedBatch;
  readonly eventOf: (records: readonly ShardRecord[]) => Uint8Array;
  /** An invocation is on its way: what comes next may be read meanwhile. */
  readonly wasSent: () => void;
  /** The records are done with, in whatever way. */
  readonly finish: (records: readonly ShardRecord[]) => void;
  /** @returns whether the tumbling window goes on */
  readonly acceptState: (state: string) => boolean;
}
