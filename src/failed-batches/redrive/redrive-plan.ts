/** What a redrive is going to do, settled before it begins and kept in its journal: it can be gone on with from that alone. */
import type { TimeWindowMembers } from '../../engine/events/event-bytes';
import type { FailedBatch, FoundAt } from '../failed-batch';

/** A failed batch without what its document carries of records: those are in the capture. */
export type RedrivenBatch = Omit<FailedBatch, 'payload'>;

/** What becomes of a document when all records of its batch have succeeded. */
export type Treatment =
  /** From its queue. */
  | { readonly kind: 'delete' }
  /** An object, with a tag. */
  | { readonly kind: 'mark'; readonly tag: { readonly key: string; readonly value: string } }
  /** An object, to another key of its bucket. */
  | { readonly kind: 'move'; readonly to: string }
  | { readonly kind: 'keep' };

export interface PlannedDocument {
  readonly at: FoundAt;
  readonly treatment: Treatment;
}

export interface SkippedRecord {
  readonly sequenceNumber: string;
  /** Why, in words for the report. */
  readonly reason: string;
}

export interface Predecessor {
  readonly batchId: string;
  /**
   * `item`: they share one, so that it must have succeeded before. `shard`: it was before in the shard or in one that the
   * shard descends from, and must have been tried before, as Lambda goes on after a batch that it has given up.
   */
  readonly because: 'item' | 'shard';
}

export interface PlannedBatch {
  /** A failed batch's own; of a capture its path, its shard and the function. */
  readonly id: string;
  readonly shardId: string;
  readonly streamArn?: string;
  /** Of what is sent. */
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  /** Absolute path; its records of this shard are the batch. */
  readonly captureFile: string;
  /** Of what is sent: without the skipped ones. At least 1. */
  readonly recordCount: number;
  readonly skipped: readonly SkippedRecord[];
  /** Of the records that are sent, so that a capture that was changed since is not taken for the same. */
  readonly contentHash: string;
  /** With a tumbling window. */
  readonly timeWindow?: TimeWindowMembers;
  /** Absent for a capture. */
  readonly failed?: RedrivenBatch;
  /** The same failure may lie at several places; none for a capture. */
  readonly documents: readonly PlannedDocument[];
  readonly after: readonly Predecessor[];
}

export interface RedrivePlan {
  readonly id: string;
  /** Through which function, queues and buckets are asked; found again by its id. */
  readonly connectionId: string;
  readonly connectionName: string;
  /** Absolute path of the workspace folder that gets the report. */
  readonly folder: string;
  /** With its alias or version. */
  readonly functionArn: string;
  readonly timeoutInSeconds: number;
  readonly reportBatchItemFailures: boolean;
  /** How many records an invocation has at most; as many as fit without it. */
  readonly batchSize?: number;
  /** How many batches at the same time, 1 to 20. */
  readonly concurrency: number;
  /** `collect` goes on with what does not depend on the batch that failed. */
  readonly onFailure: 'stop' | 'collect';
  /** In the order in which they begin: predecessors first. */
  readonly batches: readonly PlannedBatch[];
}
