/** The records at which a trigger may be stuck in one shard, and what they are looked for with. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { Shard } from '../../engine/ports/stream-source';
import type { PositionWindow } from './position-window';

export interface StuckPosition {
  readonly shard: Shard;
  /** As many as the trigger takes at once, after its filters, in the shard's order. */
  readonly records: readonly [EncodedRecord, ...EncodedRecord[]];
  /** Of those between the first and the last. */
  readonly filteredOut: number;
  /** With how many of the records behind the first one the batch may begin just as well. */
  readonly alsoPossible: number;
}

export interface StuckSearch {
  /** Absent where IteratorAge is not known. */
  readonly window?: PositionWindow;
  /** 1 to 10,000. */
  readonly batchSize: number;
  readonly passes: (record: EncodedRecord) => boolean;
}
