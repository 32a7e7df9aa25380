/** How connections, tables, and what stands in for rows look in the tree. */
import * as vscode from 'vscode';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import type { InventoryTable } from '../../../triggers/inventory/joined-inventory';
import { type TriggerTrouble, severityOf } from '../../../triggers/inventory/trigger-trouble';
import { statedEndpoint } from '../../../triggers/connections/connection-endpoints';
import { commandIds, treeItems } from '../../contributions';
import { idOf } from './node-ids';
import type { TableNode, TablesNode } from './tables-node';

type MessageNode = Extract<TablesNode, { readonly kind: 'message' }>;
type ConnectionNode = Extract<TablesNode, { readonly kind: 'connection' }>;

/** Its tooltip is made when somebody points at it. */
export function connectionItem(
  node: ConnectionNode,
  inventory: ConnectionInventory,
  isExpanded: boolean,
): vscode.TreeItem {
  const { connection } = node;
  const item = new vscode.TreeItem(
    connection.name,
    isExpanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const endpoint = statedEndpoint(connection, 'dynamodb');
  const parts = [
    ...(connection.awsProfile === undefined || connection.awsProfile === connection.name
      ? []
      : [connection.awsProfile]),
    ...(connection.region === undefined ? [] : [connection.region]),
    ...(endpoint === undefined || endpoint.endsWith(connection.name) ? [] : [endpoint]),
    ...(connection.isReadOnly ? [vscode.l10n.t('read-only')] : []),
    ...tableCountText(inventory),
  ];
  item.id = idOf(node);
  item.contextValue = treeItems.connection;
  item.iconPath = new vscode.ThemeIcon(endpoint === undefined ? 'cloud' : 'server-environment');
  item.description = parts.join(' · ');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Connection {0}', connection.name), ...parts].join(', '),
  };
  return item;
}

export function tableItem(
  node: TableNode,
  table: InventoryTable,
  inventory: ConnectionInventory,
  trouble: readonly TriggerTrouble[],
): vscode.TreeItem {
  const item = new vscode.TreeItem(table.tableName, vscode.TreeItemCollapsibleState.Collapsed);
  const details = inventory.tables.get(table.tableName)?.value;
  const parts = [
    ...(table.existence === 'deleted' ? [vscode.l10n.t('deleted')] : []),
    ...(details !== undefined && details.status !== 'ACTIVE' ? [details.status.toLowerCase()] : []),
    streamText(table, inventory),
    triggerCountText(table),
    ...troubleText(trouble),
  ].filter((part) => part !== '');
  item.id = idOf(node);
  const context = tableContext(table, inventory);
  if (context !== undefined) item.contextValue = context;
  item.iconPath = tableIcon(trouble);
  item.description = parts.join(' · ');
  item.tooltip = [table.tableName, ...parts].join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Table {0}', table.tableName), ...parts].join(', '),
  };
  return item;
}

/** Of this view, or of another one with such rows. */
export function messageItem(node: Omit<MessageNode, 'kind'>): vscode.TreeItem {
  const item = new vscode.TreeItem(node.text);
  item.id = node.id;
  item.iconPath = messageIcon(node.severity);
  item.tooltip = node.detail ?? node.text;
  item.accessibilityInformation = {
    label: [node.text, ...(node.detail === undefined ? [] : [node.detail])].join('. '),
  };
  if (node.command !== undefined) {
    const { id, title, argument } = node.command;
    item.command = { command: id, title, arguments: [argument] };
  } else if (node.retry !== undefined) {
    const title = vscode.l10n.t('Try Again');
    item.command = { command: commandIds.refreshTables, title, arguments: [node.retry] };
  }
  return item;
}

/** None is said only where all were listed. */
function tableCountText({ isLoaded, content, lists }: ConnectionInventory): readonly string[] {
  if (!isLoaded) return [];
  const { size } = content.tables;
  if (size === 0 && !lists.isWhole('tables')) return [];
  return [size === 1 ? vscode.l10n.t('1 table') : vscode.l10n.t('{0} tables', size)];
}

function streamText(table: InventoryTable, inventory: ConnectionInventory): string {
  const details = inventory.tables.get(table.tableName)?.value;
  if (details?.viewType !== undefined) return details.viewType;
  if (details !== undefined || (table.streams.length === 0 && inventory.lists.isWhole('streams')))
    return vscode.l10n.t('no stream');
  if (table.streams.length === 0) return '';
  return table.streams.length === 1
    ? vscode.l10n.t('1 stream')
    : vscode.l10n.t('{0} streams', table.streams.length);
}

function triggerCountText({ triggers }: InventoryTable): string {
  if (triggers.length === 0) return '';
  return triggers.length === 1 ? vscode.l10n.t('1 trigger') : vscode.l10n.t('{0} triggers', triggers.length);
}

function troubleText(trouble: readonly TriggerTrouble[]): readonly string[] {
  const { length } = trouble.filter((one) => severityOf(one) !== 'note');
  if (length === 0) return [];
  return [length === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', length)];
}

/** Without a description only the lists tell; a stream that is listed can still be one that was turned off. */
function tableContext(table: InventoryTable, inventory: ConnectionInventory): string | undefined {
  if (table.existence === 'deleted') return undefined;
  const details = inventory.tables.get(table.tableName)?.value;
  const hasStream =
    details === undefined
      ? table.streams.length > 0 || !inventory.lists.isWhole('streams')
      : details.viewType !== undefined;
  return hasStream ? treeItems.tableWithStream : treeItems.tableWithoutStream;
}

function tableIcon(trouble: readonly TriggerTrouble[]): vscode.ThemeIcon {
  const severities = trouble.map(severityOf);
  if (severities.includes('error'))
    return new vscode.ThemeIcon('table', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  if (severities.includes('warning'))
    return new vscode.ThemeIcon('table', new vscode.ThemeColor('problemsWarningIcon.foreground'));
  return new vscode.ThemeIcon('table');
}

function messageIcon(severity: MessageNode['severity']): vscode.ThemeIcon {
  switch (severity) {
    case 'none':
      return new vscode.ThemeIcon('info');
    case 'progress':
      return new vscode.ThemeIcon('loading~spin');
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  }
}
