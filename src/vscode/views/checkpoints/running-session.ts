/** Whether a live session is under way, whose checkpoints nobody else may write. */
import * as vscode from 'vscode';
import type { CheckpointSession } from '../../../captures/checkpoints/file-checkpoint-store';
import type { ReplaysModel } from '../replays/replays-model';

/** @throws an error for people while a live session of that name runs */
export function refuseRunningSession({ replays }: ReplaysModel, { name }: CheckpointSession): void {
  const isRunning = replays.some(
    (replay) => replay.isLive && replay.state === 'running' && replay.name === name,
  );
  if (!isRunning) return;
  throw new Error(
    vscode.l10n.t('The session "{0}" is running and keeps its checkpoints up to date: stop it first.', name),
  );
}
