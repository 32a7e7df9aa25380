/** The commands on streams in a real VS Code, against tables of DynamoDB Local and triggers of the test cloud. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as vscode from 'vscode';
import type { StreamViewType } from '../../../../src/triggers/ports/table-catalog';
import { repositoryRoot } from '../../../support/repository-root';
import { createTable, deleteTable } from '../../../support/test-cloud/deployed-resources';
import { recordedMapping } from '../../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { AnsweredDialogs } from './answered-dialogs';

const LONG_MS = 180_000;

describe('commands of streams', () => {
  let cloud: LocalAws;
  let dialogs: AnsweredDialogs;

  before(async function () {
    this.timeout(LONG_MS);
    cloud = await startLocalAws(repositoryRoot());
  });
  after(() => cloud.stop());
  beforeEach(() => {
    dialogs = new AnsweredDialogs();
  });
  afterEach(() => {
    dialogs.restore();
    cloud.disturbances.restore();
  });

  const node = (tableName: string, isReadOnly = false) => ({
    kind: 'table',
    connection: { id: 'test', name: 'Test', isReadOnly, endpointUrl: cloud.endpoint, region: 'eu-west-1' },
    tableName,
  });

  const run = (command: string, argument: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand(`streamTriggers.${command}`, argument);

  const stream = async (
    tableName: string,
  ): Promise<{ viewType: StreamViewType | undefined; streamArn: string }> => {
    const client = new DynamoDBClient(setUpClient(cloud));
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    const viewType = Table?.StreamSpecification?.StreamViewType;
    return { viewType, streamArn: Table?.LatestStreamArn ?? '' };
  };

  const addTrigger = (UUID: string, functionName: string, streamArn: string): void => {
    const FunctionArn = `arn:aws:lambda:eu-west-1:111122223333:function:${functionName}`;
    cloud.mappings.add(recordedMapping({ UUID, EventSourceArn: streamArn, FunctionArn }));
  };

  it('turns a stream on, follows it and offers to create a trigger', async () => {
    await createTable(cloud, 'Quiet', 'off');
    await run('turnStreamOn', { ...node('Quiet'), viewType: 'NEW_IMAGE' });
    assert.equal((await stream('Quiet')).viewType, 'NEW_IMAGE');
    const { labels } = await dialogs.until(/The stream of table "Quiet" is on/);
    assert.deepEqual(labels, ['Create Trigger…']);
  });

  it('asks for the view type, the richest first', async () => {
    await createTable(cloud, 'Asked', 'off');
    const state = { hasEnded: false };
    const done = run('turnStreamOn', node('Asked')).then(() => (state.hasEnded = true));
    // Without a list to accept this does nothing.
    while (!state.hasEnded) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await sleep(50);
    }
    await done;
    assert.equal((await stream('Asked')).viewType, 'NEW_AND_OLD_IMAGES');
  });

  it('says that a stream is on already, and changes nothing', async () => {
    await createTable(cloud, 'Awake', 'KEYS_ONLY');
    await run('turnStreamOn', { ...node('Awake'), viewType: 'NEW_IMAGE' });
    const { labels } = await dialogs.until(/"Awake" is on already: KEYS_ONLY/);
    assert.deepEqual(labels, ['Change View Type…']);
    assert.equal((await stream('Awake')).viewType, 'KEYS_ONLY');
  });

  it('turns a stream off only after it has said what becomes of its triggers', async () => {
    const { streamArn } = await createTable(cloud, 'Noisy');
    cloud.dynamoDb.describe('Noisy', { Replicas: [{ RegionName: 'us-west-2' }] });
    addTrigger('11111111-0000-4000-8000-000000000001', 'projector:live', streamArn);
    await run('turnStreamOff', node('Noisy'));
    const question = await dialogs.until(/Turn off the stream of table "Noisy"\?/);
    assert.match(question.detail, /projector:live \(Enabled\)/);
    assert.match(question.detail, /global table/);
    assert.match(question.detail, /24 hours/);
    assert.match(question.detail, /new ARN/);
    assert.equal((await stream('Noisy')).viewType, 'NEW_AND_OLD_IMAGES', 'closed without an answer');
    dialogs.answer(/Turn off/, 'Turn Off');
    await run('turnStreamOff', { ...node('Noisy'), kind: 'stream', streamArn });
    await dialogs.until(/The stream of table "Noisy" is off/);
    assert.equal((await stream('Noisy')).viewType, undefined);
  });

  it('still turns a stream off where its triggers can’t be listed, and says so', async () => {
    await createTable(cloud, 'Secret');
    cloud.disturbances.deny('lambda:ListEventSourceMappings');
    dialogs.answer(/Turn off/, 'Turn Off');
    await run('turnStreamOff', node('Secret'));
    const { detail } = await dialogs.until(/Turn off/);
    assert.match(detail, /could not be found out: .*lambda:ListEventSourceMappings/);
    assert.equal((await stream('Secret')).viewType, undefined);
  });

  it('changes the view type by a new stream and offers to re-point who is left behind', async () => {
    const { streamArn } = await createTable(cloud, 'Orders', 'NEW_IMAGE');
    addTrigger('22222222-0000-4000-8000-000000000001', 'one', streamArn);
    addTrigger('22222222-0000-4000-8000-000000000002', 'two', streamArn);
    dialogs.answer(/Change the stream/, 'Change View Type');
    await run('changeViewType', { ...node('Orders'), viewType: 'NEW_AND_OLD_IMAGES' });
    const { detail } = await dialogs.until(/from NEW_IMAGE to NEW_AND_OLD_IMAGES\?/);
    assert.match(detail, /left behind[^]*• one \(Enabled\)\n• two \(Enabled\)/);
    assert.match(detail, /is in no stream/);
    const { labels } = await dialogs.until(/"Orders" has a new stream.* 2 triggers are still on the old one/);
    assert.deepEqual(labels, ['Re-Point…']);
    const now = await stream('Orders');
    assert.equal(now.viewType, 'NEW_AND_OLD_IMAGES');
    assert.notEqual(now.streamArn, streamArn);
  });

  it('says where it stands when the second half is refused, and goes on from there', async () => {
    await createTable(cloud, 'Halfway', 'NEW_IMAGE');
    cloud.calls.clear();
    cloud.disturbances.delay('dynamodb:DescribeStream', 500);
    dialogs.answer(/Change the stream/, 'Change View Type');
    const done = run('changeViewType', { ...node('Halfway'), viewType: 'KEYS_ONLY' });
    while (cloud.calls.count('dynamodb:UpdateTable') === 0) await sleep(5);
    cloud.disturbances.fail('dynamodb:UpdateTable', denied, 1);
    dialogs.answer(/is off, and the new one could not be turned on/, 'Turn Stream On…');
    await done;
    const { message } = await dialogs.until(/The stream of table "Halfway" is off, and/);
    assert.match(message, /dynamodb:UpdateTable/);
    assert.match(message, /"Turn Stream On…" with KEYS_ONLY/);
    await dialogs.until(/The stream of table "Halfway" is on/);
    assert.equal((await stream('Halfway')).viewType, 'KEYS_ONLY');
  });

  it('says that a table was deleted between two clicks', async () => {
    await createTable(cloud, 'Fleeting');
    await deleteTable(cloud, 'Fleeting');
    for (const command of ['turnStreamOn', 'turnStreamOff', 'changeViewType']) {
      await run(command, node('Fleeting'));
      const { message } = await dialogs.until(/Table "Fleeting" was not found/);
      assert.match(message, /deleted/);
      dialogs.shown.length = 0;
    }
  });

  it('names the permission that is missing for a change', async () => {
    await createTable(cloud, 'Locked', 'off');
    cloud.disturbances.deny('dynamodb:UpdateTable');
    await run('turnStreamOn', { ...node('Locked'), viewType: 'KEYS_ONLY' });
    const { message } = await dialogs.until(/may not call dynamodb:UpdateTable on table "Locked"/);
    assert.match(message, /Allow dynamodb:UpdateTable/);
  });

  it('changes nothing through a read-only connection, and asks nothing', async () => {
    await createTable(cloud, 'Museum');
    for (const command of ['turnStreamOn', 'turnStreamOff', 'changeViewType'])
      await run(command, { ...node('Museum', true), viewType: 'KEYS_ONLY' });
    assert.deepEqual(
      dialogs.shown.map(({ kind }) => kind),
      ['error', 'error', 'error'],
    );
    assert.ok(dialogs.shown.every(({ message }) => message.includes('read-only')));
    assert.equal((await stream('Museum')).viewType, 'NEW_AND_OLD_IMAGES');
  });
});

const denied = {
  status: 400,
  type: 'com.amazon.coral.service#AccessDeniedException',
  message:
    'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: dynamodb:UpdateTable on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/Halfway',
};
