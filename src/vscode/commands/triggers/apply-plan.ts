/** A planned change done to a trigger; a replacement only after it was said what that means. */
import * as vscode from 'vscode';
import type { PlannedChange } from '../../../triggers/options/plan-change';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { confirm, showInformation } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import { optionLabel } from './option-texts';
import type { ChosenTrigger } from './trigger-argument';

/** @returns the settled trigger; undefined when the user has gone away */
export async function applyPlan(
  { changes }: ManagementParts,
  { connection, trigger }: ChosenTrigger,
  plan: PlannedChange,
  isAgreed: boolean,
): Promise<Trigger | undefined> {
  switch (plan.kind) {
    case 'nothing':
      showInformation(vscode.l10n.t('Trigger {0} is like this already.', triggerLabel(trigger)));
      return trigger;
    case 'update':
      return changes.update(connection, trigger, {
        ...plan.change,
        ...(plan.tags !== undefined && { Tags: plan.tags }),
      });
    case 'replace':
      if (!isAgreed && !(await confirmReplacement(trigger, plan))) return undefined;
      return changes.replace(connection, trigger, plan.document);
  }
}

function confirmReplacement(
  trigger: Trigger,
  plan: Extract<PlannedChange, { readonly kind: 'replace' }>,
): Promise<boolean> {
  const what = plan.because.map((name) => optionLabel(name)).join(', ');
  const { StartingPosition: position } = plan.document;
  return confirm(
    vscode.l10n.t('Replace trigger {0}?', triggerLabel(trigger)),
    [
      vscode.l10n.t(
        'Lambda can’t change this of a trigger: {0}. It takes a new one, and its position is lost.',
        what,
      ),
      position === 'LATEST'
        ? vscode.l10n.t(
            'The new one begins with records that are written from then on. What the present one has not read yet, and what is written in the minutes until the new one reads, is missed.',
          )
        : vscode.l10n.t(
            'The new one begins with the oldest records of the stream, up to 24 hours back: the function gets those again that it had already.',
          ),
      ...(plan.losesHiddenFilters
        ? [vscode.l10n.t('Its filters can’t be read by you, so the new one has none.')]
        : []),
      ...(plan.losesUnreadTags
        ? [vscode.l10n.t('Its tags can’t be read by you, so the new one has none.')]
        : []),
    ].join('\n\n'),
    vscode.l10n.t('Replace'),
  );
}
