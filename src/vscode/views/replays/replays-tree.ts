/** The view "Replays": replay, its batches, and for a failed batch the error, the range and the stack. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { commandIds, treeItems } from '../../contributions';
import { durationText, rangeTexts, recordCountText } from '../../debug/debug-console';
import type { StackFrame } from '../../debug/stack-frames';
import { parseStackFrames } from '../../debug/stack-frames';
import { batchStateText, failureText, hasFailed, originName, verdictOf } from './batch-state-text';
import type { Replay, ReplayedBatch, ReplaysModel } from './replays-model';
import { batchCount } from './replays-model';

export type ReplaysNode =
  | { readonly kind: 'replay'; readonly replay: Replay }
  | { readonly kind: 'batch'; readonly batch: ReplayedBatch }
  | { readonly kind: 'detail'; readonly id: string; readonly label: string; readonly icon: string }
  | { readonly kind: 'frame'; readonly id: string; readonly frame: StackFrame };

/**
 * Changes are shown at most this often: a replay of small batches makes hundreds a second. VS Code waits for
 * 200 ms of silence before it asks for children, so more often would be never.
 */
const REFRESH_MS = 400;

export class ReplaysTree implements vscode.TreeDataProvider<ReplaysNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: { dispose(): void };
  private pending: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly model: ReplaysModel) {
    this.subscription = model.onChange(() => {
      this.pending ??= setTimeout(() => {
        this.pending = undefined;
        this.changed.fire();
      }, REFRESH_MS);
    });
  }

  getChildren(node?: ReplaysNode): ReplaysNode[] {
    if (node === undefined) return this.model.replays.map((replay) => ({ kind: 'replay', replay }));
    if (node.kind === 'replay') return batchesOf(node.replay);
    return node.kind === 'batch' ? failureDetails(node.batch) : [];
  }

  getTreeItem(node: ReplaysNode): vscode.TreeItem {
    switch (node.kind) {
      case 'replay':
        return replayItem(node.replay);
      case 'batch':
        return batchItem(node.batch);
      case 'detail': {
        const item = new vscode.TreeItem(node.label);
        item.id = node.id;
        item.iconPath = new vscode.ThemeIcon(node.icon);
        item.tooltip = node.label;
        return item;
      }
      case 'frame':
        return frameItem(node.id, node.frame);
    }
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.subscription.dispose();
    this.changed.dispose();
  }
}

function batchesOf(replay: Replay): ReplaysNode[] {
  const batches = replay.batches.map((batch): ReplaysNode => ({ kind: 'batch', batch }));
  const { id, earlierSucceeded, earlierFailed } = replay;
  return [
    ...(earlierSucceeded > 0
      ? [detail(`${id}:earlier`, vscode.l10n.t('{0} earlier batches succeeded', earlierSucceeded), 'pass')]
      : []),
    ...(earlierFailed > 0
      ? [detail(`${id}:earlierFailed`, vscode.l10n.t('{0} earlier batches failed', earlierFailed), 'error')]
      : []),
    ...batches,
  ];
}

function replayItem(replay: Replay): vscode.TreeItem {
  const item = new vscode.TreeItem(replay.name, vscode.TreeItemCollapsibleState.Expanded);
  const state = {
    running: replay.isLive ? vscode.l10n.t('live') : vscode.l10n.t('running'),
    succeeded: vscode.l10n.t('succeeded'),
    failed: vscode.l10n.t('failed'),
    stopped: vscode.l10n.t('stopped'),
  }[replay.state];
  const icon = { running: 'sync~spin', succeeded: 'pass', failed: 'error', stopped: 'debug-stop' }[
    replay.state
  ];
  item.id = replay.id;
  item.contextValue = treeItems.replay;
  item.iconPath = new vscode.ThemeIcon(icon, stateColor(replay.state));
  const parts = [state, ...progressTexts(replay)];
  item.description = parts.join(' · ');
  item.accessibilityInformation = { label: [replay.name, ...parts].join(', ') };
  return item;
}

