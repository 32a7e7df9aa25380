/** What was found out about an execution role, in sentences. */
import * as vscode from 'vscode';
import type { AccessFinding, AccessReview } from '../../triggers/policies/access-review';
import type { StatementName, Uncertainty } from '../../triggers/policies/evaluate-access';
import type { NeededAccess } from '../../triggers/policies/needed-access';
import type { LimitProblem } from '../../triggers/policies/policy-limits';

/** Why an access is needed, as the end of a line. */
export function reasonText({ why }: NeededAccess): string {
  switch (why) {
    case 'readStream':
      return vscode.l10n.t('reads the stream');
    case 'listStreams':
      return vscode.l10n.t('finds the stream; AWS’s pages differ on which resource it has to be allowed');
    case 'tableKey':
      return vscode.l10n.t('a customer’s key encrypts the table; AWS does not say that readers need it');
    case 'onFailure':
      return vscode.l10n.t('sends what is discarded to the on-failure destination');
    case 'destinationKey':
      return vscode.l10n.t('a customer’s key encrypts the on-failure destination');
  }
}

/** Granted, missing or unknown, and why. */
export function verdictText({ need, verdict }: AccessFinding, roleName: string): string {
  switch (verdict.kind) {
    case 'allowed':
      return vscode.l10n.t('granted');
    case 'notAllowed':
      return vscode.l10n.t('missing: no policy of role "{0}" allows it', roleName);
    case 'explicitDeny':
      return verdict.by === undefined
        ? vscode.l10n.t('denied explicitly, which no other policy can allow')
        : vscode.l10n.t(
            'denied explicitly by {0}, which no other policy can allow',
            statementText(verdict.by),
          );
    case 'outsideBoundary':
      return vscode.l10n
        .t('a policy of the role allows it, but not its permissions boundary {0}', verdict.boundary ?? '')
        .trimEnd();
    case 'outsideOrganization':
      return vscode.l10n.t('a service control policy of the organization does not allow it');
    case 'depends':
      return vscode.l10n.t('depends: {0}', verdict.on.map(uncertaintyText).join('; '));
    case 'unknown':
      return vscode.l10n.t('unknown: neither simulated nor read for {0}', need.action);
  }
}

/** One finding as a sentence of its own. */
export function findingSentence(finding: AccessFinding, roleName: string): string {
  const { action, resource } = finding.need;
  return vscode.l10n.t('{0} on {1}: {2}.', action, resource, verdictText(finding, roleName));
}

function uncertaintyText({ statement, because, detail }: Uncertainty): string {
  const isNamed = statement.policy !== '';
  switch (because) {
    case 'condition':
      // Of a simulation only the names of the missing values are known.
      return isNamed
        ? vscode.l10n.t('{0} has the condition {1}', statementText(statement), detail)
        : vscode.l10n.t('the simulation had no value for {0}', detail);
    case 'pattern':
      return vscode.l10n.t('{0} names resources that only IAM can tell', statementText(statement));
    case 'unreadable':
      return isNamed
        ? vscode.l10n.t('policy {0} could not be read', statement.policy)
        : vscode.l10n.t('whether there is a permissions boundary is not known');
    case 'contradiction':
      return vscode.l10n.t(
        'a policy of the role allows it, but IAM’s simulation says no: a fresh policy may need up to a minute',
      );
  }
}

function statementText({ policy, sid, place }: StatementName): string {
  return sid === undefined
    ? vscode.l10n.t('statement {0} of policy {1}', place, policy)
    : vscode.l10n.t('statement "{0}" of policy {1}', sid, policy);
}

/** @returns undefined if Lambda may assume the role */
export function trustProblem({ trust, roleName }: AccessReview): string | undefined {
  switch (trust?.kind) {
    case 'notTrusted':
      return vscode.l10n.t(
        'The trust policy of role "{0}" does not let lambda.amazonaws.com assume it: add that service with sts:AssumeRole to its trust relationships.',
        roleName,
      );
    case 'denied':
      return vscode.l10n.t(
        'The trust policy of role "{0}" denies sts:AssumeRole to lambda.amazonaws.com: take that denial out of its trust relationships.',
        roleName,
      );
    default:
      return undefined;
  }
}

export function foundByText({ foundBy }: AccessReview): string {
  switch (foundBy) {
    case 'simulation':
      return vscode.l10n.t(
        'Simulated by IAM (SimulatePrincipalPolicy): it does not see the policies of queues, topics, buckets and keys, and the live service may decide otherwise.',
      );
    case 'reading':
      return vscode.l10n.t(
        'Read from the role’s own policies, because IAM’s simulation was not to be had: conditions, policies of the organization and those of queues, topics, buckets and keys are not decided here.',
      );
    case 'nothing':
      return vscode.l10n.t('Neither simulated nor read: you may do neither.');
  }
}

export function limitText(problem: LimitProblem): string {
  switch (problem.kind) {
    case 'inlineTooLong':
      return vscode.l10n.t(
        'The inline policies of a role may have {0} characters together; with this one they would have {1}. Choose a customer managed policy instead.',
        problem.limit,
        problem.characters,
      );
    case 'managedTooLong':
      return vscode.l10n.t(
        'A managed policy may have {0} characters; this one would have {1}. Use a role of its own for each function.',
        problem.limit,
        problem.characters,
      );
    case 'tooManyAttached':
      return vscode.l10n.t(
        'The role has {0} managed policies attached. AWS allows {1} unless that quota was raised: IAM may refuse. An inline policy does not count.',
        problem.attached,
        problem.limit,
      );
  }
}
