/**
 * Checks an execution role: by IAM's simulation where the caller may ask for it, else by reading the role's policies.
 * Policies are read beside a simulation too when it says no, to name the statement that decides.
 */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { ExecutionRole, RoleService, SimulatedAction } from '../ports/role-service';
import { ServiceError, type ServiceErrorKind } from '../ports/service-error';
import { type AccessReview, judge, settleListStreams } from './access-review';
import { roleNameOf } from './arn-parts';
import { type RolePolicies, evaluateAccess } from './evaluate-access';
import type { NeededAccess } from './needed-access';
import { lambdaTrust } from './trust-policy';

export interface ReviewRequest {
  readonly roles: RoleService;
  readonly connection: StreamConnection;
  readonly roleArn: string;
  readonly needs: readonly NeededAccess[];
  readonly stop: StopSignal;
}

/**
 * @throws ServiceError if nobody answers, credentials are no good or the role does not exist; what is only refused
 * becomes an obstacle of the review
 */
export async function reviewAccess(request: ReviewRequest): Promise<AccessReview> {
  const { roles, connection, roleArn, needs, stop } = request;
  const roleName = roleNameOf(roleArn);
  const obstacles: string[] = [];
  const [role, simulated] = await Promise.all([
    orObstacle(obstacles, () => roles.readRole(connection, roleArn, stop)),
    orObstacle(obstacles, () => simulateAll(request)),
  ]);
  const isClear = simulated?.every(({ decision, missingContext }) => {
    return decision === 'allowed' && missingContext.length === 0;
  });
  const policies = isClear ? undefined : await readPolicies(request, role, obstacles);
  const findings = needs.map((need) => {
    const { action, resource } = need;
    const asked = simulated?.find((one) => one.action === action && one.resource === resource);
    return { need, verdict: judge(asked, policies && evaluateAccess(policies, action, resource)) };
  });
  return {
    roleArn,
    roleName,
    foundBy: simulated !== undefined ? 'simulation' : policies !== undefined ? 'reading' : 'nothing',
    trust: role && lambdaTrust(role.trustPolicy),
    findings: settleListStreams(findings),
    obstacles,
  };
}

/** One question for each resource: IAM asks for every action on every resource of a question. */
async function simulateAll(request: ReviewRequest): Promise<readonly SimulatedAction[]> {
  const { roles, connection, roleArn, needs, stop } = request;
  const resources = [...new Set(needs.map(({ resource }) => resource))];
  const answers = await Promise.all(
    resources.map((resource) => {
      const actions = needs.filter((need) => need.resource === resource).map(({ action }) => action);
      return roles.simulate(connection, roleArn, actions, resource, stop);
    }),
  );
  return answers.flat();
}

/** @returns undefined if the role's policies may not be read */
async function readPolicies(
  { roles, connection, roleArn, stop }: ReviewRequest,
  role: ExecutionRole | undefined,
  obstacles: string[],
): Promise<RolePolicies | undefined> {
  const name = role?.permissionsBoundaryArn;
  const [policies, document] = await Promise.all([
    orObstacle(obstacles, () => roles.readPolicies(connection, roleNameOf(roleArn), stop)),
    name === undefined
      ? undefined
      : orObstacle(obstacles, () => roles.readManagedPolicy(connection, name, stop)),
  ]);
  if (policies === undefined) return undefined;
  // Of a role that could not be read nobody knows whether it has a boundary.
  if (role === undefined) return { policies, boundary: { name: '', document: undefined } };
  return { policies, ...(name !== undefined && { boundary: { name, document } }) };
}

const REFUSALS: readonly ServiceErrorKind[] = ['accessDenied', 'unsupported', 'invalid', 'failed'];

/** @param more kinds of errors beside refusals that are no reason to know nothing at all */
export async function orObstacle<T>(
  obstacles: string[],
  ask: () => Promise<T>,
  ...more: readonly ServiceErrorKind[]
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError) || ![...REFUSALS, ...more].includes(error.kind)) throw error;
    obstacles.push(error.message);
    return undefined;
  }
}
