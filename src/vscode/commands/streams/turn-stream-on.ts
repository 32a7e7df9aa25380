/** Turn Stream On: the view type explained, the change followed until records are written. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import { showInformation } from '../../notifications';
import { changeStream, readTable, refuseReadOnly } from '../../streams/stream-changes';
import { chooseViewType } from '../../streams/view-type-choice';
import type { Command } from '../command-table';
import { givenViewType } from './stream-arguments';

/** @returns the command; its argument is a table's node, perhaps with a `viewType`, which is not asked then */
export function turnStreamOn(parts: ManagementParts): Command {
  return async (argument) => {
    const node = await parts.view.chooseTable(
      argument,
      vscode.l10n.t('Table whose stream is to be turned on'),
    );
    if (node === undefined) return;
    const { connection, tableName } = node;
    const what = vscode.l10n.t('Turn on the stream of table "{0}"', tableName);
    await refuseReadOnly(parts, node, what);
    const table = await readTable(parts, node);
    if (table.viewType !== undefined) {
      parts.view.refresh(connection, tableName);
      showInformation(
        vscode.l10n.t('The stream of table "{0}" is on already: {1}.', tableName, table.viewType),
        {
          label: vscode.l10n.t('Change View Type…'),
          run: () => vscode.commands.executeCommand(commandIds.changeViewType, node),
        },
      );
      return;
    }
    const viewType = givenViewType(argument) ?? (await chooseViewType(what));
    if (viewType === undefined) return;
    await parts.connections.permitChange(connection, what, [tableName]);
    const title = vscode.l10n.t('Turning on the stream of table "{0}"', tableName);
    await changeStream(parts, node, { title, before: undefined, after: viewType });
    showInformation(
      vscode.l10n.t('The stream of table "{0}" is on: every change from now on is in it.', tableName),
      {
        label: vscode.l10n.t('Create Trigger…'),
        run: () => vscode.commands.executeCommand(commandIds.createTrigger, node),
      },
    );
  };
}
