/** Streams of DynamoDB Local recorded in a real VS Code: through the command, as a tree item calls it. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { startLocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { writeItems } from '../../../support/local-dynamodb/write-items';
import { repositoryRoot } from '../../../support/repository-root';
import { DebugDriver } from './debug-driver';
import { inWorkspace } from './workspace-path';

const LONG_MS = 360_000;
const RECORDS = 100_000;

const counting = [
  'const seen = new Map();',
  'exports.handler = async ({ Records }) => {',
  '  for (const { dynamodb } of Records) seen.set(dynamodb.Keys.pk.S, (seen.get(dynamodb.Keys.pk.S) ?? 0) + 1);',
  '  const twice = [...seen.values()].filter((times) => times > 1).length;',
  '  console.log(`seen ${seen.size} items, ${twice} of them twice`);',
  '};',
].join('\n');

describe('recording a stream', () => {
  let local: LocalDynamoDb;
  let driver: DebugDriver;
  let newCaptures: vscode.FileSystemWatcher;

  before(async function () {
    this.timeout(LONG_MS);
    local = await startLocalDynamoDb(repositoryRoot());
    await fs.mkdir(inWorkspace('recorded'), { recursive: true });
    await fs.writeFile(inWorkspace('recorded', 'package.json'), '{}');
    await fs.writeFile(inWorkspace('recorded', 'counting.js'), counting);
  });
  after(() => local.stop());
  beforeEach(() => {
    driver = new DebugDriver();
    newCaptures = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(inWorkspace('.stream-triggers', 'captures'), '*.{jsonl,jsonl.gz,jsonl.zst}'),
    );
  });
  afterEach(() => {
    driver.dispose();
    newCaptures.dispose();
  });

  const record = async (table: TestTable, more: Readonly<Record<string, unknown>>): Promise<string> => {
    const made = new Promise<string>((resolve) => {
      newCaptures.onDidCreate(({ fsPath }) => {
        if (path.basename(fsPath).startsWith(table.name)) resolve(fsPath);
      });
    });
    await vscode.commands.executeCommand('streamTriggers.recordStream', {
      streamArn: table.streamArn,
      connection: { endpointUrl: local.endpoint, region: 'eu-west-1' },
      ...more,
    });
    return made;
  };

  it('has all of 100,000 records from TRIM_HORIZON, and replays each of them once', async () => {
    const table = await TestTable.create(local.endpoint, 'KEYS_ONLY');
    await writeItems(table, RECORDS);
    const capture = await record(table, {
      begin: { type: 'TRIM_HORIZON' },
      end: { type: 'TIME', epochMs: Date.now() },
    });
    await driver.start(
      { handler: 'recorded/counting.handler', captures: [capture], batchSize: 10_000 },
      true,
    );
    await driver.untilOutput(/seen 100000 items, 0 of them twice/);
    await driver.end();
  }).timeout(LONG_MS);

  it('keeps what a filter lets through, ends at a number of records, and compresses', async () => {
    const table = await TestTable.create(local.endpoint, 'KEYS_ONLY');
    await writeItems(table, 300);
    const capture = await record(table, {
      begin: { type: 'TRIM_HORIZON' },
      end: { type: 'RECORDS', count: 100 },
      filterPatterns: ['{"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "item-1"}]}}}}'],
      compression: 'gzip',
    });
    assert.match(capture, /\.gz$/);
    await driver.start({ handler: 'recorded/counting.handler', captures: [capture], batchSize: 1000 }, true);
    await driver.untilOutput(/seen 100 items, 0 of them twice/);
    await driver.end();
  });

  it('has what a live session reads, under the name that its configuration gives', async () => {
    const table = await TestTable.create(local.endpoint, 'KEYS_ONLY');
    await writeItems(table, 60);
    const made = new Promise<string>((resolve) => newCaptures.onDidCreate(({ fsPath }) => resolve(fsPath)));
    await driver.start(
      {
        handler: 'recorded/counting.handler',
        streamArn: table.streamArn,
        region: 'eu-west-1',
        endpointUrl: local.endpoint,
        startingPosition: 'TRIM_HORIZON',
        record: 'of-a-session',
      },
      true,
    );
    await driver.untilOutput(/seen 60 items, 0 of them twice/);
    await vscode.debug.stopDebugging();
    await driver.end();
    const capture = await made;
    assert.equal(path.basename(capture), 'of-a-session.jsonl');
    const lines = (await fs.readFile(capture, 'utf8')).trimEnd().split('\n');
    assert.equal(lines.length, 1 + 60);
  });
});
