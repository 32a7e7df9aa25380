/** Give Up: goes on behind a failed batch, as Lambda does when it discards one. */
import * as vscode from 'vscode';
import type { DebugSessions } from '../../debug/debug-sessions';
import type { Command } from '../command-table';
import { batchOf } from '../tree-arguments';

export function giveUpFailedBatch(sessions: DebugSessions): Command {
  return (argument) => {
    const batch = batchOf(argument);
    const waiting = sessions.runWaitingFor(batch);
    if (!waiting) throw new Error(vscode.l10n.t('That batch no longer waits: its session has ended.'));
    waiting.decide(batch, 'giveUp');
  };
}
