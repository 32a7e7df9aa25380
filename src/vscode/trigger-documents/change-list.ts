/** What differs between two whole documents of a trigger, a line each, for the question before it is applied. */
import * as vscode from 'vscode';
import type { OptionName } from '../../triggers/options/trigger-option';
import { optionNames } from '../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { valueText } from '../commands/triggers/option-texts';

/** @param names all options without it; @returns for example `BatchSize: 100 → 500` */
export function changeLines(
  before: TriggerDocument,
  after: TriggerDocument,
  names: readonly OptionName[] = optionNames,
): string {
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => {
      const [left, right] = [valueOf(name, before), valueOf(name, after)];
      return left === right ? vscode.l10n.t('{0}: changed', name) : `${name}: ${left} → ${right}`;
    })
    .join('\n');
}

/** Numbers and flags as the document has them. */
function valueOf(name: OptionName, document: TriggerDocument): string {
  const value = document[name];
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : valueText(name, document);
}
