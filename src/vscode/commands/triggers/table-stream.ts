/** The stream that a table has now; where it has none, an offer to turn it on. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import { confirm, withProgress } from '../../notifications';
import type { StreamNode, TableNode } from '../../views/tables/tables-node';

/** @returns undefined when the user wants none; @throws ServiceError */
export async function streamOfTable(
  parts: ManagementParts,
  table: TableNode,
): Promise<StreamNode | undefined> {
  const found = await currentStream(parts, table);
  if (found !== undefined) return found;
  const agreed = await confirm(
    vscode.l10n.t('Table "{0}" has no stream. Turn one on?', table.tableName),
    vscode.l10n.t(
      'A trigger reads the stream of its table. Which parts of an item its records have is asked next.',
    ),
    vscode.l10n.t('Turn Stream On…'),
  );
  if (!agreed) return undefined;
  await vscode.commands.executeCommand(commandIds.turnStreamOn, table);
  return currentStream(parts, table);
}

async function currentStream(
  { aws }: ManagementParts,
  { connection, tableName }: TableNode,
): Promise<StreamNode | undefined> {
  const title = vscode.l10n.t('Reading table "{0}"', tableName);
  const { latestStreamArn, viewType } = await withProgress(title, (stop) =>
    aws.tables.describeTable(connection, tableName, stop),
  );
  if (latestStreamArn === undefined || viewType === undefined) return undefined;
  return { kind: 'stream', connection, tableName, streamArn: latestStreamArn };
}
