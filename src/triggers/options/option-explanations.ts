/** What each option does, in plain words; shown by questions, in tooltips and beside completions. */
import * as l10n from '@vscode/l10n';
import type { OptionName } from './trigger-option';

export const optionExplanations: Readonly<Record<OptionName, () => string>> = {
  EventSourceArn: () =>
    l10n.t(
      'The ARN of the stream, not of its table. A table whose stream was turned off and on again has a new one. Another stream needs a new trigger.',
    ),
  FunctionName: () =>
    l10n.t(
      'The function that gets the records: its name or ARN, perhaps with a version or an alias. It must be in the region of the stream.',
    ),
  StartingPosition: () =>
    l10n.t('Where a new trigger begins to read. It can not be changed later, only with a new trigger.'),
  Enabled: () =>
    l10n.t(
      'Whether records are handed to the function. While it is false the position is kept, but records older than 24 hours are lost.',
    ),
  BatchSize: () =>
    l10n.t('How many records one invocation gets at most. All of them together have at most 6 MB.'),
  MaximumBatchingWindowInSeconds: () =>
    l10n.t(
      'How long Lambda waits for a batch to fill up before it invokes the function with what there is. 0 waits for nothing.',
    ),
  ParallelizationFactor: () =>
    l10n.t(
      'How many batches of one shard are processed at the same time. Changes of one item stay in order.',
    ),
  MaximumRetryAttempts: () =>
    l10n.t(
      'How often a failing batch is tried again before it is discarded. -1 tries until its records expire; meanwhile nothing else of the shard is processed. 0 never tries again.',
    ),
  MaximumRecordAgeInSeconds: () =>
    l10n.t(
      'Records older than this are discarded instead of being handed to the function. -1 for no limit, but a stream keeps records for 24 hours only.',
    ),
  BisectBatchOnFunctionError: () =>
    l10n.t(
      'When the function fails, the batch is cut in two and each part is tried by itself, so that one bad record does not take the good ones with it. It uses up no retry.',
    ),
  FunctionResponseTypes: () =>
    l10n.t(
      'With ReportBatchItemFailures the function may name the records that failed, and only what comes from the first of them on is tried again.',
    ),
  DestinationConfig: () =>
    l10n.t(
      'Where Lambda sends word of discarded records: a standard SQS queue, a standard SNS topic (both without the records themselves) or an S3 bucket (with them). An empty text for none.',
    ),
  FilterCriteria: () =>
    l10n.t(
      'Only records that match one of these patterns reach the function, and only those are paid for. Up to 5 patterns, up to 10 if AWS has raised the quota; each at most 4096 characters. None: all records.',
    ),
  TumblingWindowInSeconds: () =>
    l10n.t(
      'Invocations of one window of this length hand a state of their own on to the next, to count or sum records. 0 for no windows.',
    ),
  KMSKeyArn: () =>
    l10n.t(
      "A key of your own that encrypts the filters where Lambda keeps them. An empty text for AWS's own key.",
    ),
  MetricsConfig: () =>
    l10n.t(
      'With EventCount, CloudWatch shows how many records were read, filtered out, delivered and discarded.',
    ),
  Tags: () => l10n.t('Names with values for cost reports and permissions, at most 50.'),
};
