/** Execution roles on AWS, by IAM, and the keys of destinations. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { roleNameOf } from '../../triggers/policies/arn-parts';
import { managedPolicyArn } from '../../triggers/policies/granted-policies';
import type { ExecutionRole, RoleService } from '../../triggers/ports/role-service';
import type { AwsAccess } from '../access/aws-access';
import { customerKeyOf } from './destination-key';
import { IamQuestions, onPolicy, onRole } from './iam-questions';
import { addVersion, decodeDocument, presentVersion } from './managed-policies';
import { rolePolicies } from './role-policies';
import { simulatePolicy } from './simulate-policy';

export function awsRoleService(access: AwsAccess): RoleService {
  const iamOf = (connection: StreamConnection, stop: StopSignal): IamQuestions =>
    new IamQuestions(access, connection, stop);
  return {
    readRole: (connection, roleArn, stop) => readRole(iamOf(connection, stop), roleArn),
    readPolicies: (connection, roleName, stop) => rolePolicies(iamOf(connection, stop), roleName),
    readManagedPolicy: (connection, policyArn, stop) => presentVersion(iamOf(connection, stop), policyArn),
    simulate: (connection, roleArn, actions, resource, stop) =>
      simulatePolicy(iamOf(connection, stop), roleArn, actions, resource),
    customerKeyOf: (connection, destinationArn, stop) =>
      customerKeyOf(access, connection, destinationArn, stop),
    putInlinePolicy: async (connection, roleName, policyName, document, stop) => {
      const { PutRolePolicyCommand } = await import('@aws-sdk/client-iam');
      const put = { RoleName: roleName, PolicyName: policyName, PolicyDocument: document };
      await iamOf(connection, stop).change(onRole('iam:PutRolePolicy', roleName), (client) =>
        client.send(new PutRolePolicyCommand(put)),
      );
    },
    putManagedPolicy: async (connection, { roleName, roleArn }, policyName, document, stop) => {
      const iam = iamOf(connection, stop);
      const policyArn = managedPolicyArn(roleArn, policyName);
      const present = await presentVersion(iam, policyArn);
      if (present === undefined) await createPolicy(iam, policyArn, policyName, document);
      // The same again would cost one of the five versions.
      else if (present !== document) await addVersion(iam, policyArn, document);
      await attach(iam, roleName, policyArn);
      return policyArn;
    },
    attachPolicy: (connection, roleName, policyArn, stop) =>
      attach(iamOf(connection, stop), roleName, policyArn),
  };
}

async function readRole(iam: IamQuestions, roleArn: string): Promise<ExecutionRole> {
  const { GetRoleCommand } = await import('@aws-sdk/client-iam');
  const roleName = roleNameOf(roleArn);
  const { Role } = await iam.ask(onRole('iam:GetRole', roleName), (client) =>
    client.send(new GetRoleCommand({ RoleName: roleName })),
  );
  const permissionsBoundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    roleName,
    roleArn: Role?.Arn ?? roleArn,
    trustPolicy: decodeDocument(Role?.AssumeRolePolicyDocument),
    ...(permissionsBoundaryArn !== undefined && { permissionsBoundaryArn }),
  };
}

async function createPolicy(
  iam: IamQuestions,
  policyArn: string,
  name: string,
  document: string,
): Promise<void> {
  const { CreatePolicyCommand } = await import('@aws-sdk/client-iam');
  const create = { PolicyName: name, PolicyDocument: document };
  await iam.change(onPolicy('iam:CreatePolicy', policyArn), (client) =>
    client.send(new CreatePolicyCommand(create)),
  );
}

/** Attaching again is no error and changes nothing. */
async function attach(iam: IamQuestions, roleName: string, policyArn: string): Promise<void> {
  const { AttachRolePolicyCommand } = await import('@aws-sdk/client-iam');
  await iam.change(onRole('iam:AttachRolePolicy', roleName), (client) =>
    client.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn })),
  );
}
