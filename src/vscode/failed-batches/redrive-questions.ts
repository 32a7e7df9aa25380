/** What is asked while a redrive runs, one question after the other. */
import * as vscode from 'vscode';
import type { RedriveQuestions } from '../../failed-batches/redrive/redrive-run';
import { ask } from '../notifications';

/** @param functionName as people call it */
export function redriveQuestions(functionName: string): RedriveQuestions {
  let last: Promise<unknown> = Promise.resolve();
  const oneAfterTheOther = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last.then(question);
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    afterUnknown: (batch, { from, to }, reason) =>
      oneAfterTheOther(async () => {
        const again = vscode.l10n.t('Send Again');
        const done = vscode.l10n.t('Count as Done');
        // The answer that nobody has got would have been the next part's state.
        const isStateLost = batch.timeWindow !== undefined && to < batch.recordCount;
        const chosen = await ask(
          vscode.l10n.t('Has function {0} handled records {1} to {2}?', functionName, from + 1, to),
          [
            vscode.l10n.t(
              'Nobody can tell whether it has run with these records of shard {0}, up to number {1}: {2}',
              batch.shardId,
              batch.endSequenceNumber,
              reason,
            ),
            isStateLost
              ? vscode.l10n.t(
                  'Sent again, they may be handled twice. They can not be counted as done, because the state of the tumbling window that the next records need is not known. Otherwise the batch and its document stay as they are.',
                )
              : vscode.l10n.t(
                  'Its log in CloudWatch tells. Sent again, they may be handled twice; counted as done, they may never be. Otherwise the batch and its document stay as they are.',
                ),
          ].join('\n\n'),
          again,
          ...(isStateLost ? [] : [done]),
        );
        if (chosen === again) return 'again';
        return chosen === done ? 'done' : 'leave';
      }),
    messageMissing: (batch, { at }, because) =>
      oneAfterTheOther(async () => {
        const queue = at.kind === 'queue' ? at.queueArn.replace(/^.*:/, '') : '';
        const send = vscode.l10n.t('Send All the Same');
        const chosen = await ask(
          because === 'gone'
            ? vscode.l10n.t('The message is not in queue {0} any more. Send its batch all the same?', queue)
            : vscode.l10n.t(
                'Somebody else works at a message of queue {0}. Send its batch all the same?',
                queue,
              ),
          vscode.l10n.t(
            '{0} records of shard {1}, from number {2}: somebody else may have redriven them. Otherwise the batch is left out.',
            batch.recordCount,
            batch.shardId,
            batch.startSequenceNumber,
          ),
          send,
        );
        return chosen === send ? 'invoke' : 'leave';
      }),
  };
}
