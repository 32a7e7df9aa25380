/** Disable Trigger: said first is what becomes of the records meanwhile. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { confirm, showInformation } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import { chosenTrigger, isConfirmed } from './trigger-argument';

/** Takes a TriggerArgument as well. @returns the settled trigger; undefined when the user has gone away */
export function disableTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be disabled?'));
    if (chosen === undefined) return undefined;
    const { connection, trigger } = chosen;
    if (trigger.state === 'Disabled') {
      parts.view.showTrigger(connection, trigger.uuid, trigger);
      showInformation(vscode.l10n.t('Trigger {0} is disabled already.', triggerLabel(trigger)));
      return trigger;
    }
    const agreed = isConfirmed(argument) || (await confirmDisabling(trigger));
    return agreed ? disable(parts, connection, trigger) : undefined;
  };
}

export function disable(
  { changes }: Pick<ManagementParts, 'changes'>,
  connection: AwsConnection,
  trigger: Trigger,
): Promise<Trigger> {
  return changes.update(connection, trigger, { Enabled: false });
}

function confirmDisabling(trigger: Trigger): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Disable trigger {0}?', triggerLabel(trigger)),
    vscode.l10n.t(
      'It keeps its position and goes on there when it is enabled again. The stream keeps each record for 24 hours only: what is not read by then is lost. Records may still arrive for a moment.',
    ),
    vscode.l10n.t('Disable'),
  );
}
