/** A document applied to a trigger that is there: what will change is shown, then asked, then sent. */
import * as vscode from 'vscode';
import { afterApplying } from '../../triggers/options/after-applying';
import { textOf, wholeDocument } from '../../triggers/options/document-text';
import { planChange } from '../../triggers/options/plan-change';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { applyPlan } from '../commands/triggers/apply-plan';
import type { ManagementParts } from '../management-parts';
import { confirm } from '../notifications';
import { triggerLabel } from '../triggers/trigger-label';
import { changeLines } from './change-list';
import type { ComparedTexts } from './compared-texts';
import { closeComparison } from './compared-texts';
import type { DeployedTrigger } from './trigger-file-system';

/** What a test or another extension may answer beforehand. */
export interface ApplyAnswers {
  readonly isConfirmed: boolean;
  /** If the trigger was changed on AWS since the document was opened. */
  readonly onConflict?: 'merge' | 'overwrite' | undefined;
}

export interface Application {
  /** Of the document. */
  readonly uri: vscode.Uri;
  /** As it is now. */
  readonly deployed: DeployedTrigger;
  readonly wanted: TriggerDocument;
}

/** @returns the settled trigger, as it was if nothing differs; undefined when the user has gone away */
export async function applyToTrigger(
  parts: ManagementParts,
  compared: ComparedTexts,
  { uri, deployed, wanted }: Application,
  answers: ApplyAnswers,
): Promise<Trigger | undefined> {
  const { connection, trigger, tags } = deployed;
  const plan = planChange(trigger, wanted, tags);
  if (plan.kind === 'nothing' || answers.isConfirmed)
    return applyPlan(parts, { connection, trigger }, plan, answers.isConfirmed);
  const label = triggerLabel(trigger);
  const after = afterApplying(trigger, wanted);
  const afterDocument = wholeDocument(after, wanted.Tags ?? plannedTags(plan, tags));
  const title = vscode.l10n.t('{0}: what will change', label);
  await vscode.commands.executeCommand(
    'vscode.diff',
    compared.put(uri, vscode.l10n.t('{0} (on AWS)', label), deployed.text),
    compared.put(uri, vscode.l10n.t('{0} (to be applied)', label), textOf(afterDocument)),
    title,
    { preview: true },
  );
  try {
    const isAgreed =
      plan.kind === 'replace' ||
      (await confirm(
        vscode.l10n.t('Apply this to trigger {0}?', label),
        changeLines(wholeDocument(trigger, tags), afterDocument),
        vscode.l10n.t('Apply'),
      ));
    return isAgreed ? await applyPlan(parts, { connection, trigger }, plan, false) : undefined;
  } finally {
    await closeComparison(title);
  }
}

function plannedTags(
  plan: ReturnType<typeof planChange>,
  tags: DeployedTrigger['tags'],
): DeployedTrigger['tags'] {
  return plan.kind === 'update' ? (plan.tags ?? tags) : tags;
}
