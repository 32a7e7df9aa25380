/** Options of a trigger in words: their names, and values short enough for one line of a list. */
import * as vscode from 'vscode';
import type { CompleteOptions } from '../../../triggers/options/option-defaults';
import { completeOptions } from '../../../triggers/options/option-defaults';
import type { OptionName } from '../../../triggers/options/trigger-option';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import { functionLabel } from '../../triggers/trigger-label';

export function optionLabel(name: OptionName): string {
  const labels: Readonly<Record<OptionName, string>> = {
    EventSourceArn: vscode.l10n.t('Stream'),
    FunctionName: vscode.l10n.t('Function'),
    StartingPosition: vscode.l10n.t('Starting position'),
    Enabled: vscode.l10n.t('Enabled'),
    BatchSize: vscode.l10n.t('Batch size'),
    MaximumBatchingWindowInSeconds: vscode.l10n.t('Batching window'),
    ParallelizationFactor: vscode.l10n.t('Concurrent batches per shard'),
    MaximumRetryAttempts: vscode.l10n.t('Retry attempts'),
    MaximumRecordAgeInSeconds: vscode.l10n.t('Maximum age of a record'),
    BisectBatchOnFunctionError: vscode.l10n.t('Split a failing batch'),
    FunctionResponseTypes: vscode.l10n.t('Report failed records of a batch'),
    DestinationConfig: vscode.l10n.t('On-failure destination'),
    FilterCriteria: vscode.l10n.t('Filters'),
    TumblingWindowInSeconds: vscode.l10n.t('Tumbling window'),
    KMSKeyArn: vscode.l10n.t('Key for the filters'),
    MetricsConfig: vscode.l10n.t('Event count metrics'),
    Tags: vscode.l10n.t('Tags'),
  };
  return labels[name];
}

/** The value that an option has in a document, or by default. */
export function valueText(name: OptionName, document: TriggerDocument): string {
  switch (name) {
    case 'EventSourceArn':
    case 'StartingPosition':
      return document[name] ?? '-';
    case 'FunctionName':
      return document.FunctionName === undefined ? '-' : functionLabel(document.FunctionName);
    case 'Tags':
      return tagsText(document.Tags ?? {}) || vscode.l10n.t('none');
    default:
      return optionText(name, completeOptions(document));
  }
}

/** As it is typed: `team=orders, stage=prod`. */
export function tagsText(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

function optionText(name: keyof CompleteOptions, options: CompleteOptions): string {
  switch (name) {
    case 'Enabled':
    case 'BisectBatchOnFunctionError':
      return yesOrNo(options[name]);
    case 'FunctionResponseTypes':
      return yesOrNo(options.FunctionResponseTypes.length > 0);
    case 'MetricsConfig':
      return yesOrNo(options.MetricsConfig.Metrics.length > 0);
    case 'DestinationConfig':
      return options.DestinationConfig.OnFailure.Destination || vscode.l10n.t('none');
    case 'FilterCriteria':
      return filtersText(options.FilterCriteria.Filters.map(({ Pattern }) => Pattern));
    case 'KMSKeyArn':
      return options.KMSKeyArn || vscode.l10n.t('AWS’s own');
    case 'MaximumRetryAttempts':
      return options[name] === -1 ? vscode.l10n.t('until the record expires') : String(options[name]);
    case 'MaximumRecordAgeInSeconds':
      return options[name] === -1 ? vscode.l10n.t('no limit') : vscode.l10n.t('{0} s', options[name]);
    case 'MaximumBatchingWindowInSeconds':
    case 'TumblingWindowInSeconds':
      return options[name] === 0 ? vscode.l10n.t('none') : vscode.l10n.t('{0} s', options[name]);
    case 'BatchSize':
    case 'ParallelizationFactor':
      return String(options[name]);
  }
}

function filtersText(patterns: readonly string[]): string {
  const [first] = patterns;
  if (first === undefined) return vscode.l10n.t('none');
  return patterns.length === 1 ? first : vscode.l10n.t('{0} patterns', patterns.length);
}

export function yesOrNo(value: boolean): string {
  return value ? vscode.l10n.t('yes') : vscode.l10n.t('no');
}
