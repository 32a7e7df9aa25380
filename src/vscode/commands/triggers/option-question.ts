/** The question for one option of a trigger, by its kind; what is typed is checked as Lambda would check it. */
import * as vscode from 'vscode';
import type { DocumentPurpose } from '../../../triggers/options/check-trigger-document';
import { checkTriggerDocument } from '../../../triggers/options/check-trigger-document';
import { completeOptions, isSameValue } from '../../../triggers/options/option-defaults';
import type { NumberOption, OptionName } from '../../../triggers/options/trigger-option';
import { describeOption } from '../../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { Asked, Place } from '../stepwise-questions';
import { input, pick } from '../stepwise-questions';
import { askFilters } from './filter-questions';
import { optionLabel, tagsText } from './option-texts';
import { switchText } from './switch-texts';
import { tagsOf } from './typed-tags';

/** @returns the option alone */
export async function askOption(
  place: Place,
  name: OptionName,
  document: TriggerDocument,
  purpose: DocumentPurpose,
): Promise<Asked<TriggerDocument>> {
  switch (name) {
    case 'FilterCriteria':
      return askFilters(place, document);
    case 'FunctionResponseTypes':
      return askSwitch(place, { name, document, purpose }, (on) => ({
        FunctionResponseTypes: on ? ['ReportBatchItemFailures'] : [],
      }));
    case 'MetricsConfig':
      return askSwitch(place, { name, document, purpose }, (on) => ({
        MetricsConfig: { Metrics: on ? ['EventCount'] : [] },
      }));
    case 'DestinationConfig':
      return askText(
        place,
        name,
        completeOptions(document).DestinationConfig.OnFailure.Destination,
        (text) => ({
          DestinationConfig: { OnFailure: { Destination: text } },
        }),
      );
    case 'Tags':
      return askText(place, name, tagsText(document.Tags ?? {}), (text) => ({ Tags: tagsOf(text) }));
    default:
      return askPlain(place, name, document, purpose);
  }
}

function askPlain(
  place: Place,
  name: Exclude<
    OptionName,
    'FilterCriteria' | 'FunctionResponseTypes' | 'MetricsConfig' | 'DestinationConfig' | 'Tags'
  >,
  document: TriggerDocument,
  purpose: DocumentPurpose,
): Promise<Asked<TriggerDocument>> {
  const option = describeOption(name);
  switch (option.kind) {
    case 'number':
      return askNumber(place, option, document);
    case 'flag':
      return askSwitch(place, { name, document, purpose }, (on) => ({ [name]: on }));
    case 'choice':
      return askChoice(place, name, option.values, document);
    case 'text':
    case 'form':
      return askText(place, name, String(document[name] ?? ''), (text) => ({ [name]: text }));
  }
}

/** The first thing that Lambda would have against this option in the document. */
export function problemOf(name: OptionName, document: TriggerDocument): string | undefined {
  const checked = checkTriggerDocument(document, 'update');
  if (checked.valid) return undefined;
  return checked.problems.find(({ path }) => path[0] === name)?.sentence;
}

async function askNumber(
  place: Place,
  option: NumberOption,
  document: TriggerDocument,
): Promise<Asked<TriggerDocument>> {
  const { name, explanation, least, most, unlimited } = option;
  const range =
    unlimited === undefined
      ? vscode.l10n.t('{0} to {1}, by default {2}.', least, most, option.default)
      : vscode.l10n.t(
          '{0} for no limit, or {1} to {2}; by default {3}.',
          unlimited,
          least,
          most,
          option.default,
        );
  const present = document[name];
  const asked = await input(place, {
    prompt: `${optionLabel(name)}: ${range} ${explanation}`,
    suggestion: String(typeof present === 'number' ? present : option.default),
    validate: (text) => {
      if (!/^-?\d+$/.test(text)) return vscode.l10n.t('Type a whole number: {0}', range);
      return problemOf(name, { ...document, [name]: Number(text) });
    },
  });
  return asked === undefined || asked === 'back' ? asked : { answer: { [name]: Number(asked.answer) } };
}

async function askText(
  place: Place,
  name: OptionName,
  present: string,
  read: (text: string) => TriggerDocument,
): Promise<Asked<TriggerDocument>> {
  const option = describeOption(name);
  const example = option.kind === 'text' ? String(option.example) : '';
  const asked = await input(place, {
    prompt: `${optionLabel(name)}: ${option.explanation}`,
    placeholder: name === 'Tags' ? 'team=orders, stage=test' : example,
    suggestion: present,
    validate: (text) => problemOf(name, read(text)),
  });
  return asked === undefined || asked === 'back' ? asked : { answer: read(asked.answer) };
}

async function askSwitch(
  place: Place,
  {
    name,
    document,
    purpose,
  }: { readonly name: OptionName; readonly document: TriggerDocument; readonly purpose: DocumentPurpose },
  read: (isOn: boolean) => TriggerDocument,
): Promise<Asked<TriggerDocument>> {
  const present = completeOptions(document);
  const items = [true, false].map((isOn) => {
    const isPresent = isSameValue(completeOptions({ ...document, ...read(isOn) }), present);
    const description = isPresent && purpose === 'update' ? vscode.l10n.t('as it is now') : '';
    return { label: switchText(name, isOn, purpose), description, isPresent, isOn };
  });
  const asked = await pick(place, {
    placeholder: vscode.l10n.t('{0}?', optionLabel(name)),
    items,
    active: items.find(({ isPresent }) => isPresent),
  });
  return asked === undefined || asked === 'back' ? asked : { answer: read(asked.answer.isOn) };
}

async function askChoice(
  place: Place,
  name: OptionName,
  values: readonly { readonly value: string; readonly explanation: string }[],
  document: TriggerDocument,
): Promise<Asked<TriggerDocument>> {
  const items = values.map(({ value, explanation }) => ({ label: value, detail: explanation }));
  const asked = await pick(place, {
    placeholder: describeOption(name).explanation,
    items,
    active: items.find(({ label }) => label === document[name]),
  });
  return asked === undefined || asked === 'back' ? asked : { answer: { [name]: asked.answer.label } };
}
