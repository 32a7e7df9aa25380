/** The last step of "Create Trigger": what will be created, what is worth pointing out, and the ways to go on. */
import * as vscode from 'vscode';
import { changedOptions } from '../../../triggers/options/changed-options';
import { isSameFunction } from '../../../triggers/options/same-function';
import { optionNames } from '../../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import { documentLabel } from '../../triggers/trigger-label';
import type { Asked, Place } from '../stepwise-questions';
import { pick } from '../stepwise-questions';
import type { CreationAnswers } from './creation-answers';
import type { OptionItem } from './options-list';
import { adviceItems, askOptions, problemItems } from './options-list';
import { askOption } from './option-question';
import { optionLabel, valueText } from './option-texts';
import type { StreamReaders } from './stream-readers';
import { tooManyReaders } from './stream-readers';

const askedBefore = ['EventSourceArn', 'FunctionName', 'BatchSize', 'StartingPosition', 'Enabled'] as const;
type Item = OptionItem & { readonly then?: 'create' | 'json' | 'more' };

export async function askReview(
  place: Place,
  given: TriggerDocument,
  readers: StreamReaders,
): Promise<Asked<Partial<CreationAnswers>>> {
  let document = given;
  for (;;) {
    const placeholder = vscode.l10n.t('Check what will be created');
    const asked = await pick(place, { placeholder, items: itemsOf(document, readers) });
    if (asked === undefined) return undefined;
    if (asked === 'back') return { answer: { document }, thenBack: true };
    const { then } = asked.answer;
    if (then === 'create' || then === 'json') return { answer: { document, then } };
    const inner = { ...place, step: place.step + 1, totalSteps: place.totalSteps + 1 };
    const changed = await changedBy(inner, document, asked.answer);
    if (changed === undefined) return undefined;
    if (changed !== 'back') document = { ...document, ...changed.answer };
  }
}

async function changedBy(
  place: Place,
  document: TriggerDocument,
  { then, change, name }: Pick<Item, 'then' | 'change' | 'name'>,
): Promise<Asked<TriggerDocument>> {
  if (change !== undefined) return { answer: change };
  if (name !== undefined) return askOption(place, name, document, 'create');
  if (then !== 'more') return 'back';
  return askOptions(
    {
      place,
      placeholder: vscode.l10n.t('Choose an option to change it'),
      names: optionNames.filter((option) => askedBefore.every((asked) => asked !== option)),
      purpose: 'create',
      goOn: (changed) => ({
        label: `$(check) ${vscode.l10n.t('Done')}`,
        detail: vscode.l10n.t('Back to the overview of {0}', documentLabel(changed)),
      }),
    },
    document,
  );
}

function itemsOf(document: TriggerDocument, readers: StreamReaders): readonly Item[] {
  const problems: readonly Item[] = problemItems(document, 'create');
  return [
    ...(problems.length > 0 ? problems : [createItem(document)]),
    ...presentItems(document, readers),
    ...adviceItems(document, 'create'),
    {
      label: `$(settings-gear) ${vscode.l10n.t('More options…')}`,
      detail: vscode.l10n.t(
        'Failure destination, retries, filters, windows and everything else that Lambda has',
      ),
      then: 'more',
    },
    {
      label: `$(json) ${vscode.l10n.t('As JSON…')}`,
      detail: vscode.l10n.t('Go on in an editor, with what is said so far'),
      then: 'json',
    },
  ];
}

function createItem(document: TriggerDocument): Item {
  const others = changedOptions(document)
    .filter(({ name }) => name !== 'BatchSize' && name !== 'Enabled')
    .map(({ name }) => `${optionLabel(name)}: ${valueText(name, document)}`);
  const asked = (['StartingPosition', 'BatchSize', 'Enabled'] as const).map(
    (name) => `${optionLabel(name)}: ${valueText(name, document)}`,
  );
  return {
    label: `$(check) ${vscode.l10n.t('Create trigger {0}', documentLabel(document))}`,
    detail: [...asked, ...others].join('; '),
    then: 'create',
  };
}

function presentItems(document: TriggerDocument, readers: StreamReaders): readonly Item[] {
  const { FunctionName: functionName = '' } = document;
  const same = readers.triggers.find((trigger) => isSameFunction(trigger.functionArn, functionName));
  const tooMany = tooManyReaders(readers);
  return [
    ...(same === undefined
      ? []
      : [
          {
            label: `$(warning) ${vscode.l10n.t('There is such a trigger already')}`,
            detail: vscode.l10n.t(
              '{0} is {1}. A stream and a function have one trigger between them: creating another one opens this.',
              same.uuid,
              same.state,
            ),
          },
        ]),
    ...(tooMany === undefined
      ? []
      : [{ label: `$(warning) ${vscode.l10n.t('One reader too many')}`, detail: tooMany }]),
  ];
}
