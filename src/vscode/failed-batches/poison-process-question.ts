/** Whether the runs of a search share a process. */
import * as vscode from 'vscode';
import { askStepwise, pick } from '../commands/stepwise-questions';

interface Answers {
  readonly isFresh: boolean;
}

const STATE_KEY = 'poisonRunsInFreshProcesses';

/** The last answer is the first offered. @returns undefined when the user has gone away */
export async function askProcesses(state: vscode.Memento): Promise<boolean | undefined> {
  const answers = await askStepwise<Answers>(vscode.l10n.t('Find Poison Record'), [
    {
      ask: async (_, place) => {
        const items = [
          {
            label: vscode.l10n.t('Warm process (fast)'),
            detail: vscode.l10n.t(
              'The runs share a process, as invocations on Lambda do; what is found is confirmed in fresh ones.',
            ),
            isFresh: false,
          },
          {
            label: vscode.l10n.t('Fresh process for each run (handlers that keep state)'),
            detail: vscode.l10n.t('Slower: the handler is loaded anew for each run.'),
            isFresh: true,
          },
        ];
        const last = state.get<boolean>(STATE_KEY, false);
        const asked = await pick(place, {
          placeholder: vscode.l10n.t(
            'The handler is run on parts of the batch, again and again: what it does outside, it does each time.',
          ),
          items,
          active: items.find(({ isFresh }) => isFresh === last),
        });
        if (asked === undefined || asked === 'back') return asked;
        return { answer: { isFresh: asked.answer.isFresh } };
      },
    },
  ]);
  if (answers?.isFresh === undefined) return undefined;
  await state.update(STATE_KEY, answers.isFresh);
  return answers.isFresh;
}
