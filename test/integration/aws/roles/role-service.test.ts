/** Execution roles over IAM's protocol: read, in pages, simulated, and refused on every single call. */
import * as assert from 'node:assert/strict';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  type IAMClient,
  ListPoliciesCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import type { RoleService } from '../../../../src/triggers/ports/role-service';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { STREAM_READING_POLICY } from '../../../support/test-cloud/deployed-function';
import type { LocalAws } from '../../../support/test-cloud/local-aws';
import { allow, RoleScenario, STREAM_ARN } from './role-scenario';

const stop = new AbortController().signal;

describe('execution roles', function () {
  this.timeout(120_000);
  let scenario: RoleScenario;
  let cloud: LocalAws;
  let iam: IAMClient;
  let roles: RoleService;
  let connection: RoleScenario['connection'];

  before(async () => {
    scenario = await RoleScenario.start();
    ({ cloud, iam, roles, connection } = scenario);
  });
  after(() => scenario.stop());
  afterEach(() => cloud.disturbances.restore());
  beforeEach(() => cloud.calls.clear());

  it('are read with their trust policy, boundary and policies', async () => {
    const { roleArn, roleName } = await scenario.newRole([
      STREAM_READING_POLICY,
      ...Array.from({ length: 3 }, (_, at) => allow('s3:GetObject', `arn:aws:s3:::b${at}/ü*?%`)),
    ]);
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: roleName,
        PermissionsBoundary: STREAM_READING_POLICY,
      }),
    );
    const role = await roles.readRole(connection, roleArn, stop);
    assert.equal(role.permissionsBoundaryArn, STREAM_READING_POLICY);
    assert.match(role.trustPolicy, /"lambda\.amazonaws\.com"/);
    const policies = await roles.readPolicies(connection, roleName, stop);
    assert.deepEqual(policies.map(({ name, isInline }) => `${name} ${isInline}`).sort(), [
      `${STREAM_READING_POLICY} false`,
      'policy-2 true',
      'policy-3 true',
      'policy-4 true',
    ]);
    const [first] = policies;
    assert.deepEqual(JSON.parse(first?.document ?? ''), allow('s3:GetObject', 'arn:aws:s3:::b0/ü*?%'));
    assert.match(
      String(await roles.readManagedPolicy(connection, STREAM_READING_POLICY, stop)),
      /GetRecords/,
    );
    const none = 'arn:aws:iam::111122223333:policy/none';
    assert.equal(await roles.readManagedPolicy(connection, none, stop), undefined);
  });

  it('are read to the last page', async () => {
    // IAM has 100 of them in a page.
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'AWS', MaxItems: 101 }));
    const { roleName } = await scenario.newRole(Policies.map(({ Arn }) => String(Arn)));
    assert.equal((await roles.readPolicies(connection, roleName, stop)).length, 101);
    assert.equal(cloud.calls.count('iam:ListAttachedRolePolicies'), 2);
  });

  it('are simulated action by action', async () => {
    const { roleArn } = await scenario.newRole([
      allow('dynamodb:GetRecords', STREAM_ARN),
      { ...allow('x:y', '*'), Statement: [{ Effect: 'Deny', Action: 'dynamodb:Describe*', Resource: '*' }] },
      allow('s3:*', '*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
    ]);
    const actions = ['GetRecords', 'DescribeStream', 'GetShardIterator'].map((name) => `dynamodb:${name}`);
    const simulated = await roles.simulate(connection, roleArn, actions, STREAM_ARN, stop);
    assert.deepEqual(
      simulated.map(({ action, decision }) => [action, decision]),
      [
        ['dynamodb:GetRecords', 'allowed'],
        ['dynamodb:DescribeStream', 'explicitDeny'],
        ['dynamodb:GetShardIterator', 'implicitDeny'],
      ],
    );
    assert.deepEqual(simulated[0]?.missingContext, ['aws:SourceVpc']);
  });

  describe('refused on a single call', () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const asks: Readonly<Record<string, (role: { roleName: string; roleArn: string }) => Promise<unknown>>> =
      {
        'iam:GetRole': ({ roleArn }) => roles.readRole(connection, roleArn, stop),
        'iam:ListRolePolicies': ({ roleName }) => roles.readPolicies(connection, roleName, stop),
        'iam:GetRolePolicy': ({ roleName }) => roles.readPolicies(connection, roleName, stop),
        'iam:ListAttachedRolePolicies': ({ roleName }) => roles.readPolicies(connection, roleName, stop),
        'iam:GetPolicy': ({ roleName }) => roles.readPolicies(connection, roleName, stop),
        'iam:GetPolicyVersion': ({ roleName }) => roles.readPolicies(connection, roleName, stop),
        'iam:SimulatePrincipalPolicy': ({ roleArn }) =>
          roles.simulate(connection, roleArn, ['dynamodb:GetRecords'], STREAM_ARN, stop),
        'iam:PutRolePolicy': ({ roleName }) =>
          roles.putInlinePolicy(connection, roleName, 'p', document, stop),
        'iam:CreatePolicy': (role) => roles.putManagedPolicy(connection, role, 'new', document, stop),
        'iam:ListPolicyVersions': (role) => roles.putManagedPolicy(connection, role, 'full', document, stop),
        'iam:DeletePolicyVersion': (role) => roles.putManagedPolicy(connection, role, 'full', document, stop),
        'iam:CreatePolicyVersion': (role) => roles.putManagedPolicy(connection, role, 'full', document, stop),
        'iam:AttachRolePolicy': ({ roleName }) =>
          roles.attachPolicy(connection, roleName, STREAM_READING_POLICY, stop),
      };
    let role: { roleName: string; roleArn: string };

    before(async () => {
      role = await scenario.newRole([STREAM_READING_POLICY, allow('s3:GetObject', '*')]);
      const PolicyDocument = JSON.stringify(allow('s3:GetObject', '*'));
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'full', PolicyDocument }));
      for (let at = 1; at < 5; at++)
        await iam.send(new CreatePolicyVersionCommand({ PolicyArn: Policy?.Arn, PolicyDocument }));
    });

    for (const [action, ask] of Object.entries(asks))
      it(`names ${action}, whose credentials, and what to allow`, async () => {
        cloud.disturbances.deny(action);
        await assert.rejects(ask(role), (error: unknown) => {
          assert.ok(error instanceof ServiceError);
          assert.equal(error.kind, 'accessDenied');
          assert.match(
            error.message,
            new RegExp(`may not call ${action} on the (role "role-|policy arn:aws:iam)`),
          );
          assert.match(
            error.message,
            new RegExp(`Allow ${action} on .* for arn:aws:iam::111122223333:user/dev`),
          );
          return true;
        });
      });
  });

  it('let a stop end the question', async () => {
    const abort = new AbortController();
    abort.abort(new Error('gone away'));
    await assert.rejects(roles.readPolicies(connection, 'any', abort.signal), /gone away/);
  });
});
