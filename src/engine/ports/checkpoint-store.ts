/**
 * How far each shard of one mapping has been handled. The service keeps no consumer's
 * position (IT-12), and iterators expire: what is kept is a sequence number.
 */
export type Checkpoint =
  /** Everything up to and including this record is handled: succeeded, filtered out or discarded. */
  | { readonly sequenceNumber: string }
  /**
   * Begun at LATEST, and nothing handled yet: what was created from then on, in epoch milliseconds, is
   * still to be handled. Without it a restart could only begin at LATEST again, or at the beginning.
   */
  | { readonly fromMs: number }
  /** Read to its end, or passed over as a whole; its children may be read. */
  | { readonly isFinished: true };

export interface CheckpointStore {
  load(): Promise<ReadonlyMap<string, Checkpoint>>;
  /** Cheap: called after each batch. The store itself decides when to write. */
  save(shardId: string, checkpoint: Checkpoint): void;
  /** Resolves when what was saved would survive the end of the process. */
  flush(): Promise<void>;
}
