/**
 * What a mapping did, as typed events in the order in which it happened. Views, reports,
 * captures and tests listen here; the engine itself logs nothing.
 */
import type { EncodedRecord } from '../events/encoded-record';
import type { DiscardCondition, FailureDocument } from '../failures/failure-document';
import type { InvocationResult, NotInvoked } from './function-invoker';
import type { StreamSourceErrorKind } from './stream-source-error';

/** Records that are invoked together. `records` is empty only in a tumbling window's final invocation. */
export interface InvokedBatch {
  readonly shardId: string;
  readonly records: readonly EncodedRecord[];
  /** Set with TumblingWindowInSeconds. */
  readonly window?: InvokedWindow;
}

export interface InvokedWindow {
  /** ISO 8601 in whole seconds and `Z`, as in the event. */
  readonly start: string;
  readonly end: string;
  readonly isFinalInvokeForWindow: boolean;
  readonly isWindowTerminatedEarly: boolean;
}

/** How Lambda takes the function's answer. */
export type BatchOutcome =
  /** `note`: what the author of the handler should know about the response. */
  | { readonly kind: 'succeeded'; readonly note?: string }
  /** A function error, a timeout, or a response that counts as one; `reason` says which rule made it one. */
  | { readonly kind: 'failed'; readonly reason?: string }
  /** ReportBatchItemFailures: the records before this index have succeeded. */
  | { readonly kind: 'partialFailure'; readonly firstFailedIndex: number }
  | { readonly kind: 'notInvoked' };

export type DropReason =
  /** RT-4. */
  | DiscardCondition
  /** Gone from the stream's 24 hours before it was handled; Lambda sends no document (CK-8). */
  | 'ExpiredFromStream'
  /** A person said so. */
  | 'GivenUp';

export type MappingEvent =
  | { readonly type: 'shardStarted'; readonly shardId: string; readonly from: string }
  | { readonly type: 'shardFinished'; readonly shardId: string }
  /** `kept` is what the filter let through. */
  | {
      readonly type: 'recordsRead';
      readonly shardId: string;
      readonly count: number;
      readonly kept: number;
    }
  /** The stream could not be read and will be asked again. */
  | {
      readonly type: 'readRetried';
      readonly shardId?: string;
      readonly kind: StreamSourceErrorKind;
      readonly message: string;
      /** 1 for the first failure in a row. */
      readonly failures: number;
      readonly retryAtMs: number;
    }
  /** Records that the stream had trimmed before they were read (IT-8, CK-8). */
  | {
      readonly type: 'recordsLost';
      readonly shardId: string;
      /** Exclusive; absent if nothing of the shard had been read. */
      readonly afterSequenceNumber?: string;
      /** Exclusive; absent if the shard is gone as a whole. */
      readonly beforeSequenceNumber?: string;
    }
  /** `attempt` counts this batch's invocations from 1, also those that do not use up a retry. */
  | {
      readonly type: 'batchStarted';
      readonly batch: InvokedBatch;
      readonly attempt: number;
      readonly atMs: number;
    }
  | {
      readonly type: 'batchFinished';
      readonly batch: InvokedBatch;
      readonly attempt: number;
      readonly result: InvocationResult | NotInvoked;
      readonly outcome: BatchOutcome;
    }
  | {
      readonly type: 'batchBisected';
      readonly batch: InvokedBatch;
      /** How many records the first half has. */
      readonly firstHalf: number;
    }
  | {
      readonly type: 'retryScheduled';
      readonly batch: InvokedBatch;
      readonly attempt: number;
      readonly atMs: number;
    }
  | {
      readonly type: 'recordsDropped';
      readonly batch: InvokedBatch;
      readonly reason: DropReason;
      readonly document?: FailureDocument;
    }
  /** DE-13. */
  | {
      readonly type: 'destinationFailed';
      readonly document: FailureDocument;
      readonly message: string;
    }
  | { readonly type: 'checkpointed'; readonly shardId: string; readonly sequenceNumber: string };

export interface MappingObserver {
  observe(event: MappingEvent): void;
}
