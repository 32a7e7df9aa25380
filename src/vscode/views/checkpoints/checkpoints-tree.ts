/** The view "Live Checkpoints": how far the live sessions of this workspace have got, session by session. */
import * as vscode from 'vscode';
import { parseStreamArn } from '../../../engine/events/stream-arn';
import type { Checkpoint } from '../../../engine/ports/checkpoint-store';
import type { StoredCheckpoint, StoredCheckpoints } from '../../../captures/checkpoints/checkpoint-file';
import type { CheckpointFolder, ListedCheckpoints } from '../../../captures/checkpoints/checkpoint-folder';
import { treeItems } from '../../contributions';
import { sentenceOf } from '../../notifications';

export type CheckpointsNode =
  | { readonly kind: 'session'; readonly session: StoredCheckpoints }
  | {
      readonly kind: 'shard';
      readonly session: StoredCheckpoints;
      readonly shardId: string;
      readonly stored: StoredCheckpoint;
    }
  | { readonly kind: 'message'; readonly text: string };

type ShardNode = Extract<CheckpointsNode, { readonly kind: 'shard' }>;

/** VS Code waits for silence before it asks for children, and a session saves after each batch. */
const REFRESH_MS = 400;

export class CheckpointsTree implements vscode.TreeDataProvider<CheckpointsNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: { dispose(): void };
  private pending: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly checkpoints: Pick<CheckpointFolder, 'list' | 'onChange'>) {
    this.subscription = checkpoints.onChange(() => {
      this.pending ??= setTimeout(() => {
        this.pending = undefined;
        this.changed.fire();
      }, REFRESH_MS);
    });
  }

  async getChildren(node?: CheckpointsNode): Promise<CheckpointsNode[]> {
    if (node?.kind === 'session') {
      const { session } = node;
      return [...session.shards].map(([shardId, stored]) => ({ kind: 'shard', session, shardId, stored }));
    }
    if (node !== undefined) return [];
    try {
      const listed = await this.checkpoints.list();
      return [...listed].sort((a, b) => changedMs(b) - changedMs(a)).map(sessionNode);
    } catch (error) {
      return [{ kind: 'message', text: sentenceOf(error) }];
    }
  }

  getTreeItem(node: CheckpointsNode): vscode.TreeItem {
    switch (node.kind) {
      case 'session':
        return sessionItem(node.session);
      case 'shard':
        return shardItem(node);
      case 'message': {
        const item = new vscode.TreeItem(node.text);
        item.iconPath = new vscode.ThemeIcon('error');
        item.tooltip = node.text;
        return item;
      }
    }
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.subscription.dispose();
    this.changed.dispose();
  }
}

function sessionNode({ stored, error }: ListedCheckpoints): CheckpointsNode {
  return error === undefined
    ? { kind: 'session', session: stored }
    : { kind: 'message', text: error.message };
}

/** Damaged files come last. */
function changedMs({ stored }: ListedCheckpoints): number {
  return stored === undefined ? 0 : lastChangeMs(stored);
}

function lastChangeMs({ shards }: StoredCheckpoints): number {
  return Math.max(0, ...[...shards.values()].map((shard) => shard.changedMs));
}

function sessionItem(session: StoredCheckpoints): vscode.TreeItem {
  const { name, streamArn, shards } = session;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const stream = parseStreamArn(streamArn);
  const parts = [
    stream?.tableName ?? streamArn,
    shards.size === 1 ? vscode.l10n.t('1 shard') : vscode.l10n.t('{0} shards', shards.size),
    ...(shards.size > 0 ? [timeText(lastChangeMs(session))] : []),
  ];
  item.id = idOf(session);
  item.contextValue = treeItems.sessionCheckpoints;
  item.iconPath = new vscode.ThemeIcon('broadcast');
  item.description = parts.join(' · ');
  item.tooltip = streamArn;
  item.accessibilityInformation = { label: [name, ...parts].join(', ') };
  return item;
}

function shardItem({ session, shardId, stored }: ShardNode): vscode.TreeItem {
  const { checkpoint } = stored;
  const item = new vscode.TreeItem(shardId);
  const parts = [positionText(checkpoint), timeText(stored.changedMs)];
  item.id = `${idOf(session)}#${shardId}`;
  item.contextValue = treeItems.shardCheckpoint;
  item.iconPath = new vscode.ThemeIcon('isFinished' in checkpoint ? 'pass' : 'bookmark');
  item.description = parts.join(' · ');
  item.tooltip = parts.join('\n');
  item.accessibilityInformation = { label: [shardId, ...parts].join(', ') };
  return item;
}

function positionText(checkpoint: Checkpoint): string {
  if ('isFinished' in checkpoint) return vscode.l10n.t('finished');
  return 'fromMs' in checkpoint
    ? vscode.l10n.t('from {0}', timeText(checkpoint.fromMs))
    : vscode.l10n.t('after {0}', checkpoint.sequenceNumber);
}

function timeText(timeMs: number): string {
  return new Date(timeMs).toLocaleString(vscode.env.language);
}

function idOf({ name, streamArn }: StoredCheckpoints): string {
  return `${streamArn}#${name}`;
}
