/**
 * What Lambda tells an on-failure destination about a discarded batch (reference section 3.7).
 * Names, nesting and order as recorded on AWS, 25 Nov 2025 (DE-1).
 */
export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface FailureDocument {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: DiscardCondition;
    /** 1 also for a batch that was never invoked (DE-7). */
    readonly approximateInvokeCount: number;
  };
  /** Absent with `RecordAgeExceeded` (DE-6). */
  readonly responseContext?: {
    readonly statusCode: number;
    readonly executedVersion: string;
    /** `Unhandled` after an exception, `null` after a reported item failure (DE-4). */
    readonly functionError: string | null;
  };
  readonly version: '1.0';
  /** ISO 8601 with milliseconds and `Z` (DE-2). */
  readonly timestamp: string;
  readonly DDBStreamBatchInfo: {
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    /** ISO 8601 in whole seconds and `Z` (DE-2). */
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
    readonly batchSize: number;
    readonly streamArn: string;
  };
}
