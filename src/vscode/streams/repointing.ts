/** After a stream was replaced: its triggers are offered the new one. */
import * as vscode from 'vscode';
import type { StreamViewType } from '../../triggers/ports/table-catalog';
import type { Trigger } from '../../triggers/trigger';
import { commandIds } from '../contributions';
import { showInformation } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';
import type { TableNode, TriggerNode } from '../views/tables/tables-node';

/** @param leftBehind on the old stream */
export function offerRepointing(
  table: TableNode,
  viewType: StreamViewType,
  leftBehind: readonly Trigger[],
): void {
  const done = vscode.l10n.t('Table "{0}" has a new stream: {1}.', table.tableName, viewType);
  const [first, ...more] = leftBehind;
  if (first === undefined) {
    showInformation(done);
    return;
  }
  const repoint = async (triggers: readonly Trigger[]): Promise<void> => {
    // One after the other: each asks what it has to.
    for (const trigger of triggers)
      await vscode.commands.executeCommand(commandIds.repointTrigger, triggerNode(table, trigger));
  };
  if (more.length === 0) {
    showInformation(
      vscode.l10n.t(
        '{0} The trigger of {1} is still on the old one.',
        done,
        functionLabel(first.functionArn),
      ),
      { label: vscode.l10n.t('Re-Point'), run: () => repoint(leftBehind) },
    );
    return;
  }
  showInformation(vscode.l10n.t('{0} {1} triggers are still on the old one.', done, leftBehind.length), {
    label: vscode.l10n.t('Re-Point…'),
    run: async () => repoint(await chooseTriggers(leftBehind)),
  });
}

/** All are chosen at first. */
async function chooseTriggers(triggers: readonly Trigger[]): Promise<readonly Trigger[]> {
  const items = triggers.map((trigger) => ({
    label: functionLabel(trigger.functionArn),
    description: trigger.state,
    picked: true,
    trigger,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Re-Point Triggers'),
    placeHolder: vscode.l10n.t('Triggers that are to read the new stream'),
    ignoreFocusOut: true,
  });
  return (chosen ?? []).map(({ trigger }) => trigger);
}

function triggerNode({ connection, tableName }: TableNode, trigger: Trigger): TriggerNode {
  return { kind: 'trigger', connection, tableName, trigger };
}
