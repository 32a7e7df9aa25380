/** Run Again: feeds a failed batch once more, in its session if that still waits, else in a new one. */
import * as vscode from 'vscode';
import type { DebugSessions } from '../../debug/debug-sessions';
import type { RawLaunchConfiguration } from '../../debug/attribute-reader';
import { withCaptures } from '../../debug/record-source';
import type { ReplayedBatch } from '../../views/replays/replays-model';
import type { Command } from '../command-table';
import { batchOf } from '../tree-arguments';

export function runFailedBatchAgain(sessions: DebugSessions): Command {
  return async (argument) => {
    const batch = batchOf(argument);
    const waiting = sessions.runWaitingFor(batch);
    if (waiting) {
      waiting.decide(batch, 'retry');
      return;
    }
    const { configuration, workspaceFolder } = batch.replay;
    await vscode.debug.startDebugging(
      vscode.workspace.getWorkspaceFolder(vscode.Uri.file(workspaceFolder)),
      configurationAgain(batch) as unknown as vscode.DebugConfiguration,
      { noDebug: configuration['noDebug'] === true },
    );
  };
}

/** Of a stream there is no end to name: the session goes on behind the batch. */
function configurationAgain({ origin, sequenceNumbers, replay }: ReplayedBatch): RawLaunchConfiguration {
  if (origin.kind === 'capture')
    return withCaptures(replay.configuration, { captures: [origin.file], records: origin.selection });
  if (sequenceNumbers === undefined)
    throw new Error(vscode.l10n.t('The end of a window has no records of its own to be fed again.'));
  return {
    ...replay.configuration,
    startingPosition: { sequenceNumber: sequenceNumbers.start },
    resume: false,
  };
}
