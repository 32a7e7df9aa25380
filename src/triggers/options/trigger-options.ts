/** The table of all options of a trigger on a DynamoDB stream (reference section 2.2), in the order of documents. */
import * as l10n from '@vscode/l10n';
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import type { WholeNumberLimits } from '../../engine/event-source-mapping/whole-number-limits';
import { optionDefaults } from './option-defaults';
import { optionExplanations } from './option-explanations';
import type { FormOption, NumberOption, OptionName, TriggerOption } from './trigger-option';

const API = 'section 2.2; AWS Lambda API Reference, CreateEventSourceMapping';

/** Made when they are asked for: they hold sentences. */
const table: Readonly<Record<OptionName, () => TriggerOption>> = {
  EventSourceArn: () =>
    required(
      'EventSourceArn',
      false,
      'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000',
    ),
  FunctionName: () => required('FunctionName', true, 'orders'),
  StartingPosition: () => ({
    ...basics('StartingPosition', { isRequired: true, isUpdatable: false }),
    kind: 'choice',
    values: [
      {
        value: 'TRIM_HORIZON',
        explanation: l10n.t('The oldest record that the stream still has, up to 24 hours old.'),
      },
      {
        value: 'LATEST',
        explanation: l10n.t(
          'Records written from now on. Those of the next minutes, until the trigger reads, may be missed.',
        ),
      },
    ],
  }),
  Enabled: () => flag('Enabled', optionDefaults.Enabled),
  BatchSize: () => number('BatchSize', mappingLimits.batchSize, 'records'),
  MaximumBatchingWindowInSeconds: () =>
    number('MaximumBatchingWindowInSeconds', mappingLimits.maximumBatchingWindowInSeconds, 'seconds'),
  ParallelizationFactor: () =>
    number('ParallelizationFactor', mappingLimits.parallelizationFactor, 'batches'),
  MaximumRetryAttempts: () => number('MaximumRetryAttempts', mappingLimits.maximumRetryAttempts, 'attempts'),
  MaximumRecordAgeInSeconds: () =>
    number('MaximumRecordAgeInSeconds', mappingLimits.maximumRecordAgeInSeconds, 'seconds'),
  BisectBatchOnFunctionError: () =>
    flag('BisectBatchOnFunctionError', optionDefaults.BisectBatchOnFunctionError),
  FunctionResponseTypes: () => form('FunctionResponseTypes', ['ReportBatchItemFailures']),
  DestinationConfig: () =>
    form('DestinationConfig', {
      OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:orders-failures' },
    }),
  FilterCriteria: () => form('FilterCriteria', { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }),
  TumblingWindowInSeconds: () =>
    number('TumblingWindowInSeconds', mappingLimits.tumblingWindowInSeconds, 'seconds'),
  KMSKeyArn: () => ({
    ...form('KMSKeyArn', 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888'),
    kind: 'text',
  }),
  MetricsConfig: () => form('MetricsConfig', { Metrics: ['EventCount'] }),
  Tags: () => ({
    ...basics('Tags', { isRequired: false, isUpdatable: false }),
    kind: 'form',
    default: {},
    example: { team: 'orders' },
  }),
};

export const optionNames = Object.keys(table) as readonly OptionName[];

export function describeOption(name: OptionName): TriggerOption {
  return table[name]();
}

function basics<Name extends OptionName>(
  name: Name,
  is: { readonly isRequired: boolean; readonly isUpdatable: boolean },
): { name: Name; explanation: string; source: string; isRequired: boolean; isUpdatable: boolean } {
  return { name, explanation: optionExplanations[name](), source: API, ...is };
}

function optional<Name extends OptionName>(name: Name): ReturnType<typeof basics<Name>> {
  return basics(name, { isRequired: false, isUpdatable: true });
}

function required(name: OptionName, isUpdatable: boolean, example: string): FormOption {
  return { ...basics(name, { isRequired: true, isUpdatable }), kind: 'text', example };
}

type NumberName = Exclude<
  {
    [Name in keyof typeof optionDefaults]: (typeof optionDefaults)[Name] extends number ? Name : never;
  }[keyof typeof optionDefaults],
  never
>;

function number(name: NumberName, limits: WholeNumberLimits, unit: NumberOption['unit']): NumberOption {
  return { ...optional(name), kind: 'number', ...limits, default: optionDefaults[name], step: 1, unit };
}

function flag(name: 'Enabled' | 'BisectBatchOnFunctionError', value: boolean): TriggerOption {
  return { ...optional(name), kind: 'flag', default: value };
}

function form(name: Exclude<keyof typeof optionDefaults, NumberName>, example: unknown): FormOption {
  return { ...optional(name), kind: 'form', default: optionDefaults[name], example };
}
