/** Commands that replay a failed batch into the local handler. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { FailedBatchReplays } from '../../failed-batches/replay-failed-batch';
import type { Command } from '../command-table';

export function replayingCommands(parts: FailedBatchParts) {
  const replays = new FailedBatchReplays(parts);
  const replay =
    (noDebug: boolean): Command =>
    async (argument) => {
      const node = await parts.failures.chooseBatch(
        argument,
        noDebug
          ? vscode.l10n.t('Which failed batch shall be replayed?')
          : vscode.l10n.t('Which failed batch shall be debugged?'),
      );
      if (node !== undefined) await replays.start(node, { noDebug });
    };
  return {
    [commandIds.debugFailedBatch]: replay(false),
    [commandIds.replayFailedBatch]: replay(true),
  };
}
