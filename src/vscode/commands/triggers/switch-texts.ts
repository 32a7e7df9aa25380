/** The two ways of an option that is on or off, each with what it means. */
import * as vscode from 'vscode';
import type { DocumentPurpose } from '../../../triggers/options/check-trigger-document';
import type { OptionName } from '../../../triggers/options/trigger-option';
import { yesOrNo } from './option-texts';

export function switchText(name: OptionName, isOn: boolean, purpose: DocumentPurpose): string {
  switch (name) {
    case 'Enabled':
      return purpose === 'create' ? newTriggerText(isOn) : presentTriggerText(isOn);
    case 'BisectBatchOnFunctionError':
      return isOn
        ? vscode.l10n.t('On: a failing batch is cut in two, and each part is tried by itself')
        : vscode.l10n.t('Off: a failing batch is tried again as a whole');
    case 'FunctionResponseTypes':
      return isOn
        ? vscode.l10n.t('On: what comes from the first failed record on is tried again')
        : vscode.l10n.t('Off: a failing batch is tried again as a whole');
    case 'MetricsConfig':
      return isOn
        ? vscode.l10n.t('On: CloudWatch counts records read, filtered out, delivered and discarded')
        : vscode.l10n.t('Off: CloudWatch does not count the records');
    default:
      return yesOrNo(isOn);
  }
}

function newTriggerText(isEnabled: boolean): string {
  return isEnabled
    ? vscode.l10n.t('Enabled: Lambda reads from the start')
    : vscode.l10n.t('Disabled: nothing is read until you enable it');
}

function presentTriggerText(isEnabled: boolean): string {
  return isEnabled
    ? vscode.l10n.t('Enabled: Lambda reads, and goes on where it stopped')
    : vscode.l10n.t('Disabled: nothing is read, and the position is kept');
}
