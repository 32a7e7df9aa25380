/**
 * Change View Type: a new stream in place of the old one. What that does to triggers is said first, and if it breaks
 * off in the middle, where it stands and how to go on.
 */
import * as vscode from 'vscode';
import type { StreamViewType, TableDetails } from '../../../triggers/ports/table-catalog';
import type { ReplacementStage, StreamReplacement } from '../../../triggers/streams/replace-stream';
import { replaceStream } from '../../../triggers/streams/replace-stream';
import { commandIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import { confirm, sentenceOf, showError, showInformation, withProgress } from '../../notifications';
import { offerRepointing } from '../../streams/repointing';
import {
  changePorts,
  globalTableText,
  logChange,
  readTable,
  refuseReadOnly,
} from '../../streams/stream-changes';
import type { TriggersLeftBehind } from '../../streams/triggers-left-behind';
import { findTriggersLeftBehind, leftBehindText } from '../../streams/triggers-left-behind';
import { chooseViewType } from '../../streams/view-type-choice';
import type { TableNode } from '../../views/tables/tables-node';
import type { Command } from '../command-table';
import { givenViewType } from './stream-arguments';

/** @returns the command; its argument is the node of a table or of its stream, perhaps with the new `viewType` */
export function changeViewType(parts: ManagementParts): Command {
  return async (argument) => {
    const node = await parts.view.chooseTable(argument, vscode.l10n.t('Table whose stream is to be changed'));
    if (node === undefined) return;
    const { connection, tableName } = node;
    const what = vscode.l10n.t('Change the view type of table "{0}"', tableName);
    await refuseReadOnly(parts, node, what);
    const table = await readTable(parts, node);
    const before = table.viewType;
    if (before === undefined) {
      parts.view.refresh(connection, tableName);
      showInformation(vscode.l10n.t('The stream of table "{0}" is off.', tableName), turnOnAction(node));
      return;
    }
    const after = givenViewType(argument) ?? (await chooseViewType(what, before));
    if (after === undefined) return;
    if (after === before) {
      showInformation(vscode.l10n.t('The stream of table "{0}" is {1} already.', tableName, before));
      return;
    }
    const leftBehind = await findTriggersLeftBehind(parts.aws.triggers, connection, table.latestStreamArn);
    if (!(await agrees(table, before, after, leftBehind))) return;
    await parts.connections.permitChange(connection, what, [tableName]);
    const replaced = await replace(parts, node, before, after);
    parts.view.refresh(connection, tableName);
    if (replaced.outcome === 'broken') sayWhereItStands(parts, node, after, replaced);
    else offerRepointing(node, after, leftBehind.triggers);
  };
}

function agrees(
  table: TableDetails,
  before: StreamViewType,
  after: StreamViewType,
  leftBehind: TriggersLeftBehind,
): Promise<boolean> {
  const heading = vscode.l10n.t(
    'These triggers are left behind on the old stream: they read it to its end and then get nothing, until they are re-pointed to the new one:',
  );
  return confirm(
    vscode.l10n.t('Change the stream of table "{0}" from {1} to {2}?', table.tableName, before, after),
    [
      ...globalTableText(table),
      vscode.l10n.t(
        'A stream keeps its view type: it is turned off, and a new one with a new ARN is turned on. What is written in between, some seconds to minutes, is in no stream.',
      ),
      leftBehindText(leftBehind, heading),
    ].join('\n\n'),
    vscode.l10n.t('Change View Type'),
  );
}

function replace(
  parts: ManagementParts,
  node: TableNode,
  before: StreamViewType,
  after: StreamViewType,
): Promise<StreamReplacement> {
  const { connection, tableName } = node;
  const title = vscode.l10n.t('Changing the stream of table "{0}"', tableName);
  const onStage = (stage: ReplacementStage): void => {
    if (stage === 'turningOff') logChange(parts, node, { before, after: undefined });
    if (stage === 'turningOn') logChange(parts, node, { before: undefined, after });
    parts.view.refresh(connection, tableName);
  };
  return withProgress(title, (stop, say) =>
    replaceStream(changePorts(parts, node, say), { connection, tableName, viewType: after }, onStage, stop),
  );
}

/** @throws the error if nothing was changed */
function sayWhereItStands(
  { log }: ManagementParts,
  node: TableNode,
  viewType: StreamViewType,
  { stage, error }: Extract<StreamReplacement, { readonly outcome: 'broken' }>,
): void {
  if (stage === 'asBefore') throw error;
  const reason = error instanceof vscode.CancellationError ? vscode.l10n.t('Cancelled.') : sentenceOf(error);
  const sentence = whereItStands(stage, node.tableName, viewType, reason);
  log.error(sentence);
  showError(new Error(sentence), ...(stage === 'turningOn' ? [] : [turnOnAction(node, viewType)]));
}

function whereItStands(
  stage: Exclude<ReplacementStage, 'asBefore'>,
  tableName: string,
  viewType: StreamViewType,
  reason: string,
): string {
  switch (stage) {
    case 'turningOff':
      return vscode.l10n.t(
        'The stream of table "{0}" is being turned off, and no new one was turned on: {1} Changes are in no stream until "Turn Stream On…" with {2}.',
        tableName,
        reason,
        viewType,
      );
    case 'off':
      return vscode.l10n.t(
        'The stream of table "{0}" is off, and the new one could not be turned on: {1} Changes are in no stream until "Turn Stream On…" with {2}.',
        tableName,
        reason,
        viewType,
      );
    case 'turningOn':
      return vscode.l10n.t(
        'DynamoDB is turning on the new stream of table "{0}" with {2}, but that it is done was not seen: {1} Refresh the view, then re-point the triggers of the old stream.',
        tableName,
        reason,
        viewType,
      );
  }
}

/** @param viewType is asked without it */
function turnOnAction(node: TableNode, viewType?: StreamViewType) {
  return {
    label: vscode.l10n.t('Turn Stream On…'),
    run: () =>
      vscode.commands.executeCommand(commandIds.turnStreamOn, { ...node, ...(viewType && { viewType }) }),
  };
}
