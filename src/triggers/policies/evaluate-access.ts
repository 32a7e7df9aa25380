/**
 * Whether a role's own policies allow an action: what IAM decides from identity policies and a permissions boundary.
 * Conditions are not decided here: whatever hangs on one is `depends`, never `allowed`. Policies of the resource, of
 * the organization and of a session are not looked at.
 *
 * Source: IAM User Guide, policy evaluation logic: an explicit deny wins; a boundary allows nothing by itself.
 */
import type { Match } from './policy-patterns';
import { matchAction, matchResource } from './policy-patterns';
import type { Listed, PolicyStatement } from './policy-document';
import { parsePolicy } from './policy-document';

export interface NamedPolicy {
  /** A name or an ARN, for sentences. */
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

/** Which statement decides. */
export interface StatementName {
  readonly policy: string;
  readonly sid?: string;
  /** From 1, in its policy; 0 for the policy as a whole. */
  readonly place: number;
}

export interface Uncertainty {
  readonly statement: StatementName;
  /** A condition, a wildcard or variable that only IAM resolves, a policy that could not be read, or IAM says otherwise. */
  readonly because: 'condition' | 'pattern' | 'unreadable' | 'contradiction';
  /** The condition's operators and keys, for example `StringEquals aws:SourceAccount`; else empty. */
  readonly detail: string;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  /** `by` is undefined if IAM's simulation says so without naming it. */
  | { readonly kind: 'explicitDeny'; readonly by: StatementName | undefined }
  | { readonly kind: 'notAllowed' }
  /** A policy of the role allows it; its permissions boundary does not. */
  | { readonly kind: 'outsideBoundary'; readonly boundary: string | undefined }
  | { readonly kind: 'depends'; readonly on: readonly Uncertainty[] };

export interface RolePolicies {
  readonly policies: readonly NamedPolicy[];
  /** Its document is undefined if it could not be read. */
  readonly boundary?: { readonly name: string; readonly document: string | undefined };
}

export function evaluateAccess(
  { policies, boundary }: RolePolicies,
  action: string,
  resource: string,
): Verdict {
  const own = policies.map((policy) => tally(policy, action, resource));
  const outer = boundary && tally(boundary, action, resource);
  const all = outer === undefined ? own : [...own, outer];
  const denied = all.flatMap(({ denies }) => denies).at(0);
  if (denied !== undefined) return { kind: 'explicitDeny', by: denied };
  const allows = own.some(({ isAllowed }) => isAllowed);
  const mayAllow = own.flatMap((policy) => policy.mayAllow);
  if (!allows && mayAllow.length === 0) return { kind: 'notAllowed' };
  if (outer !== undefined && !outer.isAllowed && outer.mayAllow.length === 0)
    return { kind: 'outsideBoundary', boundary: boundary?.name };
  const on = [
    ...(allows ? [] : mayAllow),
    ...(outer === undefined || outer.isAllowed ? [] : outer.mayAllow),
    ...all.flatMap(({ mayDeny }) => mayDeny),
  ];
  return on.length === 0 ? { kind: 'allowed' } : { kind: 'depends', on };
}

/** What one policy says of a request. */
interface Tally {
  isAllowed: boolean;
  readonly denies: StatementName[];
  readonly mayAllow: Uncertainty[];
  readonly mayDeny: Uncertainty[];
}

function tally(
  { name, document }: { readonly name: string; readonly document: string | undefined },
  action: string,
  resource: string,
): Tally {
  const found: Tally = { isAllowed: false, denies: [], mayAllow: [], mayDeny: [] };
  const policy = document === undefined ? undefined : parsePolicy(document);
  if (policy === undefined) {
    const statement = { policy: name, place: 0 };
    const unreadable: Uncertainty = { statement, because: 'unreadable', detail: '' };
    return { ...found, mayAllow: [unreadable], mayDeny: [unreadable] };
  }
  for (const [at, statement] of policy.statements.entries()) {
    const match = matchStatement(statement, action, resource, policy.hasVariables);
    if (match !== 'no') count(found, statement, match, { policy: name, place: at + 1 });
  }
  return found;
}

function count(
  found: Tally,
  { sid, effect, condition }: PolicyStatement,
  match: 'yes' | 'perhaps',
  at: StatementName,
): void {
  const statement = sid === undefined ? at : { ...at, sid };
  if (match === 'perhaps' || condition !== undefined) {
    const because = condition === undefined ? 'pattern' : 'condition';
    const uncertain: Uncertainty = { statement, because, detail: conditionKeys(condition) };
    (effect === 'Allow' ? found.mayAllow : found.mayDeny).push(uncertain);
  } else if (effect === 'Allow') found.isAllowed = true;
  else found.denies.push(statement);
}

function matchStatement(
  { actions, resources }: PolicyStatement,
  action: string,
  resource: string,
  hasVariables: boolean,
): Match {
  if (resources === undefined) return 'no';
  const ofAction = matchListed(actions, (pattern) => matchAction(pattern, action));
  const ofResource = matchListed(resources, (pattern) => matchResource(pattern, resource, hasVariables));
  if (ofAction === 'no' || ofResource === 'no') return 'no';
  return ofAction === 'yes' && ofResource === 'yes' ? 'yes' : 'perhaps';
}

function matchListed({ values, isNegated }: Listed, matchOne: (pattern: string) => Match): Match {
  const matches = values.map(matchOne);
  const best = matches.includes('yes') ? 'yes' : matches.includes('perhaps') ? 'perhaps' : 'no';
  if (!isNegated || best === 'perhaps') return best;
  return best === 'yes' ? 'no' : 'yes';
}

/** For example `StringEquals aws:SourceAccount, Bool aws:SecureTransport`. */
export function conditionKeys(condition: PolicyStatement['condition']): string {
  return Object.entries(condition ?? {})
    .flatMap(([operator, keys]) =>
      Object.keys((keys ?? {}) as Readonly<Record<string, unknown>>).map((key) => `${operator} ${key}`),
    )
    .join(', ');
}
