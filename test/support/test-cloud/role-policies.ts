/**
 * What a role may do, from its documents in moto, decided by an IAM policy evaluator: moto simulates nothing
 * and checks no execution role.
 */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface RoleDocuments {
  readonly roleArn: string;
  readonly identity: readonly unknown[];
  /** Permissions boundary. */
  readonly boundary: readonly unknown[];
}

export interface PolicyQuestion {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** @param iam of moto; rejects if there is no such role */
export async function readRoleDocuments(iam: IAMClient, roleName: string): Promise<RoleDocuments> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: roleName }));
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
  );
  const inline = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName }));
    return parse(PolicyDocument);
  });
  const attached = AttachedPolicies.map(({ PolicyArn }) => readManaged(iam, PolicyArn));
  const boundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    roleArn: String(Role?.Arn),
    identity: await Promise.all([...inline, ...attached]),
    boundary: boundaryArn === undefined ? [] : [await readManaged(iam, boundaryArn)],
  };
}

export function decide(
  { roleArn, identity, boundary }: RoleDocuments,
  { action, resource, context }: PolicyQuestion,
): Decision {
  const named = (policies: readonly unknown[]): { name: string; policy: unknown }[] =>
    policies.map((policy, index) => ({ name: String(index), policy }));
  const result = runUnsafeSimulation(
    {
      request: {
        principal: roleArn,
        action,
        // Who owns the resource does not matter: what the role's own account lets it do is asked.
        resource: { resource, accountId: roleArn.split(':')[4] ?? '' },
        contextVariables: context,
      },
      identityPolicies: named(identity),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary.length > 0 && { permissionBoundaryPolicies: named(boundary) }),
    },
    {},
  );
  if (result === 'Allowed') return 'allowed';
  return result === 'ExplicitlyDenied' ? 'explicitDeny' : 'implicitDeny';
}

/** Condition keys that the documents name and the context does not have (reference section 4.2). */
export function missingContext({ identity, boundary }: RoleDocuments, context: object): readonly string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const keys = [...identity, ...boundary].flatMap((document) =>
    statementsOf(document).flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys)),
  );
  return [...new Set(keys)].filter((key) => !given.has(key.toLowerCase()));
}

interface Statement {
  readonly Condition?: Readonly<Record<string, object>>;
}

function statementsOf(document: unknown): readonly Statement[] {
  const { Statement } = document as { readonly Statement?: Statement | readonly Statement[] };
  return [Statement ?? []].flat();
}

async function readManaged(iam: IAMClient, arn: string | undefined): Promise<unknown> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
  );
  return parse(PolicyVersion?.Document);
}

function parse(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document ?? '{}'));
}
