/** Execution roles are reviewed and granted to, over IAM's protocol. */
import * as assert from 'node:assert/strict';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { grantable, requiredMissing } from '../../../../src/triggers/policies/access-review';
import { type GrantWay, planGrant, writeGrant } from '../../../../src/triggers/policies/grant-plan';
import { type AccessTarget, neededAccess } from '../../../../src/triggers/policies/needed-access';
import { reviewAccess } from '../../../../src/triggers/policies/review-access';
import type { RoleService } from '../../../../src/triggers/ports/role-service';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { STREAM_READING_POLICY } from '../../../support/test-cloud/deployed-function';
import type { LocalAws } from '../../../support/test-cloud/local-aws';
import { allow, RoleScenario, STREAM_ARN } from './role-scenario';

const stop = new AbortController().signal;

describe('reviews of execution roles', function () {
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

  const reviewOf = (roleArn: string, more: Partial<AccessTarget> = {}) =>
    reviewAccess({
      roles,
      connection,
      roleArn,
      needs: neededAccess({ streamArn: STREAM_ARN, ...more }),
      stop,
    });

  const ways: readonly GrantWay[] = ['inline', 'managed', 'aws'];
  for (const way of ways)
    it(`lack nothing after a grant (${way}), and are not changed by granting again`, async () => {
      const role = await scenario.newRole();
      const before = await reviewOf(role.roleArn);
      assert.equal(before.foundBy, 'simulation');
      assert.equal(requiredMissing(before).length, 5);
      const request = { roles, connection, role, needs: grantable(before).needed, way, stop };
      await writeGrant(request, await planGrant(request));
      assert.deepEqual(requiredMissing(await reviewOf(role.roleArn)), []);
      const again = await planGrant(request);
      assert.equal(again.isChange, false);
      await writeGrant(request, again);
      assert.equal((await roles.readPolicies(connection, role.roleName, stop)).length, 1);
    });

  it('have one policy for two streams, which opens no third one', async () => {
    const role = await scenario.newRole();
    const other = STREAM_ARN.replace('Orders', 'Invoices');
    for (const granted of [STREAM_ARN, other]) {
      const needs = neededAccess({ streamArn: granted });
      const request = { roles, connection, role, needs, way: 'inline' as const, stop };
      await writeGrant(request, await planGrant(request));
    }
    const [policy, ...others] = await roles.readPolicies(connection, role.roleName, stop);
    assert.deepEqual(others, []);
    const { Statement } = JSON.parse(policy?.document ?? '') as { Statement: { Resource: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Resource }) => Resource),
      [[STREAM_ARN, other], ['*']],
    );
    const third = await reviewOf(role.roleArn, { streamArn: STREAM_ARN.replace('Orders', 'Secret') });
    assert.deepEqual(
      requiredMissing(third).map(({ need }) => need.action),
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    );
  });

  it('keep the newest five versions of a customer managed policy', async () => {
    const role = await scenario.newRole();
    const PolicyName = `DynamoDBStreamTriggers-${role.roleName}`;
    const document = (at: number): string => JSON.stringify(allow('s3:GetObject', `arn:aws:s3:::b${at}/*`));
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document(0) }));
    const PolicyArn = Policy?.Arn;
    for (let at = 1; at < 5; at++)
      await iam.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document(at), SetAsDefault: at === 1 }),
      );
    const needs = neededAccess({ streamArn: STREAM_ARN });
    const request = { roles, connection, role, needs, way: 'managed' as const, stop };
    const plan = await planGrant(request);
    assert.equal(plan.before, document(1));
    await writeGrant(request, plan);
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    assert.deepEqual(
      Versions.map(({ VersionId, IsDefaultVersion }) => `${VersionId} ${IsDefaultVersion}`).sort(),
      ['v2 false', 'v3 false', 'v4 false', 'v5 false', 'v6 true'],
    );
    const { AttachedPolicies } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: role.roleName }),
    );
    assert.deepEqual(
      AttachedPolicies?.map((attached) => attached.PolicyArn),
      [PolicyArn],
    );
    assert.match(
      String(await roles.readManagedPolicy(connection, String(PolicyArn), stop)),
      /b1.*ReadStream/s,
    );
  });

  it('are read where simulating is not allowed, and say so', async () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const { roleArn, roleName } = await scenario.newRole([
      allow('dynamodb:*', STREAM_ARN),
      {
        ...allow('x:y', '*'),
        Statement: [{ Sid: 'No', Effect: 'Deny', Action: '*:GetRecords', Resource: '*' }],
      },
      allow('sqs:SendMessage', '*', { Condition }),
    ]);
    const boundary = await iam.send(
      new CreatePolicyCommand({
        PolicyName: `boundary-${roleName}`,
        PolicyDocument: JSON.stringify(allow(['dynamodb:G*', 'dynamodb:L*', 'sqs:*'], '*')),
      }),
    );
    const PermissionsBoundary = boundary.Policy?.Arn;
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: roleName, PermissionsBoundary }));
    cloud.disturbances.deny('iam:SimulatePrincipalPolicy');
    const destinationArn = 'arn:aws:sqs:eu-west-1:111122223333:failures';
    const review = await reviewOf(roleArn, { destinationArn });
    assert.equal(review.foundBy, 'reading');
    assert.match(
      review.obstacles.join(' '),
      /may not call iam:SimulatePrincipalPolicy on the role "role-\d+"/,
    );
    assert.deepEqual(
      review.findings.map(({ need, verdict }) => [need.action, verdict.kind]),
      [
        ['dynamodb:DescribeStream', 'outsideBoundary'],
        ['dynamodb:GetRecords', 'explicitDeny'],
        ['dynamodb:GetShardIterator', 'allowed'],
        ['dynamodb:ListStreams', 'allowed'],
        ['dynamodb:ListStreams', 'notAllowed'],
        ['sqs:SendMessage', 'depends'],
      ],
    );
    assert.deepEqual(review.findings[1]?.verdict, {
      kind: 'explicitDeny',
      by: { policy: 'policy-2', place: 1, sid: 'No' },
    });
    assert.deepEqual(review.findings[0]?.verdict, { kind: 'outsideBoundary', boundary: PermissionsBoundary });
    assert.equal(review.findings[4]?.need.severity, 'warning');
  });

  it('are told from their trust policy', async () => {
    const trustPolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const { roleArn } = await scenario.newRole([STREAM_READING_POLICY], trustPolicy);
    assert.deepEqual((await reviewOf(roleArn)).trust, { kind: 'notTrusted' });
  });

  it('make a review that admits its ignorance where nothing may be asked', async () => {
    const { roleArn } = await scenario.newRole();
    cloud.disturbances.deny('iam:*');
    const review = await reviewOf(roleArn);
    assert.equal(review.foundBy, 'nothing');
    assert.equal(review.trust, undefined);
    assert.ok(review.findings.every(({ verdict }) => verdict.kind === 'unknown'));
    assert.equal(review.obstacles.length, 3);
  });

  it('that are gone are an error that says so', async () => {
    const { roleArn, roleName } = await scenario.newRole();
    await iam.send(new DeleteRoleCommand({ RoleName: roleName }));
    await assert.rejects(reviewOf(roleArn), (error: unknown) => {
      assert.ok(error instanceof ServiceError);
      assert.equal(error.kind, 'notFound');
      assert.match(error.message, /The role "role-\d+" was not found .* give the function another role/);
      return true;
    });
  });
});
