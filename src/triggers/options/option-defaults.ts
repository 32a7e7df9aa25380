/** Every option with the value that Lambda gives it when nothing is said (reference section 2.2). */
import { mappingDefaults } from '../../engine/event-source-mapping/event-source-mapping';
import type { TriggerDocument } from '../trigger-document';

/** The options that have a default, in the order in which documents show them. */
export interface CompleteOptions {
  readonly Enabled: boolean;
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly ParallelizationFactor: number;
  readonly MaximumRetryAttempts: number;
  readonly MaximumRecordAgeInSeconds: number;
  readonly BisectBatchOnFunctionError: boolean;
  readonly FunctionResponseTypes: readonly 'ReportBatchItemFailures'[];
  /** An empty text: none. */
  readonly DestinationConfig: { readonly OnFailure: { readonly Destination: string } };
  readonly FilterCriteria: { readonly Filters: readonly { readonly Pattern: string }[] };
  readonly TumblingWindowInSeconds: number;
  /** An empty text: AWS's own key. */
  readonly KMSKeyArn: string;
  readonly MetricsConfig: { readonly Metrics: readonly 'EventCount'[] };
}

export type DefaultedName = keyof CompleteOptions;

export const optionDefaults: CompleteOptions = {
  Enabled: true,
  BatchSize: mappingDefaults.batchSize,
  MaximumBatchingWindowInSeconds: mappingDefaults.maximumBatchingWindowInSeconds,
  ParallelizationFactor: mappingDefaults.parallelizationFactor,
  MaximumRetryAttempts: mappingDefaults.maximumRetryAttempts,
  MaximumRecordAgeInSeconds: mappingDefaults.maximumRecordAgeInSeconds,
  BisectBatchOnFunctionError: mappingDefaults.bisectBatchOnFunctionError,
  FunctionResponseTypes: [],
  DestinationConfig: { OnFailure: { Destination: '' } },
  FilterCriteria: { Filters: [] },
  TumblingWindowInSeconds: mappingDefaults.tumblingWindowInSeconds,
  KMSKeyArn: '',
  MetricsConfig: { Metrics: [] },
};

export const defaultedNames = Object.keys(optionDefaults) as readonly DefaultedName[];

/** Fills in what a document does not say; the same options always give the same value, however they are written. */
export function completeOptions(document: TriggerDocument): CompleteOptions {
  const { DestinationConfig, FilterCriteria, MetricsConfig } = document;
  const said = Object.fromEntries(
    defaultedNames.map((name) => [name, document[name] ?? optionDefaults[name]]),
  ) as unknown as CompleteOptions;
  return {
    ...said,
    DestinationConfig: { OnFailure: { Destination: DestinationConfig?.OnFailure?.Destination ?? '' } },
    FilterCriteria: { Filters: (FilterCriteria?.Filters ?? []).map(({ Pattern }) => ({ Pattern })) },
    MetricsConfig: { Metrics: MetricsConfig?.Metrics ?? [] },
  };
}

/** Of two values of one option in their complete form: all are JSON, with members in one order. */
export function isSameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
