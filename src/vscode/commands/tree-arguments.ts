/** What a menu passes to a command, checked: the palette and other extensions can pass anything. */
import * as vscode from 'vscode';
import type { CapturedBatchesNode } from '../views/captured-batches/captured-batches-tree';
import type { CheckpointsNode } from '../views/checkpoints/checkpoints-tree';
import type { ReplayedBatch } from '../views/replays/replays-model';
import type { ReplaysNode } from '../views/replays/replays-tree';

type CheckpointsNodeOf<Kind> = Extract<CheckpointsNode, { readonly kind: Kind }>;
type NodeOf<Kind> = Extract<CapturedBatchesNode, { readonly kind: Kind }>;

export function captureNode(argument: unknown): NodeOf<'capture'> {
  if (isNode<CapturedBatchesNode>(argument) && argument.kind === 'capture') return argument;
  throw new Error(vscode.l10n.t('Choose a captured batch in the view "Captured Batches" first.'));
}

/** A capture that may be unreadable or unfinished: what opening, renaming and deleting work on. */
export function captureFileNode(argument: unknown): {
  readonly file: string;
  readonly folder: vscode.WorkspaceFolder;
} {
  if (isNode<CapturedBatchesNode>(argument)) {
    if (argument.kind === 'broken' || argument.kind === 'capture' || argument.kind === 'interrupted')
      return { file: argument.capture.file, folder: argument.folder };
  }
  throw new Error(vscode.l10n.t('Choose a captured batch in the view "Captured Batches" first.'));
}

export function recordNode(argument: unknown): NodeOf<'record'> {
  if (isNode<CapturedBatchesNode>(argument) && argument.kind === 'record') return argument;
  throw new Error(vscode.l10n.t('Choose a record in the view "Captured Batches" first.'));
}

export function recordingNode(argument: unknown): NodeOf<'recording'> {
  if (isNode<CapturedBatchesNode>(argument) && argument.kind === 'recording') return argument;
  throw new Error(vscode.l10n.t('Choose a recording in the view "Captured Batches" first.'));
}

export function interruptedNode(argument: unknown): NodeOf<'interrupted'> {
  if (isNode<CapturedBatchesNode>(argument) && argument.kind === 'interrupted') return argument;
  throw new Error(vscode.l10n.t('Choose an interrupted recording in the view "Captured Batches" first.'));
}

export function sessionCheckpointsNode(argument: unknown): CheckpointsNodeOf<'session'> {
  if (isNode<CheckpointsNode>(argument) && argument.kind === 'session') return argument;
  throw new Error(vscode.l10n.t('Choose a session in the view "Live Checkpoints" first.'));
}

export function shardCheckpointNode(argument: unknown): CheckpointsNodeOf<'shard'> {
  if (isNode<CheckpointsNode>(argument) && argument.kind === 'shard') return argument;
  throw new Error(vscode.l10n.t('Choose a shard in the view "Live Checkpoints" first.'));
}

export function batchOf(argument: unknown): ReplayedBatch {
  if (isNode<ReplaysNode>(argument) && argument.kind === 'batch') return argument.batch;
  throw new Error(vscode.l10n.t('Choose a batch in the view "Replays" first.'));
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says of which view
function isNode<Node extends { readonly kind: string }>(argument: unknown): argument is Node {
  return typeof argument === 'object' && argument !== null && 'kind' in argument;
}
