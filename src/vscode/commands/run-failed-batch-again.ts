/** Run Again: feeds a failed batch once more, in its session if that still waits, else in a new one. */
import * as vscode from 'vscode';
import type { DebugSessions } from '../debug/debug-sessions';
import type { Command } from './command-table';
import { batchOf } from './tree-arguments';

export function runFailedBatchAgain(sessions: DebugSessions): Command {
  return async (argument) => {
    const batch = batchOf(argument);
    const waiting = sessions.runWaitingFor(batch);
    if (waiting) {
      waiting.decide('retry');
      return;
    }
    const { configuration, workspaceFolder } = batch.replay;
    await vscode.debug.startDebugging(
      vscode.workspace.getWorkspaceFolder(vscode.Uri.file(workspaceFolder)),
      {
        ...(configuration as unknown as vscode.DebugConfiguration),
        captures: [batch.captureFile],
        records: batch.selection,
      },
      { noDebug: configuration['noDebug'] === true },
    );
  };
}
