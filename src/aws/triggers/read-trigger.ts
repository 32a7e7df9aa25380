/** An event source mapping as Lambda answers it (reference section 2.3); what an emulator leaves out has AWS's default. */
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { optionDefaults } from '../../triggers/options/option-defaults';
import type { Trigger, TriggerState } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';

const STATES: readonly TriggerState[] = [
  'Creating',
  'Enabling',
  'Enabled',
  'Disabling',
  'Disabled',
  'Updating',
  'Deleting',
];
/** Those in which it hands over records, or is about to. */
const ENABLED_STATES: readonly TriggerState[] = ['Creating', 'Enabling', 'Enabled', 'Updating'];

/** @returns undefined if its source is no DynamoDB stream, or it has no UUID */
export function readTrigger(answer: EventSourceMappingConfiguration): Trigger | undefined {
  const { UUID: uuid, EventSourceArn: streamArn = '', FunctionArn: functionArn = '' } = answer;
  if (uuid === undefined || parseStreamArn(streamArn) === undefined) return undefined;
  const { FilterCriteriaError: unreadable } = answer;
  const state = stateOf(answer.State);
  const filterError = unreadable && (unreadable.Message ?? unreadable.ErrorCode ?? l10n.t('no reason given'));
  return {
    uuid,
    arn: answer.EventSourceMappingArn ?? mappingArn(functionArn, uuid),
    functionArn,
    streamArn,
    state,
    stateReason: reasonOf(answer),
    lastProcessingResult: answer.LastProcessingResult ?? '',
    lastModifiedMs: answer.LastModified?.getTime() ?? 0,
    document: documentOf(answer, ENABLED_STATES.includes(state)),
    ...(filterError !== undefined && { filterError }),
  };
}

/** In a list a customer's key hides the filters (section 2.2, KMSKeyArn): there may be some or none. */
export function readListedTrigger(answer: EventSourceMappingConfiguration): Trigger[] {
  const trigger = readTrigger(answer);
  if (trigger === undefined) return [];
  const { FilterCriteria, ...known } = trigger.document;
  const isHidden = known.KMSKeyArn !== '' && FilterCriteria?.Filters?.length === 0;
  return [isHidden ? { ...trigger, document: known } : trigger];
}

function documentOf(answer: EventSourceMappingConfiguration, isEnabled: boolean): TriggerDocument {
  const { FunctionArn, EventSourceArn, FilterCriteria, FilterCriteriaError, MetricsConfig } = answer;
  const defaults = optionDefaults;
  const filters = (FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => ({ Pattern }));
  const destination = answer.DestinationConfig?.OnFailure?.Destination ?? '';
  const metrics = (MetricsConfig?.Metrics ?? []).filter((metric) => metric === 'EventCount');
  return {
    ...(FunctionArn !== undefined && { FunctionName: FunctionArn }),
    ...(EventSourceArn !== undefined && { EventSourceArn }),
    StartingPosition: answer.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    Enabled: isEnabled,
    BatchSize: answer.BatchSize ?? defaults.BatchSize,
    MaximumBatchingWindowInSeconds:
      answer.MaximumBatchingWindowInSeconds ?? defaults.MaximumBatchingWindowInSeconds,
    ParallelizationFactor: answer.ParallelizationFactor ?? defaults.ParallelizationFactor,
    MaximumRecordAgeInSeconds: answer.MaximumRecordAgeInSeconds ?? defaults.MaximumRecordAgeInSeconds,
    MaximumRetryAttempts: answer.MaximumRetryAttempts ?? defaults.MaximumRetryAttempts,
    BisectBatchOnFunctionError: answer.BisectBatchOnFunctionError ?? defaults.BisectBatchOnFunctionError,
    TumblingWindowInSeconds: answer.TumblingWindowInSeconds ?? defaults.TumblingWindowInSeconds,
    FunctionResponseTypes: answer.FunctionResponseTypes ?? defaults.FunctionResponseTypes,
    KMSKeyArn: answer.KMSKeyArn ?? defaults.KMSKeyArn,
    ...(FilterCriteriaError === undefined && { FilterCriteria: { Filters: filters } }),
    DestinationConfig: { OnFailure: { Destination: destination } },
    MetricsConfig: { Metrics: metrics },
  };
}

/** Emulators leave it out, or write it in their own case. */
function stateOf(word = 'Enabled'): TriggerState {
  const known = STATES.find((state) => state.toLowerCase() === word.toLowerCase());
  return known ?? (/disable/i.test(word) ? 'Disabled' : 'Enabled');
}

function reasonOf({
  State: state,
  StateTransitionReason: reason = '',
}: EventSourceMappingConfiguration): string {
  const isKnown = state === undefined || STATES.some((known) => known === state);
  return isKnown ? reason : `${state}${reason === '' ? '' : `: ${reason}`}`;
}

/** AR-6. */
function mappingArn(functionArn: string, uuid: string): string {
  const [place] = /^arn:[^:]+:lambda:[^:]*:[^:]*/.exec(functionArn) ?? [];
  return place === undefined ? '' : `${place}:event-source-mapping:${uuid}`;
}
