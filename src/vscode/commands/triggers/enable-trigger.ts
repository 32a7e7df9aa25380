/** Enable Trigger: it goes on where it stopped. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import { showInformation } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import { chosenTrigger } from './trigger-argument';

/** Takes a TriggerArgument as well. @returns the settled trigger */
export function enableTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be enabled?'));
    if (chosen === undefined) return undefined;
    const { connection, trigger } = chosen;
    if (trigger.state === 'Enabled') {
      parts.view.showTrigger(connection, trigger.uuid, trigger);
      showInformation(vscode.l10n.t('Trigger {0} is enabled already.', triggerLabel(trigger)));
      return trigger;
    }
    return parts.changes.update(connection, trigger, { Enabled: true });
  };
}
