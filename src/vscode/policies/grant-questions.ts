/** The questions of a grant: which way, how much, and whether the document that is shown is right. */
import * as vscode from 'vscode';
import { type AccessReview, grantable } from '../../triggers/policies/access-review';
import type { GrantPlan, GrantWay } from '../../triggers/policies/grant-plan';
import type { NeededAccess } from '../../triggers/policies/needed-access';
import { INLINE_POLICY_NAME, managedPolicyName } from '../../triggers/policies/granted-policies';
import { type Question, pick } from '../commands/stepwise-questions';
import { limitText } from './access-sentences';
import type { WantedGrant } from './role-review';

export interface GrantAnswers {
  readonly way: GrantWay | 'copy';
  readonly withWarnings: boolean;
  readonly confirmation: 'grant' | 'copy';
}

/** Where nothing is missing for certain, what may be needed is all that is left to grant. */
export function amountOf(review: AccessReview, wanted: WantedGrant, answers: Partial<GrantAnswers>): boolean {
  return wanted.withWarnings ?? answers.withWarnings ?? grantable(review).needed.length === 0;
}

type Items<Value> = (vscode.QuickPickItem & { readonly value: Value })[];

/** @param preview plans the grant and shows its document */
export function grantQuestions(
  review: AccessReview,
  wanted: WantedGrant,
  preview: (way: GrantWay, withWarnings: boolean) => Promise<GrantPlan>,
): readonly Question<GrantAnswers>[] {
  const wayOf = (answers: Partial<GrantAnswers>): GrantAnswers['way'] | undefined =>
    wanted.way ?? answers.way;
  const writesOwn = (answers: Partial<GrantAnswers>): boolean =>
    wayOf(answers) === 'inline' || wayOf(answers) === 'managed';
  const { needed, perhaps } = grantable(review);
  return [
    {
      isNeeded: () => wanted.way === undefined,
      ask: async ({ way }, place) => {
        const items = wayItems(review);
        const active = items.find(({ value }) => value === way);
        const placeholder = vscode.l10n.t('How? The exact document is shown before anything is written.');
        const asked = await pick(place, { placeholder, items, active });
        return typeof asked === 'object' ? { answer: { way: asked.answer.value } } : asked;
      },
    },
    {
      isNeeded: (answers) =>
        wanted.withWarnings === undefined &&
        wanted.isConfirmed !== true &&
        needed.length > 0 &&
        perhaps.length > 0 &&
        writesOwn(answers),
      ask: async (_answers, place) => {
        const placeholder = vscode.l10n.t('How much?');
        const asked = await pick(place, { placeholder, items: amountItems(perhaps) });
        return typeof asked === 'object' ? { answer: { withWarnings: asked.answer.value } } : asked;
      },
    },
    {
      isNeeded: (answers) => wanted.isConfirmed !== true && wayOf(answers) !== 'copy',
      ask: async (answers, place) => {
        const way = wayOf(answers);
        if (way === undefined || way === 'copy') return undefined;
        const plan = await preview(way, amountOf(review, wanted, answers));
        const placeholder = vscode.l10n.t('The document is shown below. Is it right?');
        const asked = await pick(place, { placeholder, items: confirmationItems(plan, review) });
        return typeof asked === 'object' ? { answer: { confirmation: asked.answer.value } } : asked;
      },
    },
  ];
}

function wayItems(review: AccessReview): Items<GrantAnswers['way']> {
  return [
    {
      label: `$(lock-small) ${vscode.l10n.t('Inline policy')}`,
      description: INLINE_POLICY_NAME,
      detail: vscode.l10n.t('Only what this trigger needs, on this stream alone. It belongs to the role.'),
      value: 'inline',
    },
    {
      label: `$(versions) ${vscode.l10n.t('Customer managed policy')}`,
      description: managedPolicyName(review.roleArn),
      detail: vscode.l10n.t(
        'The same as a policy of its own, with up to five versions, attached to the role.',
      ),
      value: 'managed',
    },
    {
      label: `$(warning) ${vscode.l10n.t('AWS’s policy for all streams')}`,
      description: 'AWSLambdaDynamoDBExecutionRole',
      detail: vscode.l10n.t('Opens every stream of the account to the function.'),
      value: 'aws',
    },
    {
      label: `$(copy) ${vscode.l10n.t('Copy only')}`,
      detail: vscode.l10n.t('As JSON, SAM or CloudFormation, for whoever may change the role.'),
      value: 'copy',
    },
  ];
}

function amountItems(perhaps: readonly NeededAccess[]): Items<boolean> {
  const list = perhaps.map(({ action, resource }) => vscode.l10n.t('{0} on {1}', action, resource));
  return [
    { label: vscode.l10n.t('Only what is missing for certain'), value: false },
    { label: vscode.l10n.t('Also what may be needed'), detail: list.join(', '), value: true },
  ];
}

function confirmationItems(plan: GrantPlan, { roleName }: AccessReview): Items<GrantAnswers['confirmation']> {
  const notes = [
    ...(plan.way === 'aws' ? [vscode.l10n.t('It opens every stream of the account, and the logs.')] : []),
    ...(plan.uncovered.length === 0
      ? []
      : [
          vscode.l10n.t(
            'It does not allow {0}.',
            [...new Set(plan.uncovered.map(({ action }) => action))].join(', '),
          ),
        ]),
    ...(plan.problem === undefined ? [] : [limitText(plan.problem)]),
    ...(plan.isChange ? [] : [vscode.l10n.t('The role has exactly this already: nothing will change.')]),
    ...(plan.way === 'managed' && plan.before !== undefined && plan.isChange
      ? [vscode.l10n.t('A new version becomes the default; of five, the oldest other one is deleted.')]
      : []),
  ];
  return [
    {
      label: `$(check) ${vscode.l10n.t('Yes, put it on role "{0}"', roleName)}`,
      detail: notes.join(' '),
      value: 'grant',
    },
    { label: `$(copy) ${vscode.l10n.t('No, copy the policy only')}`, value: 'copy' },
  ];
}
