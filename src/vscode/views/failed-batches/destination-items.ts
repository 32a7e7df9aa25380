/** How destinations, stuck triggers and groups look in the view. */
import * as vscode from 'vscode';
import { destinationKind, destinationName } from '../../../failed-batches/finding/destination-kind';
import type { DestinationLook } from '../../../failed-batches/finding/destination-looks';
import type { StuckReason } from '../../../failed-batches/finding/stuck-trigger';
import type { QueueState } from '../../../failed-batches/ports/failure-queue';
import { treeItems } from '../../contributions';
import { triggerLabel } from '../../triggers/trigger-label';
import { durationText } from '../tables/time-words';
import type { DestinationNode, StuckTriggerNode } from './failed-batches-node';
import { type ConnectionRow, type OthersRow, rowId } from './failures-rows';

const ERROR = new vscode.ThemeColor('problemsErrorIcon.foreground');
const WARNING = new vscode.ThemeColor('problemsWarningIcon.foreground');

/** @param look as far as it is known; `shown` counts the trigger's own documents in it */
export function destinationItem(
  node: DestinationNode,
  look: DestinationLook | undefined,
  shown: number,
  isExpanded: boolean,
): vscode.TreeItem {
  const { trigger, destinationArn } = node;
  const label = triggerLabel(trigger);
  const item = new vscode.TreeItem(
    label,
    isExpanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const isClosed = look?.kind === 'queue' && look.look.kind === 'closed';
  const parts = [placeText(destinationArn), ...lookParts(look, shown)];
  item.id = rowId(node);
  item.contextValue = contextOf(destinationArn, isClosed);
  item.iconPath = new vscode.ThemeIcon(destinationIcon(destinationArn, isClosed));
  item.description = parts.join(' · ');
  item.tooltip = [label, destinationArn, ...parts.slice(1)].join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('On-failure destination of {0}', label), ...parts].join(', '),
  };
  return item;
}

export function stuckTriggerItem(node: StuckTriggerNode, reason: StuckReason | undefined): vscode.TreeItem {
  const label = triggerLabel(node.trigger);
  const item = new vscode.TreeItem(label);
  const parts = [vscode.l10n.t('seems stuck'), ...(reason === undefined ? [] : [stuckText(reason)])];
  item.id = rowId(node);
  item.contextValue = treeItems.stuckTrigger;
  const isSaid = reason?.kind === 'lastResult';
  item.iconPath = new vscode.ThemeIcon(isSaid ? 'error' : 'warning', isSaid ? ERROR : WARNING);
  item.description = parts.join(' · ');
  item.tooltip = [
    label,
    ...parts,
    vscode.l10n.t(
      'It has no on-failure destination: the batch that it retries holds its shard up until its records are trimmed. "Open Stuck Batch" looks for these records; "Unblock Shard" lets the shard go on.',
    ),
  ].join('\n');
  item.accessibilityInformation = { label: [vscode.l10n.t('Trigger {0}', label), ...parts].join(', ') };
  return item;
}

export function othersItem(row: OthersRow, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t("Other triggers' documents"),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = rowId(row);
  item.iconPath = new vscode.ThemeIcon('references');
  item.description = String(count);
  item.tooltip = vscode.l10n.t('The queue is shared: these were given up by other functions.');
  item.accessibilityInformation = { label: vscode.l10n.t('{0} documents of other triggers', count) };
  return item;
}

export function connectionRowItem(row: ConnectionRow): vscode.TreeItem {
  const { connection } = row;
  const item = new vscode.TreeItem(connection.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = rowId(row);
  item.iconPath = new vscode.ThemeIcon('cloud');
  item.description = [connection.awsProfile, connection.region]
    .filter((part) => part !== undefined && part !== connection.name)
    .join(' · ');
  item.accessibilityInformation = { label: vscode.l10n.t('Connection {0}', connection.name) };
  return item;
}

/** Depth, in flight, retention, dead-letter queue: what SQS tells without a look. */
export function queueText({
  visible,
  inFlight,
  delayed,
  retentionSeconds,
  redrivePolicy,
}: QueueState): string {
  return [
    visible === 1 ? vscode.l10n.t('about 1 waits') : vscode.l10n.t('about {0} wait', visible),
    ...(inFlight === 0 ? [] : [vscode.l10n.t('{0} more are being worked on', inFlight)]),
    ...(delayed === 0 ? [] : [vscode.l10n.t('{0} are delayed', delayed)]),
    vscode.l10n.t('kept for {0}', durationText(retentionSeconds * 1000)),
    ...(redrivePolicy === undefined
      ? []
      : [vscode.l10n.t('to a dead-letter queue after {0} receives', redrivePolicy.maxReceiveCount)]),
  ].join(' · ');
}

function lookParts(look: DestinationLook | undefined, shown: number): readonly string[] {
  switch (look?.kind) {
    case 'queue':
      return [
        ...(look.look.kind === 'closed' ? [vscode.l10n.t('not looked into')] : []),
        queueText(look.look.state),
      ];
    case 'bucket': {
      const count = shown + look.look.unread.length;
      if (look.look.next !== undefined) return [vscode.l10n.t('{0} documents and more', count)];
      return [count === 1 ? vscode.l10n.t('1 document') : vscode.l10n.t('{0} documents', count)];
    }
    default:
      return [];
  }
}

function contextOf(destinationArn: string, isClosed: boolean): string {
  const kind = destinationKind(destinationArn);
  if (kind === 'topic' || kind === 'other') return treeItems.unreadableDestination;
  return isClosed ? treeItems.failureDestinationClosed : treeItems.failureDestination;
}

function placeText(destinationArn: string): string {
  const name = destinationName(destinationArn);
  switch (destinationKind(destinationArn)) {
    case 'queue':
      return vscode.l10n.t('queue {0}', name);
    case 'topic':
      return vscode.l10n.t('topic {0}', name);
    case 'bucket':
      return vscode.l10n.t('bucket {0}', name);
    case 'other':
      return name;
  }
}

function destinationIcon(destinationArn: string, isClosed: boolean): string {
  if (isClosed) return 'lock';
  switch (destinationKind(destinationArn)) {
    case 'queue':
      return 'inbox';
    case 'topic':
      return 'megaphone';
    case 'bucket':
      return 'database';
    case 'other':
      return 'question';
  }
}

function stuckText(reason: StuckReason): string {
  const { ageMs } = reason;
  if (reason.kind === 'behind')
    return reason.trend === 'growing'
      ? vscode.l10n.t('{0} behind, at the same record for minutes', durationText(reason.ageMs))
      : vscode.l10n.t('{0} behind', durationText(reason.ageMs));
  return [
    reason.result,
    ...(ageMs === undefined ? [] : [vscode.l10n.t('{0} behind', durationText(ageMs))]),
  ].join(' · ');
}
