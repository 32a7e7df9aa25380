/** Records of a stream of DynamoDB Local as "Show Records…" and "Record Stream…" show them, called as the tree does. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { startLocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { writeItems } from '../../../support/local-dynamodb/write-items';
import { repositoryRoot } from '../../../support/repository-root';
import { AnsweredDialogs } from './answered-dialogs';

const LONG_MS = 180_000;

describe('records of a stream', () => {
  let local: LocalDynamoDb;
  let dialogs: AnsweredDialogs;

  before(async function () {
    this.timeout(LONG_MS);
    local = await startLocalDynamoDb(repositoryRoot());
  });
  after(() => local.stop());
  beforeEach(() => {
    dialogs = new AnsweredDialogs();
  });
  afterEach(async () => {
    dialogs.restore();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const node = (table: Pick<TestTable, 'name' | 'streamArn'>) => ({
    kind: 'stream',
    connection: {
      id: 'test',
      name: 'Test',
      isReadOnly: false,
      endpointUrl: local.endpoint,
      region: 'eu-west-1',
    },
    tableName: table.name,
    streamArn: table.streamArn,
  });

  const show = (argument: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand('streamTriggers.showShardRecords', argument);

  /** Of the record that the list has first. */
  const choose = async (): Promise<vscode.Tab> => {
    const { tabGroups } = vscode.window;
    const placeOf = (tab: vscode.Tab | undefined): string => {
      const input = tab?.input;
      if (input instanceof vscode.TabInputTextDiff) return input.modified.toString();
      return input instanceof vscode.TabInputText ? input.uri.toString() : '';
    };
    const before = placeOf(tabGroups.activeTabGroup.activeTab);
    const shown = new Promise<vscode.Tab>((resolve) => {
      const subscription = tabGroups.onDidChangeTabs(() => {
        const { activeTab } = tabGroups.activeTabGroup;
        // What is told of the tab that was there before may come late.
        if (activeTab === undefined || ['', before].includes(placeOf(activeTab))) return;
        subscription.dispose();
        resolve(activeTab);
      });
    });
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return shown;
  };

  it('shows what a change did as the difference of two plain images', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('a', { total: { N: '1' }, lines: { L: [{ S: 'x' }] } });
    await table.put('a', { total: { N: '2' }, lines: { L: [{ S: 'x' }] } });
    await show({ ...node(table), choice: { type: 'LAST', count: 1 } });
    const { input, label } = await choose();
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.deepEqual(await read(input.original), { pk: 'a', total: 1, lines: ['x'] });
    assert.deepEqual(await read(input.modified), { pk: 'a', total: 2, lines: ['x'] });
    assert.equal(label, 'MODIFY a: old and new image');
  });

  it('shows the only image of an inserted item, and of a removed one', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('a', { size: { N: '12345678901234567890' } });
    await table.delete('a');
    await show({ ...node(table), choice: { type: 'FIRST', count: 1 } });
    const inserted = (await choose()).input;
    assert.ok(inserted instanceof vscode.TabInputText);
    assert.deepEqual(await read(inserted.uri), { pk: 'a', size: '12345678901234567890' });
    await show({ ...node(table), choice: { type: 'LAST', count: 1 } });
    const removed = (await choose()).input;
    assert.ok(removed instanceof vscode.TabInputText);
    assert.match(removed.uri.path, /REMOVE a old image/);
  });

  it('shows the whole record where there is no image', async () => {
    const table = await TestTable.create(local.endpoint, 'KEYS_ONLY');
    await table.put('a');
    await show({ ...node(table), choice: { type: 'LAST', count: 1 } });
    const { input } = await choose();
    assert.ok(input instanceof vscode.TabInputText);
    const record = (await read(input.uri)) as { readonly dynamodb: { readonly Keys: unknown } };
    assert.deepEqual(record.dynamodb.Keys, { pk: 'a' });
  });

  it('finds the changes of an item over all shards, by the key of the table', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('wanted', { step: { N: '1' } });
    await writeItems(table, 50);
    await local.triggerShardRollovers();
    await writeItems(table, 50, 50);
    await table.put('wanted', { step: { N: '2' } });
    await show({ ...node(table), choice: { type: 'KEY', key: { pk: 'wanted' } } });
    const { input } = await choose();
    assert.ok(input instanceof vscode.TabInputText, 'the first of two is the insert');
    assert.deepEqual(await read(input.uri), { pk: 'wanted', step: 1 });
  });

  it('reads one shard alone', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('first');
    const before = await shardsOf(local, table);
    await local.triggerShardRollovers();
    await table.put('second');
    const after = await shardsOf(local, table);
    const child = after.find((shardId) => !before.includes(shardId));
    await show({
      ...node(table),
      kind: 'shard',
      shard: { shardId: child },
      choice: { type: 'FIRST', count: 10 },
    });
    const { input } = await choose();
    assert.ok(input instanceof vscode.TabInputText);
    assert.deepEqual(await read(input.uri), { pk: 'second' });
  });

  it('says that there is nothing to show', async () => {
    const table = await TestTable.create(local.endpoint);
    await show({ ...node(table), choice: { type: 'LAST', count: 5 } });
    await dialogs.until(/has no record: nothing was written in the last 24 hours/);
    await table.put('a');
    await show({ ...node(table), choice: { type: 'KEY', key: { pk: 'b' } } });
    await dialogs.until(/None of the 1 records in the stream of table .* is of that item/);
  });

  it('says that a stream is gone', async () => {
    const streamArn = 'arn:aws:dynamodb:ddblocal:000000000000:table/Nowhere/stream/2025-11-25T15:45:36.123';
    await show({ ...node({ name: 'Nowhere', streamArn }), choice: { type: 'LAST', count: 5 } });
    await dialogs.until(/The stream of table "Nowhere" is gone/);
  });

  it('is recorded from a table of the tree', async () => {
    const table = await TestTable.create(local.endpoint);
    await writeItems(table, 20);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const captures = path.join(folder.uri.fsPath, '.stream-triggers', 'captures');
    const newCaptures = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(captures, '*.jsonl'),
    );
    const made = new Promise<string>((resolve) => newCaptures.onDidCreate(({ fsPath }) => resolve(fsPath)));
    await vscode.commands.executeCommand('streamTriggers.recordStream', {
      ...node(table),
      kind: 'table',
      streamArn: undefined,
      begin: { type: 'TRIM_HORIZON' },
      end: { type: 'RECORDS', count: 20 },
    });
    const lines = (await fs.readFile(await made, 'utf8')).trimEnd().split('\n');
    newCaptures.dispose();
    assert.equal(lines.length, 1 + 20);
  });
});

async function read(uri: vscode.Uri): Promise<unknown> {
  return JSON.parse((await vscode.workspace.openTextDocument(uri)).getText());
}

async function shardsOf(local: LocalDynamoDb, { streamArn }: TestTable): Promise<readonly string[]> {
  const { DynamoDBStreamsClient, DescribeStreamCommand } = await import('@aws-sdk/client-dynamodb-streams');
  const client = new DynamoDBStreamsClient({
    endpoint: local.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  return (StreamDescription?.Shards ?? []).map(({ ShardId }) => String(ShardId));
}
