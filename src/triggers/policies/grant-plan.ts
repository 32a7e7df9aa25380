/** What a grant would write: the policy before and after, and how it is then written. */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { PolicyText, RoleService } from '../ports/role-service';
import { mergeGrants } from './grant-policy';
import {
  AWS_POLICY_DOCUMENT,
  INLINE_POLICY_NAME,
  awsPolicyArn,
  managedPolicyArn,
  managedPolicyName,
} from './granted-policies';
import type { NeededAccess } from './needed-access';
import { type LimitProblem, inlineProblem, managedProblem } from './policy-limits';
import { orObstacle } from './review-access';

/** An inline policy for what is needed, a customer managed one, or AWS's for all streams of the account. */
export type GrantWay = 'inline' | 'managed' | 'aws';

export interface GrantRequest {
  readonly roles: RoleService;
  readonly connection: StreamConnection;
  readonly role: { readonly roleName: string; readonly roleArn: string };
  readonly needs: readonly NeededAccess[];
  readonly way: GrantWay;
  readonly stop: StopSignal;
}

export interface GrantPlan {
  readonly way: GrantWay;
  /** Of an inline policy its name, else its ARN. */
  readonly policyName: string;
  /** JSON; undefined for a policy that is not there yet. */
  readonly before: string | undefined;
  /** JSON. */
  readonly after: string;
  /** False if the role has exactly that already. */
  readonly isChange: boolean;
  readonly problem?: LimitProblem;
  /** What it does not grant: AWS's policy opens streams only. */
  readonly uncovered: readonly NeededAccess[];
}

/** @throws ServiceError; Error if a policy of that name is no JSON; the stop signal's reason */
export function planGrant(request: GrantRequest): Promise<GrantPlan> {
  switch (request.way) {
    case 'inline':
      return planInline(request);
    case 'managed':
      return planManaged(request);
    case 'aws':
      return planAws(request);
  }
}

/** @throws ServiceError; the stop signal's reason */
export async function writeGrant(
  { roles, connection, role, stop }: GrantRequest,
  { way, policyName, after }: GrantPlan,
): Promise<void> {
  switch (way) {
    case 'inline':
      return roles.putInlinePolicy(connection, role.roleName, policyName, after, stop);
    case 'managed':
      await roles.putManagedPolicy(connection, role, managedPolicyName(role.roleArn), after, stop);
      return;
    case 'aws':
      return roles.attachPolicy(connection, role.roleName, policyName, stop);
  }
}

/** Writing overwrites: without reading first, somebody's statements would be lost. */
async function planInline({ roles, connection, role, needs, stop }: GrantRequest): Promise<GrantPlan> {
  const policies = await roles.readPolicies(connection, role.roleName, stop);
  const before = policies.find(({ isInline, name }) => isInline && name === INLINE_POLICY_NAME)?.document;
  const { document: after, isChanged } = merged(before, needs, INLINE_POLICY_NAME);
  const problem = inlineProblem(policies, INLINE_POLICY_NAME, after);
  return {
    way: 'inline',
    policyName: INLINE_POLICY_NAME,
    before,
    after,
    isChange: isChanged,
    ...(problem && { problem }),
    uncovered: [],
  };
}

async function planManaged(request: GrantRequest): Promise<GrantPlan> {
  const { roles, connection, role, needs, stop } = request;
  const policyName = managedPolicyArn(role.roleArn, managedPolicyName(role.roleArn));
  const [attached, before] = await Promise.all([
    attachedPolicies(request),
    roles.readManagedPolicy(connection, policyName, stop),
  ]);
  const { document: after, isChanged } = merged(before, needs, policyName);
  const problem = managedProblem(attached, policyName, after);
  const isChange = isChanged || !attached.some(({ name }) => name === policyName);
  return { way: 'managed', policyName, before, after, isChange, ...(problem && { problem }), uncovered: [] };
}

async function planAws(request: GrantRequest): Promise<GrantPlan> {
  const policyName = awsPolicyArn(request.role.roleArn);
  const attached = await attachedPolicies(request);
  const problem = managedProblem(attached, policyName, undefined);
  return {
    way: 'aws',
    policyName,
    before: undefined,
    after: AWS_POLICY_DOCUMENT,
    isChange: !attached.some(({ name }) => name === policyName),
    ...(problem && { problem }),
    uncovered: request.needs.filter(({ why }) => why !== 'readStream' && why !== 'listStreams'),
  };
}

/** Attaching overwrites nothing, so that whoever may not read the others may do it all the same. */
async function attachedPolicies({
  roles,
  connection,
  role,
  stop,
}: GrantRequest): Promise<readonly PolicyText[]> {
  const policies = await orObstacle([], () => roles.readPolicies(connection, role.roleName, stop));
  return policies?.filter(({ isInline }) => !isInline) ?? [];
}

function merged(
  before: string | undefined,
  needs: readonly NeededAccess[],
  policyName: string,
): { readonly document: string; readonly isChanged: boolean } {
  const result = mergeGrants(before, needs);
  if (result === undefined)
    throw new Error(
      l10n.t("Policy {0} can't be extended: its document is no JSON object. Correct it first.", policyName),
    );
  return result;
}
