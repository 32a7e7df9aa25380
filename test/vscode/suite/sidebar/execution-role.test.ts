/** Execution roles in a real VS Code: checked, granted to in each way, and the real cause of a refusal named. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { type AccessReview, requiredMissing } from '../../../../src/triggers/policies/access-review';
import type { DeployedFunction } from '../../../support/test-cloud/deployed-function';
import { createQueue, createTable } from '../../../support/test-cloud/deployed-resources';
import { ExecutionRoleScene, STREAM_ACTIONS } from './execution-role-scene';
import { READ_ONLY_CONNECTION, type TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;
const SCHEME = 'stream-triggers-policy';

describe('execution roles', function () {
  this.timeout(LONG_MS);
  let scene: ExecutionRoleScene;
  let here: TriggerCloud;
  let iam: IAMClient;
  let streamArn: string;
  let deployed: DeployedFunction;

  before(async () => {
    scene = await ExecutionRoleScene.start();
    ({ here, iam, streamArn } = scene);
  });
  after(() => scene.stop());
  beforeEach(async () => {
    deployed = await scene.deployFunction();
  });
  afterEach(() => scene.reset());

  const run = async (command: string, more: object = {}, document: object = {}): Promise<unknown> =>
    here.run(command, {
      document: { FunctionName: deployed.functionName, EventSourceArn: streamArn, ...document },
      ...more,
    });
  const missing = async (document: object = {}): Promise<readonly string[]> => {
    const review = (await run('checkExecutionRole', {}, document)) as AccessReview;
    return requiredMissing(review).map(({ need }) => `${need.action} on ${need.resource}`);
  };
  const inlinePolicy = async (): Promise<string> => {
    const named = { RoleName: deployed.roleName, PolicyName: 'DynamoDBStreamTriggers' };
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(named));
    return decodeURIComponent(PolicyDocument);
  };
  const putPolicy = (Statement: object): Promise<void> => scene.putPolicy(deployed.roleName, Statement);
  const shownText = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

  it('are reported with every permission that is missing, and that it was simulated', async () => {
    await putPolicy({ Effect: 'Allow', Action: 'dynamodb:GetRecords', Resource: streamArn });
    assert.deepEqual(await missing(), [
      `dynamodb:DescribeStream on ${streamArn}`,
      `dynamodb:GetShardIterator on ${streamArn}`,
      `dynamodb:ListStreams on ${streamArn}`,
      'dynamodb:ListStreams on *',
    ]);
    const report = shownText();
    assert.match(report, /Simulated by IAM/);
    assert.match(
      report,
      /## Missing\n\n- `dynamodb:DescribeStream` on `arn:[^`]+`: missing: no policy of role/,
    );
    assert.match(report, /## Granted\n\n- `dynamodb:GetRecords` on `/);
    assert.match(report, /Lambda may assume the role\./);
  });

  it('are read where simulating is not allowed, which the report says', async () => {
    here.cloud.disturbances.deny('iam:SimulatePrincipalPolicy');
    assert.equal((await missing()).length, 5);
    assert.match(shownText(), /Read from the role’s own policies/);
    assert.match(shownText(), /may not call iam:SimulatePrincipalPolicy/);
  });

  for (const way of ['inline', 'managed', 'aws'])
    it(`lack nothing after the grant (${way}) of the document that was shown`, async () => {
      assert.equal(await run('grantStreamAccess', { way, isConfirmed: true }), true);
      assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, SCHEME);
      const shown = shownText();
      for (const action of STREAM_ACTIONS) assert.match(shown, new RegExp(`"dynamodb:${action}"`));
      if (way === 'inline') assert.equal(await inlinePolicy(), shown);
      await here.dialogs.until(/has the policy .* now/);
      assert.deepEqual(await missing(), []);
      assert.equal(await run('grantStreamAccess', { way, isConfirmed: true }), false);
      await here.dialogs.until(/seems to have all that the trigger needs/);
    });

  it('have one statement after the same grant twice, also if nobody could say that nothing is missing', async () => {
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    const once = await inlinePolicy();
    here.cloud.disturbances.deny('iam:SimulatePrincipalPolicy');
    const refusal = { status: 403, type: 'AccessDenied', message: 'Not at the moment' };
    here.cloud.disturbances.fail('iam:ListRolePolicies', refusal, 1);
    here.cloud.calls.clear();
    assert.equal(await run('grantStreamAccess', { way: 'inline', isConfirmed: true }), false);
    await here.dialogs.until(/has exactly this policy already/);
    assert.equal(await inlinePolicy(), once);
    assert.equal(here.cloud.calls.count('iam:PutRolePolicy'), 0);
  });

  it('are granted what a destination needs, without what is there already', async () => {
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    const Destination = await createQueue(here.cloud, `failures-${deployed.functionName}`);
    const document = { DestinationConfig: { OnFailure: { Destination } } };
    assert.deepEqual(await missing(document), [`sqs:SendMessage on ${Destination}`]);
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true }, document);
    const { Statement } = JSON.parse(await inlinePolicy()) as { Statement: { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ['ReadStream', 'ListStreams', 'SendDiscardedBatches'],
    );
    assert.deepEqual(await missing(document), []);
  });

  it('are granted by keyboard: the way, the document, yes', async () => {
    const state = { hasEnded: false };
    const done = run('grantStreamAccess').then(() => (state.hasEnded = true));
    // Without a list to accept this does nothing.
    while (!state.hasEnded) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await sleep(50);
    }
    await done;
    assert.match(await inlinePolicy(), /"Sid": "ReadStream"/);
  });

  it('get a right for the table’s key only where that is wanted, as AWS does not say that it is needed', async () => {
    const KMSMasterKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
    here.cloud.dynamoDb.describe('Orders', {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn },
    });
    assert.ok(!(await missing()).some((access) => access.startsWith('kms:')));
    assert.match(shownText(), /## Missing, but perhaps not needed\n\n- `kms:Decrypt` on `arn:aws:kms/);
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    assert.doesNotMatch(await inlinePolicy(), /kms:/);
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true, withWarnings: true });
    assert.match(
      await inlinePolicy(),
      /"kms:Decrypt"\s*\],\s*"Resource": \[\s*"arn:aws:kms:[^"]*:key\/1234"/,
    );
    here.cloud.dynamoDb.describe('Orders', {});
  });

  it('are granted without a condition only where that is wanted', async () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    await putPolicy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition });
    assert.deepEqual(await missing(), []);
    assert.match(shownText(), /## Not certain\n\n.*has the condition StringEquals aws:SourceVpc/);
    assert.equal(await run('grantStreamAccess', { way: 'inline', isConfirmed: true }), false);
    const wanted = { way: 'inline', isConfirmed: true, withWarnings: true };
    assert.equal(await run('grantStreamAccess', wanted), true);
    await missing();
    assert.doesNotMatch(shownText(), /Not certain/);
  });

  it('are shown before and after where the policy is there already', async () => {
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    const { streamArn: other } = await createTable(here.cloud, `Invoices-${deployed.functionName}`);
    const before = await inlinePolicy();
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true }, { EventSourceArn: other });
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const texts = await Promise.all(
      [input.original, input.modified].map(async (uri) =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.deepEqual(texts, [before, await inlinePolicy()]);
  });

  it('are told as granted when the progress is cancelled while IAM works at it already', async () => {
    here.cloud.disturbances.delay('iam:PutRolePolicy', 2000);
    const { withProgress } = vscode.window;
    const token = {
      isCancellationRequested: true,
      onCancellationRequested: (cancel: () => void) => cancel(),
    };
    const cancelled = (_: unknown, task: (...all: unknown[]) => unknown) =>
      task({ report: () => null }, token);
    Object.assign(vscode.window, { withProgress: cancelled });
    try {
      assert.equal(await run('grantStreamAccess', { way: 'inline', isConfirmed: true }), true);
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
    await here.dialogs.until(/has the policy .* now/);
  });

  it('are not touched through a read-only connection', async () => {
    await run('grantStreamAccess', { connection: READ_ONLY_CONNECTION, way: 'inline', isConfirmed: true });
    await here.dialogs.until(/read-only/);
    await assert.rejects(inlinePolicy(), { name: 'NoSuchEntityException' });
  });

  it('are not granted what an explicit deny forbids; its statement is named', async () => {
    await putPolicy([
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      { Sid: 'NoReading', Effect: 'Deny', Action: 'dynamodb:GetRecords', Resource: '*' },
    ]);
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    await here.dialogs.until(
      /dynamodb:GetRecords on arn:.*: denied explicitly by statement "NoReading" of policy own, which no other/,
    );
    await assert.rejects(inlinePolicy(), { name: 'NoSuchEntityException' });
  });

  it('are not overwritten by who may not read what is there', async () => {
    here.cloud.disturbances.deny('iam:ListRolePolicies');
    await run('grantStreamAccess', { way: 'inline', isConfirmed: true });
    await here.dialogs.until(/may not call iam:ListRolePolicies .* copy the policy instead/);
    await assert.rejects(inlinePolicy(), { name: 'NoSuchEntityException' });
  });

  it('have a policy to copy, as JSON, SAM and CloudFormation, for who may do nothing in IAM', async () => {
    here.cloud.disturbances.deny('iam:*');
    const copied = async (form: string): Promise<string> => {
      await run('copyPolicy', { form });
      return vscode.env.clipboard.readText();
    };
    const document: unknown = JSON.parse(await copied('json'));
    assert.match(JSON.stringify(document), /"ReadStream".*GetShardIterator/);
    assert.deepEqual(parse(await copied('sam')), { Policies: [document] });
    const template = parse(await copied('cloudFormation')) as {
      Resources: { StreamAccess: { Properties: { PolicyDocument: unknown; Roles: string[] } } };
    };
    assert.deepEqual(template.Resources.StreamAccess.Properties.PolicyDocument, document);
    assert.deepEqual(template.Resources.StreamAccess.Properties.Roles, [deployed.roleName]);
  });

  it('whose function is gone are an error that names it', async () => {
    await run('checkExecutionRole', {}, { FunctionName: 'nobody' });
    await here.dialogs.until(/nobody.* was not found/);
  });
});
