/**
 * All options of a trigger in one list with their present values: one is chosen, changed, and the list is back, until
 * it is gone on with. Advice stands above it with its better choice, and what Lambda would refuse.
 */
import * as vscode from 'vscode';
import type { DocumentPurpose } from '../../../triggers/options/check-trigger-document';
import { checkTriggerDocument } from '../../../triggers/options/check-trigger-document';
import { adviceOn } from '../../../triggers/options/trigger-advice';
import type { OptionName } from '../../../triggers/options/trigger-option';
import { describeOption, optionNames } from '../../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { Asked, Place } from '../stepwise-questions';
import { pick } from '../stepwise-questions';
import { adviceText } from './advice-texts';
import { askOption } from './option-question';
import { optionLabel, valueText } from './option-texts';

export interface OptionsList {
  readonly place: Place;
  readonly placeholder: string;
  readonly names: readonly OptionName[];
  readonly purpose: DocumentPurpose;
  /** What the values are compared with; a changed one shows what it was. */
  readonly before?: TriggerDocument;
  /** The first item, which ends it. */
  goOn(document: TriggerDocument): { readonly label: string; readonly detail: string };
}

/** Choosing it changes the options, or leads to one of them. */
export type OptionItem = vscode.QuickPickItem & {
  readonly name?: OptionName;
  readonly change?: TriggerDocument;
  readonly isEnd?: boolean;
};

/** @returns the document with the changes; a step back loses none, for each of them was accepted */
export async function askOptions(list: OptionsList, given: TriggerDocument): Promise<Asked<TriggerDocument>> {
  let document = given;
  let last: OptionName | undefined;
  for (;;) {
    const items = itemsOf(list, document);
    const active = items.find(({ name }) => name !== undefined && name === last);
    const asked = await pick(list.place, { placeholder: list.placeholder, items, active });
    if (asked === undefined) return undefined;
    if (asked === 'back' || asked.answer.isEnd === true) return { answer: document };
    const { name, change } = asked.answer;
    if (change !== undefined) document = { ...document, ...change };
    if (name === undefined) continue;
    last = name;
    const place = {
      ...list.place,
      title: `${list.place.title}: ${optionLabel(name)}`,
      step: 2,
      totalSteps: 2,
    };
    const changed = await askOption(place, name, document, list.purpose);
    if (changed === undefined) return undefined;
    if (changed !== 'back') document = { ...document, ...changed.answer };
  }
}

function itemsOf(list: OptionsList, document: TriggerDocument): readonly OptionItem[] {
  const { names, purpose, before } = list;
  const problems = problemItems(document, purpose);
  const end: OptionItem = { ...list.goOn(document), isEnd: true };
  const advice = adviceItems(document, purpose);
  return [
    ...(problems.length > 0 ? problems : [end]),
    ...advice,
    { label: vscode.l10n.t('Options'), kind: vscode.QuickPickItemKind.Separator },
    ...names.map((name) => optionItem(name, document, before)),
  ];
}

/** What Lambda would refuse stands in the place of going on; a choice of it leads to the option at fault. */
export function problemItems(document: TriggerDocument, purpose: DocumentPurpose): readonly OptionItem[] {
  const checked = checkTriggerDocument(document, purpose);
  if (checked.valid) return [];
  return checked.problems.map(({ path: [name], sentence }) => ({
    label: `$(error) ${vscode.l10n.t('Lambda would refuse this')}`,
    detail: sentence,
    ...(isOptionName(name) && { name }),
  }));
}

export function adviceItems(document: TriggerDocument, purpose: DocumentPurpose): readonly OptionItem[] {
  return adviceOn(document, purpose).map((advice) => {
    const { sentence, betterChoice } = adviceText(advice);
    return {
      label:
        betterChoice === undefined ? `$(info) ${vscode.l10n.t('To know')}` : `$(lightbulb) ${betterChoice}`,
      detail: sentence,
      ...(advice.change !== undefined && { change: advice.change }),
    };
  });
}

function optionItem(
  name: OptionName,
  document: TriggerDocument,
  before: TriggerDocument | undefined,
): OptionItem {
  const value = valueText(name, document);
  const was = before && valueText(name, before);
  const isChanged = was !== undefined && was !== value;
  return {
    label: isChanged ? `$(edit) ${optionLabel(name)}` : optionLabel(name),
    description: isChanged ? vscode.l10n.t('{0} (was {1})', value, was) : value,
    detail: describeOption(name).explanation,
    name,
  };
}

function isOptionName(name: unknown): name is OptionName {
  return optionNames.some((known) => known === name);
}
