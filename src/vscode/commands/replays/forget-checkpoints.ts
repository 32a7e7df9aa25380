/** Forget Checkpoints: the next live session of that name begins at its starting position. */
import * as vscode from 'vscode';
import { confirm } from '../../notifications';
import type { CheckpointFolder } from '../../../captures/checkpoints/checkpoint-folder';
import type { CheckpointSession } from '../../../captures/checkpoints/file-checkpoint-store';
import type { Command } from '../command-table';
import { sessionCheckpointsNode } from '../tree-arguments';

/** @throws an error for people while the session runs: it would write its checkpoints again */
export type RefuseWhileRunning = (session: CheckpointSession) => void;

export function forgetCheckpoints(
  checkpoints: Pick<CheckpointFolder, 'remove'>,
  refuseWhileRunning: RefuseWhileRunning,
): Command {
  return async (argument) => {
    const { session } = sessionCheckpointsNode(argument);
    refuseWhileRunning(session);
    const agreed = await confirm(
      vscode.l10n.t('Forget the checkpoints of "{0}"?', session.name),
      vscode.l10n.t(
        'The next session with this name begins at the starting position of its launch configuration, whatever was handled before.',
      ),
      vscode.l10n.t('Forget'),
    );
    if (!agreed) return;
    refuseWhileRunning(session);
    await checkpoints.remove(session);
  };
}
