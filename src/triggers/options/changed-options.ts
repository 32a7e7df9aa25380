/** The options of a trigger that differ from Lambda's defaults, for a tooltip or a summary. */
import * as l10n from '@vscode/l10n';
import type { TriggerDocument } from '../trigger-document';
import type { DefaultedName } from './option-defaults';
import { completeOptions, defaultedNames, isSameValue, optionDefaults } from './option-defaults';

export interface ChangedOption {
  readonly name: DefaultedName;
  /** Short: a number, a word, an ARN, `2 filters`. */
  readonly value: string;
  readonly default: string;
}

/** @returns in the order in which documents show them */
export function changedOptions(document: TriggerDocument): readonly ChangedOption[] {
  const options = completeOptions(document);
  return defaultedNames
    .filter((name) => !isSameValue(options[name], optionDefaults[name]))
    .map((name) => ({
      name,
      value: inShort(name, options[name]),
      default: inShort(name, optionDefaults[name]),
    }));
}

function inShort(name: DefaultedName, value: unknown): string {
  const options = completeOptions({ [name]: value });
  switch (name) {
    case 'DestinationConfig':
      return options.DestinationConfig.OnFailure.Destination || l10n.t('none');
    case 'FilterCriteria': {
      const { length } = options.FilterCriteria.Filters;
      if (length === 0) return l10n.t('none');
      return length === 1 ? l10n.t('1 filter') : l10n.t('{0} filters', length);
    }
    case 'MetricsConfig':
      return options.MetricsConfig.Metrics.join(', ') || l10n.t('none');
    case 'FunctionResponseTypes':
      return options.FunctionResponseTypes.join(', ') || l10n.t('none');
    case 'KMSKeyArn':
      return options.KMSKeyArn || l10n.t("AWS's own key");
    default:
      return String(value);
  }
}
