/** A trigger document as the input of Lambda's create and update. */
import type {
  CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** What stands for "none" is left out: an empty destination would be refused (reference section 2.5). */
export function createInput(document: TriggerDocument): CreateEventSourceMappingCommandInput {
  const {
    FunctionName,
    FilterCriteria,
    DestinationConfig,
    KMSKeyArn = '',
    MetricsConfig,
    ...rest
  } = document;
  const { FunctionResponseTypes = [], Tags = {}, ...plain } = rest;
  const filters = FilterCriteria?.Filters ?? [];
  const destination = DestinationConfig?.OnFailure?.Destination ?? '';
  const metrics = MetricsConfig?.Metrics ?? [];
  return {
    ...plain,
    FunctionName,
    ...(filters.length > 0 && { FilterCriteria: { Filters: [...filters] } }),
    ...(destination !== '' && { DestinationConfig: { OnFailure: { Destination: destination } } }),
    ...(KMSKeyArn !== '' && { KMSKeyArn }),
    ...(metrics.length > 0 && { MetricsConfig: { Metrics: [...metrics] } }),
    ...(FunctionResponseTypes.length > 0 && { FunctionResponseTypes: [...FunctionResponseTypes] }),
    ...(Object.keys(Tags).length > 0 && { Tags }),
  };
}

/**
 * `{}` removes all filters, an empty text the destination or the key (reference section 2.2).
 *
 * @param change without the fixed options
 */
export function updateInput(uuid: string, change: TriggerDocument): UpdateEventSourceMappingCommandInput {
  const { FilterCriteria, DestinationConfig, MetricsConfig, FunctionResponseTypes, ...plain } = change;
  const filters = FilterCriteria?.Filters ?? [];
  const destination = DestinationConfig?.OnFailure?.Destination ?? '';
  return {
    ...plain,
    UUID: uuid,
    ...(FilterCriteria !== undefined && {
      FilterCriteria: filters.length === 0 ? {} : { Filters: [...filters] },
    }),
    ...(DestinationConfig !== undefined && {
      DestinationConfig: { OnFailure: { Destination: destination } },
    }),
    ...(MetricsConfig !== undefined && { MetricsConfig: { Metrics: [...(MetricsConfig.Metrics ?? [])] } }),
    ...(FunctionResponseTypes !== undefined && { FunctionResponseTypes: [...FunctionResponseTypes] }),
  };
}

/** Of the options that Lambda does not update (reference section 2.2). */
export function fixedOptions(change: TriggerDocument): readonly string[] {
  return (['EventSourceArn', 'StartingPosition', 'Tags'] as const).filter(
    (name) => change[name] !== undefined,
  );
}
