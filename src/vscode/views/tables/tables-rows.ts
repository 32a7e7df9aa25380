/** Which rows stand below which: joined from what is known, with a row for what is not. */
import * as vscode from 'vscode';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import type { ListName } from '../../../triggers/inventory/inventory-lists';
import type { InventoryTable } from '../../../triggers/inventory/joined-inventory';
import { shardLevels } from '../../../triggers/streams/shard-lines';
import type { Progress } from '../../../triggers/inventory/list-reading';
import { ServiceError } from '../../../triggers/ports/service-error';
import type { ShardDetails } from '../../../triggers/ports/table-catalog';
import { commandIds } from '../../contributions';
import { functionLabel, tableOf } from '../../triggers/trigger-label';
import { placeholder, progressRow } from './message-rows';
import type { StreamNode, TableNode, TablesNode, TriggerNode } from './tables-node';

type MessageNode = Extract<TablesNode, { readonly kind: 'message' }>;
type ConnectionNode = Extract<TablesNode, { readonly kind: 'connection' }>;

/** Tables whose name, or the name of one of whose functions, has the searched text. */
export function connectionRows(
  node: ConnectionNode,
  inventory: ConnectionInventory,
  search: string | undefined,
): TablesNode[] {
  const { connection } = node;
  const { content } = inventory;
  const tables = [...content.tables.values()].filter((table) => isSought(table, search));
  const strays = content.strays.filter(({ functionArn, streamArn }) =>
    hasText(`${functionLabel(functionArn)} ${tableOf(streamArn)}`, search),
  );
  const rows: TablesNode[] = [
    ...tables.map(({ tableName }): TableNode => ({ kind: 'table', connection, tableName })),
    ...strays.map((trigger): TriggerNode => ({
      kind: 'trigger',
      connection,
      tableName: tableOf(trigger.streamArn),
      trigger,
    })),
    // Triggers that only the workspace knows of, from its templates, will stand here and below their tables.
  ];
  const messages = listMessages(node, inventory);
  if (rows.length === 0 && messages.every(({ severity }) => severity === 'none')) {
    const text =
      search === undefined
        ? vscode.l10n.t('No tables here')
        : vscode.l10n.t('No table or function has "{0}" in its name', search);
    rows.push(placeholder(node, 'empty', text));
  }
  return [...rows, ...messages];
}

export function tableRows(node: TableNode, inventory: ConnectionInventory): TablesNode[] {
  const { connection, tableName } = node;
  const { streams = [], triggers = [] } = inventory.table(tableName) ?? {};
  const asked = inventory.tables.get(tableName);
  const isOff = asked?.value !== undefined && asked.value.viewType === undefined;
  return [
    ...streams.map(({ streamArn }): StreamNode => ({ kind: 'stream', connection, tableName, streamArn })),
    ...triggers.map((trigger): TriggerNode => ({ kind: 'trigger', connection, tableName, trigger })),
    ...messageList(asked && detailsRow(node, asked.progress)),
    ...(isOff
      ? [
          placeholder(node, 'off', vscode.l10n.t('The stream is off'), {
            id: commandIds.turnStreamOn,
            title: vscode.l10n.t('Turn Stream On…'),
          }),
        ]
      : []),
    ...messageList(
      inventory.lists.progressOf('streams').kind === 'failed' &&
        placeholder(
          node,
          'streams',
          vscode.l10n.t('Older streams are not known, because streams could not be listed'),
        ),
    ),
    ...noTriggersRow(node, triggers.length, inventory, isOff),
  ];
}

function detailsRow(node: TableNode, progress: Progress): MessageNode | undefined {
  const row = progressRow(node, 'table', vscode.l10n.t('details of the table'), progress);
  const isGone =
    progress.kind === 'failed' &&
    progress.error instanceof ServiceError &&
    progress.error.kind === 'notFound';
  if (row === undefined || !isGone) return row;
  const { connection, tableName } = node;
  const text = vscode.l10n.t('Table "{0}" does not exist any more', tableName);
  return { ...row, text, retry: { kind: 'connection', connection } };
}

export function streamRows(node: StreamNode, inventory: ConnectionInventory): TablesNode[] {
  const { connection, tableName, streamArn } = node;
  const asked = inventory.streams.get(streamArn);
  const shards = shardLevels(asked?.value?.shards ?? []).flat() as readonly ShardDetails[];
  const rows = shards.map((shard): TablesNode => ({
    kind: 'shard',
    connection,
    tableName,
    streamArn,
    shard,
  }));
  const message = asked && progressRow(node, 'shards', vscode.l10n.t('the shards'), asked.progress);
  if (rows.length === 0 && message === undefined)
    return [placeholder(node, 'empty', vscode.l10n.t('No shards yet'))];
  return [...rows, ...messageList(message)];
}

function listMessages(node: ConnectionNode, { lists }: ConnectionInventory): MessageNode[] {
  const names: readonly (readonly [ListName, string])[] = [
    ['tables', vscode.l10n.t('the tables')],
    ['streams', vscode.l10n.t('the streams')],
    ['triggers', vscode.l10n.t('the triggers')],
  ];
  const rows = names.flatMap(([list, what]) =>
    messageList(progressRow(node, list, what, lists.progressOf(list))),
  );
  // One sign-in serves all three.
  return rows.filter(({ text }, index) => rows.findIndex((row) => row.text === text) === index);
}

function noTriggersRow(
  node: TableNode,
  count: number,
  { lists }: ConnectionInventory,
  isOff: boolean,
): TablesNode[] {
  if (count > 0 || isOff) return [];
  const progress = lists.progressOf('triggers');
  if (progress.kind === 'failed')
    return messageList(progressRow(node, 'triggers', vscode.l10n.t('the triggers'), progress));
  if (!lists.isWhole('triggers')) return [];
  const create = { id: commandIds.createTrigger, title: vscode.l10n.t('Create Trigger…') };
  return [placeholder(node, 'triggers', vscode.l10n.t('No trigger reads this table'), create)];
}

function isSought({ tableName, triggers }: InventoryTable, search: string | undefined): boolean {
  return (
    hasText(tableName, search) ||
    triggers.some(({ functionArn }) => hasText(functionLabel(functionArn), search))
  );
}

function hasText(text: string, search: string | undefined): boolean {
  return search === undefined || text.toLowerCase().includes(search.toLowerCase());
}

function messageList<Row>(row: Row | undefined | false): Row[] {
  return row === undefined || row === false ? [] : [row];
}
