/** The view "Replays": replay, its batches, and for a failed batch the error, the range and the stack. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { InvocationResult } from '../../../engine/ports/function-invoker';
import { commandIds, treeItems } from '../../contributions';
import { durationText, recordCountText } from '../../debug/debug-console';
import type { StackFrame } from '../../debug/stack-frames';
import { parseStackFrames } from '../../debug/stack-frames';
import type { Replay, ReplayedBatch, ReplaysModel } from './replays-model';

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
  if (replay.earlierSucceeded === 0) return batches;
  const label = vscode.l10n.t('{0} earlier batches succeeded', replay.earlierSucceeded);
  return [{ kind: 'detail', id: `${replay.id}:earlier`, label, icon: 'pass' }, ...batches];
}

function replayItem(replay: Replay): vscode.TreeItem {
  const item = new vscode.TreeItem(replay.name, vscode.TreeItemCollapsibleState.Expanded);
  const state = {
    running: vscode.l10n.t('running'),
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
  item.description = [state, batchCountText(replay.earlierSucceeded + replay.batches.length)].join(' · ');
  item.accessibilityInformation = {
    label: [replay.name, state, batchCountText(replay.earlierSucceeded + replay.batches.length)].join(', '),
  };
  return item;
}

function batchItem(batch: ReplayedBatch): vscode.TreeItem {
  const result = resultOf(batch);
  const hasFailed = result !== undefined && result.outcome !== 'succeeded';
  const label = vscode.l10n.t('Batch {0} · {1}', batch.number, recordCountText(batch.recordCount));
  const item = new vscode.TreeItem(
    label,
    hasFailed ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  const parts = [
    batchStateText(batch),
    ...(result ? [durationText(result.durationMs)] : []),
    ...(batch.attempt > 1 ? [vscode.l10n.t('attempt {0}', batch.attempt)] : []),
    path.basename(batch.captureFile),
  ];
  // The state is part of the id: VS Code keeps the old expansion of an item that it knows.
  item.id = `${batch.id}:${hasFailed ? 'failed' : 'open'}`;
  item.contextValue = batchContext(batch, hasFailed);
  item.iconPath = batchIcon(batch, hasFailed);
  item.description = parts.join(' · ');
  item.tooltip = vscode.l10n.t(
    'Shard {0}, sequence numbers {1} to {2}',
    batch.shardId,
    batch.sequenceNumbers.start,
    batch.sequenceNumbers.end,
  );
  item.accessibilityInformation = { label: [label, ...parts].join(', ') };
  return item;
}

function failureDetails(batch: ReplayedBatch): ReplaysNode[] {
  const result = resultOf(batch);
  if (result === undefined || result.outcome === 'succeeded') return [];
  const frames =
    result.outcome === 'functionError'
      ? parseStackFrames(result.stackTrace, batch.replay.workspaceFolder)
      : [];
  const range = vscode.l10n.t(
    'Sequence numbers {0} to {1}',
    batch.sequenceNumbers.start,
    batch.sequenceNumbers.end,
  );
  return [
    {
      kind: 'detail',
      id: `${batch.id}:error`,
      label: `${result.errorType}: ${result.errorMessage}`,
      icon: 'bracket-error',
    },
    { kind: 'detail', id: `${batch.id}:range`, label: range, icon: 'list-ordered' },
    ...frames.map((frame, index): ReplaysNode => ({
      kind: 'frame',
      id: `${batch.id}:frame${String(index)}`,
      frame,
    })),
  ];
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

function resultOf({ state }: ReplayedBatch): InvocationResult | undefined {
  return state.phase === 'running' || state.phase === 'stopped' ? undefined : state.result;
}

function batchStateText({ state }: ReplayedBatch): string {
  switch (state.phase) {
    case 'running':
      return vscode.l10n.t('running');
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'waiting':
      return vscode.l10n.t('failed, waiting for a fix');
    case 'finished':
      return finishedText(state.result);
  }
}

function finishedText(result: InvocationResult): string {
  switch (result.outcome) {
    case 'succeeded':
      return vscode.l10n.t('succeeded');
    case 'functionError':
      return vscode.l10n.t('failed: {0}', result.errorType);
    case 'timedOut':
      return vscode.l10n.t('timed out');
  }
}

function batchContext({ state }: ReplayedBatch, hasFailed: boolean): string {
  if (state.phase === 'waiting') return treeItems.waitingBatch;
  return hasFailed || state.phase === 'stopped' ? treeItems.failedBatch : treeItems.replayedBatch;
}

function batchIcon({ state }: ReplayedBatch, hasFailed: boolean): vscode.ThemeIcon {
  if (state.phase === 'running') return new vscode.ThemeIcon('sync~spin');
  if (state.phase === 'stopped') return new vscode.ThemeIcon('debug-stop');
  if (state.phase === 'waiting') return new vscode.ThemeIcon('debug-pause', stateColor('failed'));
  return hasFailed
    ? new vscode.ThemeIcon('error', stateColor('failed'))
    : new vscode.ThemeIcon('pass', stateColor('succeeded'));
}

function stateColor(state: Replay['state']): vscode.ThemeColor | undefined {
  if (state === 'succeeded') return new vscode.ThemeColor('testing.iconPassed');
  return state === 'failed' ? new vscode.ThemeColor('testing.iconFailed') : undefined;
}

function batchCountText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 batch') : vscode.l10n.t('{0} batches', count);
}
