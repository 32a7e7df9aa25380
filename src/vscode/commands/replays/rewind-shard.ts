/** Rewind to…: from where the next live session reads a shard that an earlier one has handled. */
import * as vscode from 'vscode';
import type { CheckpointFolder } from '../../../captures/checkpoints/checkpoint-folder';
import type { Command } from '../command-table';
import type { RefuseWhileRunning } from './forget-checkpoints';
import { problemOfSequenceNumber } from '../recordings/recording-answers';
import { input, pick } from '../stepwise-questions';
import { shardCheckpointNode } from '../tree-arguments';

export function rewindShard(
  checkpoints: Pick<CheckpointFolder, 'rewind'>,
  refuseWhileRunning: RefuseWhileRunning,
): Command {
  return async (argument) => {
    const { session, shardId, stored } = shardCheckpointNode(argument);
    const { checkpoint } = stored;
    refuseWhileRunning(session);
    const known = 'sequenceNumber' in checkpoint ? checkpoint.sequenceNumber : '';
    const to = await askPosition(shardId, known);
    if (to === undefined) return;
    // A session may have been started while the question stood there.
    refuseWhileRunning(session);
    await checkpoints.rewind(session, shardId, to);
  };
}

/** @returns `TRIM_HORIZON`, the last record that counts as handled, or undefined for neither */
async function askPosition(shardId: string, known: string): Promise<string | undefined> {
  const title = vscode.l10n.t('Rewind {0}', shardId);
  for (;;) {
    const chosen = await pick(
      { title, step: 1, totalSteps: 2 },
      {
        placeholder: vscode.l10n.t('From where does the next session with "resume": true read this shard?'),
        items: [
          {
            label: vscode.l10n.t('Oldest record'),
            description: vscode.l10n.t('everything that the stream still has (TRIM_HORIZON)'),
            value: 'TRIM_HORIZON' as const,
          },
          { label: vscode.l10n.t('After a sequence number…'), value: 'SEQUENCE_NUMBER' as const },
        ],
      },
    );
    if (chosen === undefined || chosen === 'back') return undefined;
    if (chosen.answer.value === 'TRIM_HORIZON') return 'TRIM_HORIZON';
    const typed = await input(
      { title, step: 2, totalSteps: 2 },
      {
        prompt: vscode.l10n.t('Sequence number of the last record that counts as handled'),
        suggestion: known,
        validate: (text) => problemOfSequenceNumber(text, vscode.l10n.t),
      },
    );
    if (typed === undefined) return undefined;
    if (typed !== 'back') return typed.answer;
  }
}
