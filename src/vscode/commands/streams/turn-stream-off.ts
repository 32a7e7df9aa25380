/** Turn Stream Off: what becomes of its triggers and records is said first. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import { confirm, showInformation } from '../../notifications';
import { changeStream, globalTableText, readTable, refuseReadOnly } from '../../streams/stream-changes';
import { findTriggersLeftBehind, leftBehindText } from '../../streams/triggers-left-behind';
import type { Command } from '../command-table';
import { streamArnOf } from './stream-arguments';

/** @returns the command; its argument is the node of a table or of its stream */
export function turnStreamOff(parts: ManagementParts): Command {
  return async (argument) => {
    const node = await parts.view.chooseTable(
      argument,
      vscode.l10n.t('Table whose stream is to be turned off'),
    );
    if (node === undefined) return;
    const { connection, tableName } = node;
    const what = vscode.l10n.t('Turn off the stream of table "{0}"', tableName);
    await refuseReadOnly(parts, node, what);
    const table = await readTable(parts, node);
    const chosen = streamArnOf(argument);
    if (table.viewType === undefined || (chosen !== undefined && chosen !== table.latestStreamArn)) {
      parts.view.refresh(connection, tableName);
      showInformation(vscode.l10n.t('That stream of table "{0}" is off already.', tableName));
      return;
    }
    const leftBehind = await findTriggersLeftBehind(parts.aws.triggers, connection, table.latestStreamArn);
    const heading = vscode.l10n.t(
      'These triggers go on until its records are read or trimmed, then they get nothing any more:',
    );
    const agreed = await confirm(
      vscode.l10n.t('Turn off the stream of table "{0}"?', tableName),
      [
        ...globalTableText(table),
        leftBehindText(leftBehind, heading),
        vscode.l10n.t('What is in it can be read for 24 hours; changes from now on are in no stream.'),
        vscode.l10n.t(
          'A stream that is turned on later has a new ARN, to which triggers must be re-pointed.',
        ),
      ].join('\n\n'),
      vscode.l10n.t('Turn Off'),
    );
    if (!agreed) return;
    await parts.connections.permitChange(connection, what, [tableName]);
    const title = vscode.l10n.t('Turning off the stream of table "{0}"', tableName);
    await changeStream(parts, node, { title, before: table.viewType, after: undefined });
    showInformation(
      vscode.l10n.t('The stream of table "{0}" is off; its records can be read for 24 hours.', tableName),
    );
  };
}
