/** Functions with their execution roles in a test cloud, as small as a test needs them; `cloud.functions` runs them. */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { type CloudPlace, setUpClient } from './set-up-client';

/** AWS's managed policy for functions that read a stream (reference section 4.1). */
export const STREAM_READING_POLICY = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';

export interface FunctionOptions {
  readonly region?: string;
  /** Of the role: ARNs of managed policies, or documents for inline ones. By default it may read every stream. */
  readonly policies?: readonly (string | object)[];
  /** By default Lambda may assume the role. */
  readonly trustPolicy?: object;
  /** Of a role that is there; then no other is made. */
  readonly roleArn?: string;
  /** By default `nodejs22.x`. */
  readonly runtime?: 'nodejs22.x' | 'python3.13';
  readonly timeoutInSeconds?: number;
  /** By default `index.handler`. */
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Aliases of a version that is published for them. */
  readonly aliases?: readonly string[];
}

export interface DeployedFunction {
  readonly functionName: string;
  readonly functionArn: string;
  readonly roleName: string;
  readonly roleArn: string;
}

/** Its role is called `<name>-role`. */
export async function createFunction(
  cloud: CloudPlace,
  functionName: string,
  {
    region,
    roleArn: ownRoleArn,
    policies = [STREAM_READING_POLICY],
    trustPolicy = LAMBDA_TRUST,
    runtime = 'nodejs22.x',
    timeoutInSeconds = 3,
    handler = 'index.handler',
    environment,
    aliases = [],
  }: FunctionOptions = {},
): Promise<DeployedFunction> {
  const roleArn =
    ownRoleArn ?? (await createRole(cloud, `${functionName}-role`, policies, trustPolicy)).roleArn;
  const lambda = new LambdaClient(setUpClient(cloud, region));
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: functionName,
      Role: roleArn,
      Code: { ZipFile: EMPTY_ZIP },
      Handler: handler,
      Runtime: runtime,
      Timeout: timeoutInSeconds,
      ...(environment && { Environment: { Variables: environment } }),
    }),
  );
  for (const Name of aliases) {
    const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: functionName }));
    await lambda.send(new CreateAliasCommand({ FunctionName: functionName, Name, FunctionVersion: Version }));
  }
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { functionName, functionArn: String(FunctionArn), roleName, roleArn };
}

/** Its role and its mappings stay, as on AWS. */
export async function deleteFunction(
  cloud: CloudPlace,
  functionName: string,
  region?: string,
): Promise<void> {
  await new LambdaClient(setUpClient(cloud, region)).send(
    new DeleteFunctionCommand({ FunctionName: functionName }),
  );
}

/** @param policies ARNs of managed policies, or documents for inline ones (`policy-1` and so on) */
export async function createRole(
  cloud: CloudPlace,
  roleName: string,
  policies: readonly (string | object)[],
  trustPolicy: object = LAMBDA_TRUST,
): Promise<{ readonly roleName: string; readonly roleArn: string }> {
  const iam = new IAMClient(setUpClient(cloud, 'us-east-1'));
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) }),
  );
  for (const [index, policy] of policies.entries())
    if (typeof policy === 'string')
      await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policy }));
    else
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName: `policy-${index + 1}`,
          PolicyDocument: JSON.stringify(policy),
        }),
      );
  return { roleName, roleArn: String(Role?.Arn) };
}

const LAMBDA_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** The end record of a zip archive that holds nothing. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);
