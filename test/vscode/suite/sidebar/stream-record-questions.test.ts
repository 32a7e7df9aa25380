/** What stands between a person and the records of a stream: other readers, production, throttling, permissions. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../../support/repository-root';
import { recordedMapping } from '../../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { AnsweredDialogs } from './answered-dialogs';

const LONG_MS = 180_000;

describe('before records of a stream are shown', () => {
  let cloud: LocalAws;
  let dialogs: AnsweredDialogs;
  let table: TestTable;

  before(async function () {
    this.timeout(LONG_MS);
    cloud = await startLocalAws(repositoryRoot());
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    dialogs = new AnsweredDialogs();
    table = await TestTable.create(cloud.endpoint);
    await table.put('a');
    cloud.calls.clear();
  });
  afterEach(async () => {
    dialogs.restore();
    cloud.disturbances.restore();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  const show = (endpointUrl = cloud.endpoint, name = 'Test'): Thenable<unknown> =>
    vscode.commands.executeCommand('streamTriggers.showShardRecords', {
      kind: 'stream',
      connection: { id: name, name, isReadOnly: false, endpointUrl, region: 'eu-west-1' },
      tableName: name === 'Test' ? table.name : name,
      streamArn: table.streamArn,
      choice: { type: 'LAST', count: 5 },
    });

  const reads = (): number => cloud.calls.count('dynamodb:GetRecords');

  it('asks before it is one reader too many of the shards', async () => {
    for (const number of [1, 2])
      cloud.mappings.add(
        recordedMapping({
          UUID: `33333333-0000-4000-8000-00000000000${number}`,
          EventSourceArn: table.streamArn,
          FunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:reader-${number}`,
        }),
      );
    await show();
    await dialogs.until(/2 triggers read the stream of table ".*" already/);
    assert.equal(reads(), 0, 'closed without an answer');
    dialogs.answer(/2 triggers read/, 'Read It');
    await show();
    assert.ok(reads() > 0);
  });

  it('asks before it is the second reader of a global table, where that is known', async () => {
    cloud.dynamoDb.describe(table.name, { Replicas: [{ RegionName: 'us-west-2' }] });
    cloud.mappings.add(
      recordedMapping({
        UUID: '33333333-0000-4000-8000-000000000009',
        EventSourceArn: table.streamArn,
        FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:reader',
      }),
    );
    await vscode.commands.executeCommand('streamTriggers.showShardRecords', {
      kind: 'table',
      connection: {
        id: 'Test',
        name: 'Test',
        isReadOnly: false,
        endpointUrl: cloud.endpoint,
        region: 'eu-west-1',
      },
      tableName: table.name,
      choice: { type: 'LAST', count: 5 },
    });
    const { detail } = await dialogs.until(/^1 trigger reads the stream of table ".*" already/);
    assert.match(detail, /^It is a global table/);
    assert.equal(reads(), 0, 'closed without an answer');
  });

  it('asks before records of real customers are on the screen', async () => {
    // Not a loopback address by its looks: what is on this machine is never production.
    const elsewhere = cloud.endpoint.replace('127.0.0.1', '[::ffff:127.0.0.1]');
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    try {
      await show(elsewhere, 'shop-prod');
      const { detail } = await dialogs.until(/"shop-prod" looks like production/);
      assert.match(detail, /real customers are shown on this screen/);
      assert.equal(reads(), 0, 'closed without an answer');
      dialogs.answer(/looks like production/, 'Read the Stream');
      await show(elsewhere, 'shop-prod');
      assert.ok(reads() > 0);
    } finally {
      restore({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
    }
  });

  it('waits while the stream is throttled', async () => {
    cloud.disturbances.throttle('dynamodb:GetRecords', 2);
    await show();
    assert.ok(reads() > 2);
    assert.deepEqual(dialogs.shown, []);
  });

  it('names the permission that is missing', async () => {
    cloud.disturbances.deny('dynamodb:GetRecords');
    await show();
    const { message } = await dialogs.until(/may not call dynamodb:GetRecords/);
    assert.match(message, /Allow dynamodb:GetRecords/);
  });
});

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
