/** SimulatePrincipalPolicy, with its traps (reference section 4.2). */
import type { EvaluationResult } from '@aws-sdk/client-iam';
import { roleNameOf } from '../../triggers/policies/arn-parts';
import type { SimulatedAction } from '../../triggers/ports/role-service';
import { type IamQuestions, onRole } from './iam-questions';

export async function simulatePolicy(
  iam: IamQuestions,
  roleArn: string,
  actions: readonly string[],
  resource: string,
): Promise<readonly SimulatedAction[]> {
  const { paginateSimulatePrincipalPolicy } = await import('@aws-sdk/client-iam');
  const question = { PolicySourceArn: roleArn, ActionNames: [...actions], ResourceArns: [resource] };
  return iam.ask(onRole('iam:SimulatePrincipalPolicy', roleNameOf(roleArn)), async (client) => {
    const simulated: SimulatedAction[] = [];
    for await (const { EvaluationResults } of paginateSimulatePrincipalPolicy({ client }, question))
      for (const result of EvaluationResults ?? []) simulated.push(simulatedAction(result, resource));
    return simulated;
  });
}

/** `EvalResourceName` may be a template of an ARN: what counts is said of the resource itself, where it is. */
function simulatedAction(result: EvaluationResult, resource: string): SimulatedAction {
  const own = result.ResourceSpecificResults?.find(({ EvalResourceName }) => EvalResourceName === resource);
  const decision = own?.EvalResourceDecision ?? result.EvalDecision ?? 'implicitDeny';
  const boundary = own?.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail;
  const deniedBy = deniedElsewhere(
    result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    boundary?.AllowedByPermissionsBoundary,
  );
  const missing = [...(result.MissingContextValues ?? []), ...(own?.MissingContextValues ?? [])];
  return {
    action: result.EvalActionName ?? '',
    resource,
    decision,
    missingContext: [...new Set(missing)],
    ...(decision === 'implicitDeny' && deniedBy !== undefined && { deniedBy }),
  };
}

function deniedElsewhere(
  byOrganization: boolean | undefined,
  byBoundary: boolean | undefined,
): SimulatedAction['deniedBy'] {
  if (byOrganization === false) return 'organization';
  return byBoundary === false ? 'boundary' : undefined;
}
