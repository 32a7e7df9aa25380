/** Documents that Lambda takes and that bring trouble later, each with a better choice where one needs no answer. */
import type { TriggerDocument } from '../trigger-document';
import type { DocumentPurpose } from './check-trigger-document';
import type { CompleteOptions } from './option-defaults';
import { completeOptions } from './option-defaults';

export type Advice = {
  /** Of the member at fault; it may be absent from the document. */
  readonly path: readonly (string | number)[];
  /** What one click makes of it; absent where only a person knows. */
  readonly change?: TriggerDocument;
} & (
  | {
      /** A failing batch holds its shard up until its records expire after 24 hours, and then they are gone. */
      readonly kind: 'endlessRetries';
      readonly attempts: number;
    }
  | {
      /** A failing batch is soon discarded, the good records in it as well, and nothing tells which. */
      readonly kind: 'fewRetries';
      readonly attempts: number;
    }
  /** Records that are written until the new trigger polls, some minutes, may never be delivered. */
  | { readonly kind: 'latestMissesRecords' }
  /** AWS does not say how the two work together (PX-4). */
  | { readonly kind: 'windowWithLanes'; readonly lanes: number }
  /** AWS does not say how the two work together (PX-5). */
  | { readonly kind: 'windowWithFilters'; readonly filters: number }
  /** An account has a quota of 5 until it asks for 10. */
  | { readonly kind: 'manyFilters'; readonly filters: number }
  /** The key encrypts filters only, and there are none. */
  | { readonly kind: 'keyWithoutFilters' }
);

/** Up to here "few": with doubling waits between them they are over within minutes. */
const FEW_ATTEMPTS = 9;
const ENOUGH_ATTEMPTS = 10;
const FILTERS_BY_DEFAULT = 5;

/** @param purpose an update does not begin anew: its starting position no longer matters */
export function adviceOn(document: TriggerDocument, purpose: DocumentPurpose): readonly Advice[] {
  const options = completeOptions(document);
  const advice = [onFailures(options), ...onWindows(options), onFilters(options)];
  if (purpose === 'create' && document.StartingPosition === 'LATEST') {
    const change: TriggerDocument = { StartingPosition: 'TRIM_HORIZON' };
    advice.unshift({ kind: 'latestMissesRecords', path: ['StartingPosition'], change });
  }
  if (options.KMSKeyArn !== '' && options.FilterCriteria.Filters.length === 0)
    advice.push({ kind: 'keyWithoutFilters', path: ['KMSKeyArn'], change: { KMSKeyArn: '' } });
  return advice.filter((one) => one !== undefined);
}

function onFailures(options: CompleteOptions): Advice | undefined {
  const { MaximumRetryAttempts: attempts, MaximumRecordAgeInSeconds: age } = options;
  if (options.DestinationConfig.OnFailure.Destination !== '') return undefined;
  const path = ['MaximumRetryAttempts'];
  if (attempts === -1 && age === -1) {
    const change: TriggerDocument = {
      MaximumRetryAttempts: ENOUGH_ATTEMPTS,
      BisectBatchOnFunctionError: true,
    };
    return { kind: 'endlessRetries', path, attempts, change };
  }
  const isFew = attempts >= 0 && attempts <= FEW_ATTEMPTS;
  if (!isFew || options.BisectBatchOnFunctionError) return undefined;
  // Cutting a batch uses up no attempt (BS-2): only the records that fail by themselves are lost.
  return { kind: 'fewRetries', path, attempts, change: { BisectBatchOnFunctionError: true } };
}

function onWindows(options: CompleteOptions): Advice[] {
  if (options.TumblingWindowInSeconds === 0) return [];
  const { ParallelizationFactor: lanes } = options;
  const filters = options.FilterCriteria.Filters.length;
  const path = ['TumblingWindowInSeconds'];
  const change: TriggerDocument = { ParallelizationFactor: 1 };
  return [
    ...(lanes > 1 ? [{ kind: 'windowWithLanes' as const, path, lanes, change }] : []),
    ...(filters > 0 ? [{ kind: 'windowWithFilters' as const, path, filters }] : []),
  ];
}

function onFilters({ FilterCriteria: { Filters } }: CompleteOptions): Advice | undefined {
  if (Filters.length <= FILTERS_BY_DEFAULT) return undefined;
  return { kind: 'manyFilters', path: ['FilterCriteria', 'Filters'], filters: Filters.length };
}
