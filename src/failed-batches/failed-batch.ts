/** A batch that Lambda has given up, as the document tells that it left behind (reference section 3.7). */

/** Where the document is. */
export type FoundAt =
  | { readonly kind: 'queue'; readonly queueArn: string; readonly messageId: string }
  | { readonly kind: 'bucket'; readonly bucketArn: string; readonly key: string }
  /** It was pasted, opened or read from the clipboard: nothing is to be deleted afterwards. */
  | { readonly kind: 'text' }
  /** No document: the records that a trigger without a destination is stuck at. */
  | { readonly kind: 'stuckTrigger'; readonly triggerUuid: string };

export interface FailedBatch {
  /** The same wherever the same document is found; safe as part of a file's name. Made by `failedBatchId`. */
  readonly id: string;
  readonly streamArn: string;
  readonly shardId: string;
  /** Digits, compared as big integers; both belong to the batch. */
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  /** How many records were sent: without those that filters held back (reference 3.7). At least 1. */
  readonly batchSize: number;
  /** Epoch milliseconds, in whole seconds (DE-2). Trimming begins 24 hours later. */
  readonly firstArrivalMs: number;
  readonly lastArrivalMs: number;
  /** `timestamp` of the document, epoch milliseconds. */
  readonly discardedMs: number;
  /** `RetryAttemptsExhausted`, `RecordAgeExceeded` (DE-5); AWS has no complete list, so any text. */
  readonly condition: string;
  /** As in the document: with its alias or version, if the trigger has one. */
  readonly functionArn: string;
  /** Absent where Lambda says nothing of an answer (DE-6). */
  readonly executedVersion?: string;
  /** `Unhandled` after an exception, null after reported item failures (DE-4); absent as `executedVersion`. */
  readonly functionError?: string | null;
  /** `approximateInvokeCount`. */
  readonly invocations: number;
  readonly requestId: string;
  /** The event as JSON text; only a document in S3 has it (DE-9). */
  readonly payload?: string;
  /** The document as JSON text, without what was around it and without its payload. */
  readonly documentText: string;
}

/** One at a place, on a connection through which its stream can be asked. */
export interface FoundBatch {
  readonly batch: FailedBatch;
  readonly at: FoundAt;
}
