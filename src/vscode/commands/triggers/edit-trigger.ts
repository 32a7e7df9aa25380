/** Edit Trigger: all options in a list, changed one after the other, applied together. */
import * as vscode from 'vscode';
import { wholeDocument } from '../../../triggers/options/document-text';
import { planChange } from '../../../triggers/options/plan-change';
import type { OptionName } from '../../../triggers/options/trigger-option';
import { optionNames } from '../../../triggers/options/trigger-options';
import type { Trigger } from '../../../triggers/trigger';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import { readTagsIfAllowed } from '../../triggers/readable-tags';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import { applyPlan } from './apply-plan';
import { checkedDocument } from './checked-document';
import { askOptions } from './options-list';
import { optionLabel, valueText } from './option-texts';
import type { TriggerArgument } from './trigger-argument';
import { chosenTrigger, isConfirmed, membersOf } from './trigger-argument';

/** With a change nothing is asked, but for a replacement without `isConfirmed`. */
export interface EditTriggerArgument extends TriggerArgument {
  readonly change?: TriggerDocument;
}

/** Takes an EditTriggerArgument as well. @returns the settled trigger; undefined when the user has gone away */
export function editTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be changed?'));
    if (chosen === undefined) return undefined;
    const { connection, trigger } = chosen;
    const tags = await withProgress(vscode.l10n.t('Reading trigger {0}', triggerLabel(trigger)), (stop) =>
      readTagsIfAllowed(parts, connection, trigger, stop),
    );
    const before = wholeDocument(trigger, tags);
    const { change: given } = membersOf<EditTriggerArgument>(argument);
    const wanted =
      given === undefined
        ? await askWanted(trigger, before)
        : { ...before, ...checkedDocument(given, 'update') };
    if (wanted === undefined) return undefined;
    const plan = planChange(trigger, wanted, tags);
    return applyPlan(parts, chosen, plan, isConfirmed(argument));
  };
}

async function askWanted(trigger: Trigger, before: TriggerDocument): Promise<TriggerDocument | undefined> {
  const label = triggerLabel(trigger);
  // Another stream is "Re-Point"; filters that can't be read are changed as JSON only.
  const names = optionNames.filter((name) => name in before && name !== 'EventSourceArn');
  const asked = await askOptions(
    {
      place: { title: vscode.l10n.t('Edit trigger {0}', label), step: 1, totalSteps: 1 },
      placeholder: vscode.l10n.t('Choose an option to change it, then apply'),
      names,
      purpose: 'update',
      before,
      goOn: (document) => applyItem(trigger, names, before, document),
    },
    before,
  );
  return asked === undefined || asked === 'back' ? undefined : asked.answer;
}

function applyItem(
  trigger: Trigger,
  names: readonly OptionName[],
  before: TriggerDocument,
  document: TriggerDocument,
): { readonly label: string; readonly detail: string } {
  const changed = names.filter((name) => valueText(name, document) !== valueText(name, before));
  const detail = changed
    .map((name) => `${optionLabel(name)}: ${valueText(name, before)} → ${valueText(name, document)}`)
    .join('; ');
  const { kind } = planChange(trigger, document, before.Tags);
  switch (kind) {
    case 'nothing':
      return {
        label: `$(check) ${vscode.l10n.t('Nothing is changed')}`,
        detail: vscode.l10n.t('Choose an option below to change it.'),
      };
    case 'update':
      return { label: `$(check) ${vscode.l10n.t('Apply')}`, detail };
    case 'replace':
      return {
        label: `$(warning) ${vscode.l10n.t('Replace the trigger…')}`,
        detail: vscode.l10n.t('{0}. Only a new trigger can have this; the position is lost.', detail),
      };
  }
}
