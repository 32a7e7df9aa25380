/** Show Records: the last, the first or those of one item, of a shard or a whole stream, without a capture. */
import * as vscode from 'vscode';
import type { StreamRecord } from '../../../engine/events/dynamodb-event';
import type { RecordChoice } from '../../../triggers/streams/find-records';
import { PageMarks } from '../../../triggers/streams/page-marks';
import { checkReaders, confirmProductionStream } from '../../debug/stream-readers';
import type { ManagementParts } from '../../management-parts';
import { showInformation, withProgress } from '../../notifications';
import { capturesFolder, keepCapturesOutOfGit } from '../../settings';
import { showRecordList } from '../../streams/record-list';
import { nothingFound, searchRecords } from '../../streams/record-search';
import { readTable } from '../../streams/stream-changes';
import type { ShardNode, StreamNode } from '../../views/tables/tables-node';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';
import { askRecordChoice } from './record-choice-questions';
import { givenChoice, streamOrShardOf } from './stream-arguments';

/** The list that was shown last. */
interface ShownList {
  readonly place: string;
  readonly count: number;
  show(): void;
}

interface Memory {
  readonly marks: PageMarks;
  last: ShownList | undefined;
}

/**
 * @returns the command; its argument is the node of a stream, a shard or a table, perhaps with a `choice`, which is
 *   not asked then; it ends when the list is shown
 */
export function showShardRecords(parts: ManagementParts): Command {
  const memory: Memory = { marks: new PageMarks(), last: undefined };
  return async (argument) => {
    const node = await streamOrShardOf(
      parts.view,
      argument,
      vscode.l10n.t('Stream whose records are to be shown'),
    );
    if (node === undefined) return;
    const { connection, tableName } = node;
    const place = placeOf(node);
    const previous = memory.last?.place === place ? memory.last : undefined;
    const choice = await choiceOf(parts, node, argument, previous);
    if (choice === 'PREVIOUS') previous?.show();
    if (choice === undefined || choice === 'PREVIOUS') return;
    await confirmProductionStream(tableName, connection, process.env, 'screen');
    await withProgress(vscode.l10n.t('Looking for the readers of the stream'), (stop) =>
      checkReaders(node, {
        streams: parts.aws.streams,
        connection,
        state: parts.state,
        write: ({ text }) => parts.log.info(text.trimEnd()),
        stop,
        isGlobal: parts.view.isKnownGlobal(node),
      }),
    );
    await searchAndShow(parts, memory, node, choice);
  };
}

async function choiceOf(
  parts: ManagementParts,
  node: StreamNode | ShardNode,
  argument: unknown,
  previous: ShownList | undefined,
): Promise<RecordChoice | 'PREVIOUS' | undefined> {
  const { connection, tableName } = node;
  const readAttributes = async () =>
    (await readTable(parts, { kind: 'table', connection, tableName })).keyAttributes;
  const given = givenChoice(argument);
  if (given === undefined) return askRecordChoice(titleOf(node), previous?.count, readAttributes);
  return given.type === 'KEY' ? { ...given, attributes: await readAttributes() } : given;
}

async function searchAndShow(
  parts: ManagementParts,
  memory: Memory,
  node: StreamNode | ShardNode,
  choice: RecordChoice,
): Promise<void> {
  const { aws, clock, log, records, report } = parts;
  const readAgain = (): Promise<void> => searchAndShow(parts, memory, node, choice);
  const result = await searchRecords(
    { streams: aws.streams, clock, marks: memory.marks, say: (sentence) => log.warn(sentence) },
    node,
    choice,
  );
  const { found, notes } = result;
  if (found.records.length === 0) {
    showInformation(nothingFound(node, choice, result), {
      label: vscode.l10n.t('Read Again'),
      run: readAgain,
    });
    return;
  }
  const summary = vscode.l10n.t('{0} records. Enter shows what the change did.', found.records.length);
  const show = (): void =>
    showRecordList(
      node.streamArn,
      found.records,
      { title: titleOf(node), placeholder: [...notes, summary].join(' ') },
      { documents: records.documents, report, readAgain, save: (chosen) => save(parts, chosen) },
    );
  memory.last = { place: placeOf(node), count: found.records.length, show };
  show();
}

/** Tells streams of several connections apart. */
function placeOf(node: StreamNode | ShardNode): string {
  const shardId = node.kind === 'shard' ? node.shard.shardId : '';
  return [node.connection.id, node.streamArn, shardId].join('#');
}

async function save({ records }: ManagementParts, chosen: readonly StreamRecord[]): Promise<void> {
  const folder = await chooseFolder();
  const [first, ...others] = chosen;
  if (folder === undefined || first === undefined) return;
  const file = await records.saveCapture(
    capturesFolder(folder),
    [first, ...others],
    keepCapturesOutOfGit(folder),
  );
  showInformation(
    vscode.l10n.t(
      '{0} records are in the captured batch {1}.',
      chosen.length,
      vscode.workspace.asRelativePath(file),
    ),
    {
      label: vscode.l10n.t('Open'),
      run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file)),
    },
  );
}

function titleOf(node: StreamNode | ShardNode): string {
  return node.kind === 'shard'
    ? vscode.l10n.t('Records of Table {0}, {1}', node.tableName, node.shard.shardId)
    : vscode.l10n.t('Records of Table {0}', node.tableName);
}
