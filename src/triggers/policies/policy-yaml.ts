/** The least-privilege policy for people who keep their roles in templates. The YAML library is loaded when it is needed. */
import { INLINE_POLICY_NAME } from './granted-policies';
import { statementsFor } from './grant-policy';
import type { NeededAccess } from './needed-access';
import { POLICY_VERSION } from './policy-document';

/** For `Policies` of an AWS::Serverless::Function. */
export function samPolicies(needs: readonly NeededAccess[]): Promise<string> {
  return yamlOf({ Policies: [policyOf(needs)] });
}

/** A resource of its own, for a role that another template or nobody's made. */
export function cloudFormationPolicy(needs: readonly NeededAccess[], roleName: string): Promise<string> {
  return yamlOf({
    Resources: {
      StreamAccess: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: INLINE_POLICY_NAME,
          Roles: [roleName],
          PolicyDocument: policyOf(needs),
        },
      },
    },
  });
}

function policyOf(needs: readonly NeededAccess[]): object {
  return { Version: POLICY_VERSION, Statement: statementsFor(needs) };
}

async function yamlOf(value: object): Promise<string> {
  const { stringify } = await import('yaml');
  // An ARN stays on one line. The version looks like a date to YAML 1.1, which CloudFormation reads.
  return stringify(value, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false });
}
