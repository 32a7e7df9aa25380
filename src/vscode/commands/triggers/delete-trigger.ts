/** Delete Trigger: said first is what is lost; disabling is offered instead. */
import * as vscode from 'vscode';
import type { Trigger } from '../../../triggers/trigger';
import { areFiltersHidden } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { ask } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import { disable } from './disable-trigger';
import { chosenTrigger, isConfirmed } from './trigger-argument';

/** Takes a TriggerArgument as well. */
export function deleteTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be deleted?'));
    if (chosen === undefined) return;
    const { connection, trigger } = chosen;
    const way = isConfirmed(argument) ? 'delete' : await askWay(trigger);
    if (way === 'delete') await parts.changes.delete(connection, trigger);
    if (way === 'disable') await disable(parts, connection, trigger);
  };
}

async function askWay(trigger: Trigger): Promise<'delete' | 'disable' | undefined> {
  const remove = vscode.l10n.t('Delete');
  const disableInstead = vscode.l10n.t('Disable Instead');
  const chosen = await ask(
    vscode.l10n.t('Delete trigger {0}?', triggerLabel(trigger)),
    [
      vscode.l10n.t(
        'Lost is its position in the stream: a trigger that is created again begins at the oldest record or at the newest, and so repeats records or misses some. Its options are kept for "Undo Last Change".',
      ),
      ...(areFiltersHidden(trigger)
        ? [vscode.l10n.t('Its filters can’t be read by you, so the deletion can’t be taken back.')]
        : []),
      vscode.l10n.t('A disabled trigger keeps its position and costs nothing.'),
    ].join('\n\n'),
    remove,
    ...(trigger.state === 'Disabled' ? [] : [disableInstead]),
  );
  if (chosen === remove) return 'delete';
  return chosen === disableInstead ? 'disable' : undefined;
}
