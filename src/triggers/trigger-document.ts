/**
 * A trigger as people write it: the input of CreateEventSourceMapping in AWS's own names, for a
 * DynamoDB stream (reference section 2.2). Absent members have Lambda's defaults.
 */
export interface TriggerDocument {
  /** A name, a partial ARN or an ARN, each perhaps with a version or an alias. */
  readonly FunctionName?: string;
  readonly EventSourceArn?: string;
  readonly StartingPosition?: 'TRIM_HORIZON' | 'LATEST';
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ParallelizationFactor?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly TumblingWindowInSeconds?: number;
  readonly FunctionResponseTypes?: readonly 'ReportBatchItemFailures'[];
  /** In an update `{}` removes all. */
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern: string }[] };
  /** In an update an empty text removes it. */
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
  /** In an update an empty text reverts to AWS's own key. */
  readonly KMSKeyArn?: string;
  readonly MetricsConfig?: { readonly Metrics?: readonly 'EventCount'[] };
  readonly Tags?: Readonly<Record<string, string>>;
}
