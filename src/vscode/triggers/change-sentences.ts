/** What the user is told of a trigger that has come to rest after a change. */
import * as vscode from 'vscode';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { timeText } from '../commands/time-text';
import { triggerLabel } from './trigger-label';

/** @param nowMs when it was seen to have settled, epoch milliseconds */
export function createdSentence(trigger: Trigger, nowMs: number): string {
  const label = triggerLabel(trigger);
  if (trigger.state === 'Disabled')
    return vscode.l10n.t('Trigger {0} is created and disabled: it reads nothing until it is enabled.', label);
  if (trigger.document.StartingPosition === 'LATEST')
    return vscode.l10n.t(
      'Trigger {0} is enabled. Records count from about {1} on: Lambda may take some minutes more to begin reading, and what is written until then may be missed.',
      label,
      timeText(nowMs),
    );
  return vscode.l10n.t(
    'Trigger {0} is enabled. It begins with the oldest records of the stream, up to 24 hours back; the first batch may take some minutes.',
    label,
  );
}

export function updatedSentence(trigger: Trigger, change: TriggerDocument): string {
  const label = triggerLabel(trigger);
  const isOnly = Object.keys(change).length === 1;
  if (change.Enabled === false && trigger.state === 'Disabled')
    return vscode.l10n.t(
      'Trigger {0} is disabled. Records may still arrive for a moment: what is under way is finished. It keeps its position, but the stream keeps unread records for 24 hours only.',
      label,
    );
  if (change.Enabled === true && isOnly)
    return vscode.l10n.t('Trigger {0} is enabled and goes on where it stopped.', label);
  if (trigger.state === 'Disabled') return vscode.l10n.t('Trigger {0} is changed. It is disabled.', label);
  return vscode.l10n.t(
    'Trigger {0} is changed and enabled. Lambda may take some minutes more to work with the new values.',
    label,
  );
}

export function deletedSentence(trigger: Trigger): string {
  return vscode.l10n.t(
    'Trigger {0} is deleted. Records may still arrive for a moment: what is under way is finished.',
    triggerLabel(trigger),
  );
}

/** Lambda reports trouble of a trigger in free text that begins so (ST-6). */
export function troubleSentence({ lastProcessingResult }: Trigger): string {
  return lastProcessingResult.startsWith('PROBLEM:')
    ? ` ${vscode.l10n.t('Lambda reports: {0}', lastProcessingResult)}`
    : '';
}