function batchItem(batch: ReplayedBatch): vscode.TreeItem {
  const verdict = verdictOf(batch.state);
  const failed = hasFailed(batch.state);
  const label = vscode.l10n.t(
    'Batch {0} · {1}',
    batch.number,
    batch.recordCount === 0 ? vscode.l10n.t('end of window') : recordCountText(batch.recordCount),
  );
  const item = new vscode.TreeItem(
    label,
    failed ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  const parts = [
    batchStateText(batch.state),
    ...(verdict ? [durationText(verdict.result.durationMs)] : []),
    ...(batch.attempt > 1 ? [vscode.l10n.t('attempt {0}', batch.attempt)] : []),
    originName(batch.origin),
  ];
  // The state is part of the id: VS Code keeps the old expansion of an item that it knows.
  item.id = `${batch.id}:${failed ? 'failed' : 'open'}`;
  item.contextValue = batchContext(batch, failed);
  item.iconPath = batchIcon(batch, failed);
  item.description = parts.join(' · ');
  item.tooltip = [vscode.l10n.t('Shard {0}', batch.shardId), ...rangeTexts(batch)].join(', ');
  item.accessibilityInformation = { label: [label, ...parts].join(', ') };
  return item;
}

function failureDetails(batch: ReplayedBatch): ReplaysNode[] {
  if (!hasFailed(batch.state)) return [];
  const verdict = verdictOf(batch.state);
  const frames =
    verdict?.result.outcome === 'functionError'
      ? parseStackFrames(verdict.result.stackTrace, batch.replay.workspaceFolder)
      : [];
  return [
    ...(verdict ? [detail(`${batch.id}:error`, failureText(verdict), 'bracket-error')] : []),
    ...rangeTexts(batch).map((range) => detail(`${batch.id}:range`, range, 'list-ordered')),
    ...frames.map((frame, index): ReplaysNode => ({
      kind: 'frame',
      id: `${batch.id}:frame${String(index)}`,
      frame,
    })),
  ];
}

function detail(id: string, label: string, icon: string): ReplaysNode {
  return { kind: 'detail', id, label, icon };
}

function frameItem(id: string, frame: StackFrame): vscode.TreeItem {
  const place = `${path.basename(frame.file)}:${String(frame.line)}:${String(frame.column)}`;
  const item = new vscode.TreeItem(frame.functionName || place);
  item.id = id;
  item.contextValue = treeItems.stackFrame;
  item.iconPath = new vscode.ThemeIcon('debug-stackframe');
  item.description = frame.functionName ? place : '';
  item.tooltip = `${frame.file}:${String(frame.line)}`;
  item.command = {
    command: commandIds.openStackFrame,
    title: vscode.l10n.t('Open Stack Frame'),
    arguments: [frame],
  };
  return item;
}

function batchContext({ state }: ReplayedBatch, failed: boolean): string {
  if (state.phase === 'waiting') return treeItems.waitingBatch;
  return failed || state.phase === 'stopped' ? treeItems.failedBatch : treeItems.replayedBatch;
}

function batchIcon({ state }: ReplayedBatch, failed: boolean): vscode.ThemeIcon {
  if (state.phase === 'running') return new vscode.ThemeIcon('sync~spin');
  if (state.phase === 'stopped') return new vscode.ThemeIcon('debug-stop');
  if (state.phase === 'waiting') return new vscode.ThemeIcon('debug-pause', stateColor('failed'));
  return failed
    ? new vscode.ThemeIcon('error', stateColor('failed'))
    : new vscode.ThemeIcon('pass', stateColor('succeeded'));
}

function stateColor(state: Replay['state']): vscode.ThemeColor | undefined {
  if (state === 'succeeded') return new vscode.ThemeColor('testing.iconPassed');
  return state === 'failed' ? new vscode.ThemeColor('testing.iconFailed') : undefined;
}

/** Of a stream there is no end to count towards: how much has come is what tells that it lives. */
function progressTexts(replay: Replay): readonly string[] {
  const { read, filtered } = replay.progress;
  return [
    batchCountText(batchCount(replay)),
    ...(replay.isLive ? [vscode.l10n.t('{0} read', recordCountText(read))] : []),
    ...(filtered > 0 ? [vscode.l10n.t('{0} filtered out', recordCountText(filtered))] : []),
  ];
}

function batchCountText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 batch') : vscode.l10n.t('{0} batches', count);
}
