/**
 * The options of an event source mapping on a DynamoDB stream, in AWS's names and with
 * AWS's defaults (reference section 2.2).
 */
export interface EventSourceMapping {
  /** Part of the S3 key of an on-failure document (DE-10). */
  readonly uuid: string;
  readonly functionArn: string;
  readonly eventSourceArn: string;
  readonly startingPosition: StartingPosition;
  /** 1 to 10,000 records. */
  readonly batchSize: number;
  /** 0 to 300. */
  readonly maximumBatchingWindowInSeconds: number;
  /** 1 to 10 batches a shard at the same time. */
  readonly parallelizationFactor: number;
  /** -1 for no limit, or 60 to 604,800. */
  readonly maximumRecordAgeInSeconds: number;
  /** -1 until the record expires, or 0 to 10,000. */
  readonly maximumRetryAttempts: number;
  readonly bisectBatchOnFunctionError: boolean;
  /** 0 for none, to 900. */
  readonly tumblingWindowInSeconds: number;
  readonly functionResponseTypes: readonly 'ReportBatchItemFailures'[];
  /** Pattern texts; a record passes if one of them matches (FI-2), or if there are none. */
  readonly filterPatterns: readonly string[];
}

/** The two of Lambda's, and two of our own for debugging: a sequence number, a time. */
export type StartingPosition =
  | { readonly type: 'TRIM_HORIZON' }
  | { readonly type: 'LATEST' }
  | { readonly type: 'SEQUENCE_NUMBER'; readonly sequenceNumber: string }
  | { readonly type: 'TIME'; readonly epochMs: number };

/** What CreateEventSourceMapping assumes (reference section 2.2, recorded answer in 2.3). */
export const mappingDefaults = {
  batchSize: 100,
  maximumBatchingWindowInSeconds: 0,
  parallelizationFactor: 1,
  maximumRecordAgeInSeconds: -1,
  maximumRetryAttempts: -1,
  bisectBatchOnFunctionError: false,
  tumblingWindowInSeconds: 0,
  functionResponseTypes: [],
  filterPatterns: [],
} as const satisfies Partial<EventSourceMapping>;
