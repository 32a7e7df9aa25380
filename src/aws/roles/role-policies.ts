/** The policies of a role, inline and attached, with their documents. */
import type { PolicyText } from '../../triggers/ports/role-service';
import { type IamQuestions, onRole } from './iam-questions';
import { decodeDocument, presentVersion } from './managed-policies';

export async function rolePolicies(iam: IamQuestions, roleName: string): Promise<readonly PolicyText[]> {
  const [inline, attached] = await Promise.all([
    inlinePolicies(iam, roleName),
    attachedPolicies(iam, roleName),
  ]);
  return [...inline, ...attached];
}

async function inlinePolicies(iam: IamQuestions, roleName: string): Promise<readonly PolicyText[]> {
  const { GetRolePolicyCommand, paginateListRolePolicies } = await import('@aws-sdk/client-iam');
  const names = await iam.ask(onRole('iam:ListRolePolicies', roleName), async (client) => {
    const found: string[] = [];
    for await (const page of paginateListRolePolicies({ client }, { RoleName: roleName }))
      found.push(...(page.PolicyNames ?? []));
    return found;
  });
  return Promise.all(
    names.map(async (name) => {
      const { PolicyDocument } = await iam.ask(onRole('iam:GetRolePolicy', roleName), (client) =>
        client.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name })),
      );
      return { name, isInline: true, document: decodeDocument(PolicyDocument) };
    }),
  );
}

async function attachedPolicies(iam: IamQuestions, roleName: string): Promise<readonly PolicyText[]> {
  const { paginateListAttachedRolePolicies } = await import('@aws-sdk/client-iam');
  const arns = await iam.ask(onRole('iam:ListAttachedRolePolicies', roleName), async (client) => {
    const found: string[] = [];
    for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName: roleName }))
      for (const { PolicyArn } of page.AttachedPolicies ?? [])
        if (PolicyArn !== undefined) found.push(PolicyArn);
    return found;
  });
  const policies = await Promise.all(
    arns.map(async (name) => ({ name, isInline: false, document: await presentVersion(iam, name) })),
  );
  // One may be deleted between the two questions.
  return policies.filter((policy): policy is PolicyText => policy.document !== undefined);
}
