/** What was found out about an execution role: every needed access with its verdict, and what is to be done about it. */
import type { SimulatedAction } from '../ports/role-service';
import type { Uncertainty, Verdict } from './evaluate-access';
import type { NeededAccess } from './needed-access';
import type { LambdaTrust } from './trust-policy';

export type AccessVerdict =
  | Verdict
  /** A service control policy of the organization does not allow it. */
  | { readonly kind: 'outsideOrganization' }
  /** Neither simulated nor read. */
  | { readonly kind: 'unknown' };

export interface AccessFinding {
  readonly need: NeededAccess;
  readonly verdict: AccessVerdict;
}

export interface AccessReview {
  readonly roleArn: string;
  readonly roleName: string;
  /** By IAM's simulation, by reading the role's policies here, or not at all. */
  readonly foundBy: 'simulation' | 'reading' | 'nothing';
  /** Undefined if the role could not be read. */
  readonly trust: LambdaTrust | undefined;
  readonly findings: readonly AccessFinding[];
  /** What could not be found out, as sentences of the services. */
  readonly obstacles: readonly string[];
}

/**
 * One verdict of two sources. IAM's simulation knows the organization and missing condition values; reading knows
 * which statement decides.
 *
 * @param evaluated undefined if the policies were not read
 */
export function judge(simulated: SimulatedAction | undefined, evaluated: Verdict | undefined): AccessVerdict {
  if (simulated === undefined) return evaluated ?? { kind: 'unknown' };
  const { decision, missingContext, deniedBy } = simulated;
  if (decision === 'explicitDeny')
    return evaluated?.kind === 'explicitDeny' ? evaluated : { kind: 'explicitDeny', by: undefined };
  if (decision === 'allowed' && missingContext.length === 0) return { kind: 'allowed' };
  if (decision === 'allowed')
    return evaluated?.kind === 'allowed' ? evaluated : unsure(evaluated, missingContext);
  if (deniedBy === 'organization') return { kind: 'outsideOrganization' };
  if (evaluated?.kind === 'outsideBoundary') return evaluated;
  if (deniedBy === 'boundary') return { kind: 'outsideBoundary', boundary: undefined };
  // A fresh policy, or something that neither shows: an organization's control policy, a session's.
  if (evaluated?.kind === 'allowed') return { kind: 'depends', on: [CONTRADICTION] };
  if (evaluated?.kind === 'depends' || (evaluated === undefined && missingContext.length > 0))
    return unsure(evaluated, missingContext);
  return { kind: 'notAllowed' };
}

const CONTRADICTION: Uncertainty = {
  statement: { policy: '', place: 0 },
  because: 'contradiction',
  detail: '',
};

function unsure(evaluated: Verdict | undefined, missingContext: readonly string[]): Verdict {
  if (evaluated?.kind === 'depends') return evaluated;
  const on: Uncertainty = {
    statement: { policy: '', place: 0 },
    because: 'condition',
    detail: missingContext.join(', '),
  };
  return { kind: 'depends', on: [on] };
}

/** Where the sources disagree about ListStreams, either place is enough to make the other one a warning. */
export function settleListStreams(findings: readonly AccessFinding[]): readonly AccessFinding[] {
  const isAllowedSomewhere = findings.some(
    ({ need, verdict }) => need.why === 'listStreams' && verdict.kind === 'allowed',
  );
  if (!isAllowedSomewhere) return findings;
  return findings.map(({ need, verdict }) =>
    need.why === 'listStreams' && verdict.kind !== 'allowed'
      ? { need: { ...need, severity: 'warning' }, verdict }
      : { need, verdict },
  );
}

/** Surely not there, whatever the reason. */
export function isMissing({ verdict }: AccessFinding): boolean {
  return (
    verdict.kind === 'notAllowed' ||
    verdict.kind === 'explicitDeny' ||
    verdict.kind === 'outsideBoundary' ||
    verdict.kind === 'outsideOrganization'
  );
}

/** What is in the way of the trigger, as far as AWS documents it. */
export function requiredMissing(review: Pick<AccessReview, 'findings'>): readonly AccessFinding[] {
  return review.findings.filter((finding) => finding.need.severity === 'required' && isMissing(finding));
}

/** What another policy on the role can put right. */
export interface GrantableAccess {
  /** Missing, or not found out. */
  readonly needed: readonly NeededAccess[];
  /** What AWS does not say to be needed, and what hangs on a condition or on what only IAM can tell. */
  readonly perhaps: readonly NeededAccess[];
}

/** A deny, a boundary and an organization can't be granted away. */
export function grantable({ findings }: Pick<AccessReview, 'findings'>): GrantableAccess {
  const needed: NeededAccess[] = [];
  const perhaps: NeededAccess[] = [];
  for (const { need, verdict } of findings) {
    const isOpen = verdict.kind === 'notAllowed' || verdict.kind === 'unknown';
    if (isOpen && need.severity === 'required') needed.push(need);
    else if (isOpen || verdict.kind === 'depends') perhaps.push(need);
  }
  return { needed, perhaps };
}

/** What is missing and would still be after a grant. */
export function blocked({ findings }: Pick<AccessReview, 'findings'>): readonly AccessFinding[] {
  return findings.filter((finding) => isMissing(finding) && finding.verdict.kind !== 'notAllowed');
}
