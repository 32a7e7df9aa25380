/** How streams and shards look in the tree. */
import * as vscode from 'vscode';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { currentStreamOf, streamBeginMs } from '../../../triggers/inventory/trigger-trouble';
import type { StreamDetails } from '../../../triggers/ports/table-catalog';
import { treeItems } from '../../contributions';
import { idOf } from './node-ids';
import type { ShardNode, StreamNode } from './tables-node';
import { dateText } from './time-words';

export function streamItem(node: StreamNode, inventory: ConnectionInventory): vscode.TreeItem {
  const beginMs = streamBeginMs(node.streamArn);
  const label = Number.isNaN(beginMs)
    ? vscode.l10n.t('Stream')
    : vscode.l10n.t('Stream of {0}', dateText(beginMs));
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const isCurrent = isCurrentStream(node, inventory);
  const details = inventory.streams.get(node.streamArn)?.value;
  const table = inventory.tables.get(node.tableName)?.value;
  const viewType = details?.viewType ?? (isCurrent ? table?.viewType : undefined);
  const parts = [
    isCurrent ? vscode.l10n.t('current') : vscode.l10n.t('old, readable for a day after it was turned off'),
    ...(viewType === undefined ? [] : [viewType]),
    ...(details === undefined ? [] : [statusText(details)]),
  ];
  item.id = idOf(node);
  item.contextValue = isCurrent ? treeItems.currentStream : treeItems.oldStream;
  item.iconPath = isCurrent
    ? new vscode.ThemeIcon('broadcast', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('history', new vscode.ThemeColor('disabledForeground'));
  item.description = parts.join(' · ');
  item.tooltip = [
    node.streamArn,
    ...parts,
    ...(details?.createdMs === undefined ? [] : [vscode.l10n.t('Created: {0}', dateText(details.createdMs))]),
  ].join('\n');
  item.accessibilityInformation = { label: [label, ...parts].join(', ') };
  return item;
}

export function shardItem(node: ShardNode): vscode.TreeItem {
  const { shardId, parentShardId, startingSequenceNumber, endingSequenceNumber } = node.shard;
  const item = new vscode.TreeItem(shardId);
  const isOpen = endingSequenceNumber === undefined;
  const state = isOpen ? vscode.l10n.t('open') : vscode.l10n.t('closed');
  const range = isOpen
    ? vscode.l10n.t('from {0}', startingSequenceNumber ?? '?')
    : vscode.l10n.t('{0} to {1}', startingSequenceNumber ?? '?', endingSequenceNumber);
  const parent =
    parentShardId === undefined ? vscode.l10n.t('no parent') : vscode.l10n.t('child of {0}', parentShardId);
  const parts = [state, range, parent];
  item.id = idOf(node);
  item.contextValue = treeItems.shard;
  item.iconPath = new vscode.ThemeIcon(isOpen ? 'circle-outline' : 'circle-filled');
  item.description = parts.join(' · ');
  item.tooltip = [shardId, ...parts].join('\n');
  item.accessibilityInformation = { label: [vscode.l10n.t('Shard {0}', shardId), ...parts].join(', ') };
  return item;
}

/** Without the table's description the newest of the list counts as the current one. */
function isCurrentStream({ tableName, streamArn }: StreamNode, inventory: ConnectionInventory): boolean {
  const table = inventory.table(tableName);
  if (table?.existence === 'deleted') return false;
  const details = inventory.tables.get(tableName)?.value;
  const current = currentStreamOf({
    ...(table !== undefined && { streams: table.streams }),
    ...(details !== undefined && { table: details }),
  });
  return current === streamArn;
}

function statusText({ status }: StreamDetails): string {
  switch (status) {
    case 'ENABLING':
      return vscode.l10n.t('being turned on…');
    case 'ENABLED':
      return vscode.l10n.t('on');
    case 'DISABLING':
      return vscode.l10n.t('being turned off…');
    case 'DISABLED':
      return vscode.l10n.t('off');
  }
}
