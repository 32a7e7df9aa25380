/** Managed policies: what their present version says, and a new version of one of the customer's own. */
import type { PolicyVersion } from '@aws-sdk/client-iam';
import { ServiceError } from '../../triggers/ports/service-error';
import { type IamQuestions, onPolicy } from './iam-questions';

/** IAM keeps so many of a policy. */
const MOST_VERSIONS = 5;

/** @returns JSON; undefined if there is no such policy */
export async function presentVersion(iam: IamQuestions, policyArn: string): Promise<string | undefined> {
  const { GetPolicyCommand, GetPolicyVersionCommand } = await import('@aws-sdk/client-iam');
  try {
    const { Policy } = await iam.ask(onPolicy('iam:GetPolicy', policyArn), (client) =>
      client.send(new GetPolicyCommand({ PolicyArn: policyArn })),
    );
    const { PolicyVersion } = await iam.ask(onPolicy('iam:GetPolicyVersion', policyArn), (client) =>
      client.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: Policy?.DefaultVersionId })),
    );
    return decodeDocument(PolicyVersion?.Document);
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

/** Makes the document the default version, in place of the oldest other one where there are five. */
export async function addVersion(iam: IamQuestions, policyArn: string, document: string): Promise<void> {
  const { CreatePolicyVersionCommand, DeletePolicyVersionCommand } = await import('@aws-sdk/client-iam');
  const versions = await versionsOf(iam, policyArn);
  if (versions.length >= MOST_VERSIONS) {
    const [oldest] = versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).sort(byAge);
    await iam.change(onPolicy('iam:DeletePolicyVersion', policyArn), (client) =>
      client.send(new DeletePolicyVersionCommand({ PolicyArn: policyArn, VersionId: oldest?.VersionId })),
    );
  }
  const version = { PolicyArn: policyArn, PolicyDocument: document, SetAsDefault: true };
  await iam.change(onPolicy('iam:CreatePolicyVersion', policyArn), (client) =>
    client.send(new CreatePolicyVersionCommand(version)),
  );
}

async function versionsOf(iam: IamQuestions, policyArn: string): Promise<readonly PolicyVersion[]> {
  const { paginateListPolicyVersions } = await import('@aws-sdk/client-iam');
  return iam.ask(onPolicy('iam:ListPolicyVersions', policyArn), async (client) => {
    const versions: PolicyVersion[] = [];
    for await (const page of paginateListPolicyVersions({ client }, { PolicyArn: policyArn }))
      versions.push(...(page.Versions ?? []));
    return versions;
  });
}

function byAge(one: PolicyVersion, other: PolicyVersion): number {
  return (one.CreateDate?.getTime() ?? 0) - (other.CreateDate?.getTime() ?? 0);
}

/** IAM's documents are URL-encoded (RFC 3986). */
export function decodeDocument(document: string | undefined): string {
  return decodeURIComponent(document ?? '');
}
