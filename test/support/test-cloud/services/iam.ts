/**
 * IAM: moto's, with SimulatePrincipalPolicy (reference section 4.2) and, where a test wants it, policies that
 * take effect late, as on AWS.
 */
import { type IAMClient, ListEntitiesForPolicyCommand } from '@aws-sdk/client-iam';
import { type Answer, CloudError, escapeXml, queryAnswer } from '../cloud-answer';
import { type CloudRequest, formOf, listOf } from '../cloud-request';
import { type RoleDocuments, decide, missingContext, readRoleDocuments } from '../role-policies';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const CHANGES_A_ROLE = new Set(
  ['PutRolePolicy', 'AttachRolePolicy', 'DeleteRolePolicy', 'DetachRolePolicy'].map((name) => `iam:${name}`),
);
const CHANGES_A_POLICY = new Set(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion']);

export class Iam {
  /** So many checks of a role by Lambda still see its policies as they were before a change. */
  checksBeforeEffect = 0;
  private readonly earlier = new Map<string, { readonly documents: RoleDocuments; checksLeft: number }>();

  /** @param client of moto */
  constructor(private readonly client: IAMClient) {}

  /** Every policy takes effect now. */
  propagate(): void {
    this.earlier.clear();
  }

  /** @returns undefined if moto is to answer */
  async answer(request: CloudRequest): Promise<Answer | undefined> {
    const form = formOf(request.body);
    for (const roleName of await this.rolesChangedBy(request.action, form)) await this.keepEarlier(roleName);
    if (request.action !== 'iam:SimulatePrincipalPolicy') return undefined;
    const source = form.get('PolicySourceArn') ?? '';
    const documents = await readRoleDocuments(this.client, nameOf(source)).catch(() => {
      const message = `The role with name ${nameOf(source)} cannot be found.`;
      throw new CloudError({ status: 404, type: 'NoSuchEntity', message });
    });
    return queryAnswer('SimulatePrincipalPolicy', NAMESPACE, simulation(documents, form));
  }

  /** What Lambda sees of a role. */
  async documentsInEffect(roleArn: string): Promise<RoleDocuments> {
    const earlier = this.earlier.get(nameOf(roleArn));
    if (earlier === undefined) return readRoleDocuments(this.client, nameOf(roleArn));
    earlier.checksLeft -= 1;
    if (earlier.checksLeft <= 0) this.earlier.delete(nameOf(roleArn));
    return earlier.documents;
  }

  private async rolesChangedBy(action: string, form: URLSearchParams): Promise<readonly string[]> {
    if (this.checksBeforeEffect === 0) return [];
    if (CHANGES_A_ROLE.has(action)) return [form.get('RoleName') ?? ''];
    if (!CHANGES_A_POLICY.has(action)) return [];
    const { PolicyRoles = [] } = await this.client.send(
      new ListEntitiesForPolicyCommand({ PolicyArn: form.get('PolicyArn') ?? '' }),
    );
    return PolicyRoles.map(({ RoleName }) => String(RoleName));
  }

  private async keepEarlier(roleName: string): Promise<void> {
    if (this.earlier.has(roleName)) return;
    const documents = await readRoleDocuments(this.client, roleName);
    this.earlier.set(roleName, { documents, checksLeft: this.checksBeforeEffect });
  }
}

function simulation(documents: RoleDocuments, form: URLSearchParams): string {
  const resources = listOf(form, 'ResourceArns');
  const context = contextOf(form);
  const missing = missingContext(documents, context);
  const results = listOf(form, 'ActionNames').flatMap((action) =>
    (resources.length === 0 ? ['*'] : resources).map((resource) => {
      const decision = decide(documents, { action, resource, context });
      const keys = `<MissingContextValues>${members(missing)}</MissingContextValues><MatchedStatements/>`;
      const name = `<EvalResourceName>${escapeXml(resource)}</EvalResourceName>`;
      const ofResource = `${name}<EvalResourceDecision>${decision}</EvalResourceDecision>${keys}`;
      return `<EvalActionName>${escapeXml(action)}</EvalActionName>${name}<EvalDecision>${decision}</EvalDecision>${keys}<ResourceSpecificResults><member>${ofResource}</member></ResourceSpecificResults>`;
    }),
  );
  return `<IsTruncated>false</IsTruncated><EvaluationResults>${results.map((xml) => `<member>${xml}</member>`).join('')}</EvaluationResults>`;
}

function contextOf(form: URLSearchParams): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (let index = 1; ; index += 1) {
    const entry = `ContextEntries.member.${index}`;
    const key = form.get(`${entry}.ContextKeyName`);
    if (key === null) return context;
    const values = listOf(form, `${entry}.ContextKeyValues`);
    context[key] = values.length === 1 ? String(values[0]) : values;
  }
}

function members(texts: readonly string[]): string {
  return texts.map((text) => `<member>${escapeXml(text)}</member>`).join('');
}

function nameOf(roleArn: string): string {
  return roleArn.split('/').pop() ?? '';
}
