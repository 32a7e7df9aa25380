/** Granting what a role lacks: the way is asked for, the exact document is shown, then it is written and logged. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { type AccessReview, blocked, grantable } from '../../triggers/policies/access-review';
import {
  type GrantPlan,
  type GrantRequest,
  type GrantWay,
  planGrant,
  writeGrant,
} from '../../triggers/policies/grant-plan';
import { ServiceError } from '../../triggers/ports/service-error';
import { askStepwise } from '../commands/stepwise-questions';
import { showInformation, withProgress } from '../notifications';
import { tableOf } from '../triggers/trigger-label';
import { findingSentence, limitText, trustProblem } from './access-sentences';
import { type GrantAnswers, amountOf, grantQuestions } from './grant-questions';
import type { PolicyDocuments } from './policy-documents';
import type { WantedGrant } from './role-review';
import type { PolicyParts, TriggerAccess } from './trigger-access';

export interface GrantSubject {
  readonly connection: AwsConnection;
  readonly access: TriggerAccess;
  readonly review: AccessReview;
}

/**
 * @returns `copy` if the user wants to copy the policy only
 * @throws what the user is to read
 */
export async function grantAccess(
  parts: PolicyParts,
  documents: PolicyDocuments,
  subject: GrantSubject,
  wanted: WantedGrant,
): Promise<'granted' | 'notGranted' | 'copy'> {
  const { review } = subject;
  const shown = new Map<GrantWay, GrantPlan>();
  const preview = async (way: GrantWay, withWarnings: boolean): Promise<GrantPlan> => {
    const plan = await planned(parts, subject, way, withWarnings);
    await showPlan(documents, plan, review);
    shown.set(way, plan);
    return plan;
  };
  const answers = await askStepwise<GrantAnswers>(
    vscode.l10n.t('Grant Stream Access to Role {0}', review.roleName),
    grantQuestions(review, wanted, preview),
  );
  if (answers === undefined) return 'notGranted';
  const way = wanted.way ?? answers.way;
  const withWarnings = amountOf(review, wanted, answers);
  if (way === undefined || way === 'copy' || answers.confirmation === 'copy') return 'copy';
  const plan = shown.get(way) ?? (await preview(way, withWarnings));
  if (!plan.isChange) {
    showInformation(
      vscode.l10n.t('Role "{0}" has exactly this policy already: nothing was written.', review.roleName),
    );
    return 'notGranted';
  }
  await write(parts, subject, plan, withWarnings);
  return 'granted';
}

/** @throws Error if IAM would refuse the document, or if what is there may not be read and so not be extended */
async function planned(
  parts: PolicyParts,
  subject: GrantSubject,
  way: GrantWay,
  withWarnings: boolean,
): Promise<GrantPlan> {
  const plan = await withProgress(vscode.l10n.t('Reading the role’s policies'), async (stop) => {
    try {
      return await planGrant(requestOf(parts, subject, way, withWarnings, stop));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'accessDenied') throw error;
      throw new Error(
        vscode.l10n.t(
          '{0} Unread, a policy of that name might be overwritten: copy the policy instead, for whoever may change the role.',
          error.message,
        ),
        { cause: error },
      );
    }
  });
  // Of the number of attached policies AWS may have raised the quota: then it is only said.
  if (plan.problem !== undefined && plan.problem.kind !== 'tooManyAttached')
    throw new Error(limitText(plan.problem));
  return plan;
}

function requestOf(
  { aws }: PolicyParts,
  { connection, review }: GrantSubject,
  way: GrantWay,
  withWarnings: boolean,
  stop: AbortSignal,
): GrantRequest {
  const { needed, perhaps } = grantable(review);
  const needs = withWarnings ? [...needed, ...perhaps] : needed;
  return { roles: aws.roles, connection, role: review, needs, way, stop };
}

async function showPlan(documents: PolicyDocuments, plan: GrantPlan, review: AccessReview): Promise<void> {
  const name = plan.policyName.split('/').at(-1) ?? plan.policyName;
  const shown = { name: `${name}.json`, text: plan.after };
  if (plan.before === undefined) return documents.show(shown);
  const title = vscode.l10n.t('{0} of role {1}: now and with the grant', name, review.roleName);
  return documents.showChange(title, shown, plan.before);
}

/** @throws Error if the policy has become another one since it was shown */
async function write(
  parts: PolicyParts,
  subject: GrantSubject,
  plan: GrantPlan,
  withWarnings: boolean,
): Promise<void> {
  const { connection, access, review } = subject;
  const { policyName, before, after } = plan;
  const { roleName } = review;
  await parts.connections.permitChange(
    connection,
    vscode.l10n.t(
      'Grant role "{0}" access to the stream of table "{1}"',
      roleName,
      tableOf(access.streamArn),
    ),
    [roleName, access.functionName, tableOf(access.streamArn)],
  );
  await withProgress(vscode.l10n.t('Granting stream access to role {0}', roleName), async (stop) => {
    const request = requestOf(parts, subject, plan.way, withWarnings, stop);
    const now = await planGrant(request);
    if (now.before !== before || now.after !== after)
      throw new Error(
        vscode.l10n.t(
          'Policy {0} was changed by somebody else since it was shown, so nothing was written. Grant again to see it as it is now.',
          policyName,
        ),
      );
    // From here on a cancel comes too late: nobody would know what became of it.
    await writeGrant({ ...request, stop: new AbortController().signal }, now);
  });
  parts.log.info(
    vscode.l10n.t(
      'Role {0} was granted policy {1}. Before: {2} After: {3}',
      review.roleArn,
      policyName,
      before === undefined ? vscode.l10n.t('not there') : oneLine(before),
      oneLine(after),
    ),
  );
  const granted = vscode.l10n.t(
    'Role "{0}" has the policy {1} now. Lambda may need up to a minute to see it.',
    roleName,
    policyName,
  );
  const rest = blocked(review).map((finding) => findingSentence(finding, roleName));
  showInformation([granted, trustProblem(review) ?? [], ...rest].flat().join(' '));
}

/** Policies are JSON, as a rule. */
function oneLine(document: string): string {
  return document.replace(/\s*\n\s*/g, ' ').trim();
}
