/** Live sessions in a real VS Code against DynamoDB Local: write an item, stand on the breakpoint. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { repositoryRoot } from '../../../support/repository-root';
import type { LocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { startLocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { DebugDriver, breakAt, clearBreakpoints } from './debug-driver';

const repository = repositoryRoot();
const FOLDER = 'live-handlers';

describe('a live session', () => {
  let dynamoDb: LocalDynamoDb;
  let driver: DebugDriver;
  let table: TestTable;
  let handlerFile: string;

  before(async () => {
    dynamoDb = await startLocalDynamoDb(repository);
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const root = path.join(folder.uri.fsPath, FOLDER);
    await fs.mkdir(root, { recursive: true });
    await fs.writeFile(path.join(root, 'package.json'), '{}');
    handlerFile = path.join(root, 'handler.js');
    await fs.writeFile(
      handlerFile,
      [
        'exports.handler = async (event) => {',
        '  for (const record of event.Records) {',
        '    const key = record.dynamodb.Keys.pk.S;',
        "    console.log('saw', key);",
        "    if (key.startsWith('poison')) throw new Error('poisoned');",
        '  }',
        "  console.log('batch of', event.Records.length);",
        '};',
        'exports.partial = async (event) => ({',
        '  batchItemFailures: event.Records.filter((record) => record.dynamodb.Keys.pk.S.startsWith("poison"))',
        '    .map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })),',
        '});',
      ].join('\n'),
    );
  });
  after(async () => {
    await dynamoDb.stop();
  });
  beforeEach(async () => {
    clearBreakpoints();
    driver = new DebugDriver();
    table = await TestTable.create(dynamoDb.endpoint);
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
    table.client.destroy();
  });

  function live(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    return {
      handler: `${FOLDER}/handler.handler`,
      table: table.name,
      endpointUrl: dynamoDb.endpoint,
      region: 'eu-west-1',
      ...more,
    };
  }

  async function stop(): Promise<void> {
    await vscode.debug.stopDebugging(driver.replaySession);
    await driver.end();
  }

  /** The keys that the handler saw, in order. */
  function seen(): readonly string[] {
    return [...driver.text().matchAll(/saw (\S+)/g)].map(([, key]) => key ?? '');
  }

  it('stops in the handler after an item is written, with the record in scope', async () => {
    const line = await breakAt(handlerFile, "console.log('saw'");
    assert.ok(await driver.start(live()));
    await driver.untilOutput(/Shard \S+: read from LATEST/);
    assert.match(
      driver.text(),
      new RegExp(`Stream of table ${table.name} in ddblocal, account 000000000000`),
    );
    assert.match(driver.text(), /Waiting for records from now on \(LATEST\)/);
    await table.put('written');
    const at = await driver.nextStop();
    assert.deepEqual([at.file, at.line], [handlerFile, line]);
    assert.equal(await driver.evaluate(at, 'key'), "'written'");
    await driver.resume(at);
    await driver.untilOutput(/✓ Batch 1 of Table-\S+ \(1 record\): succeeded/);
    await stop();
  });

  it('delivers only what is written after its start from LATEST, and everything from TRIM_HORIZON', async () => {
    await table.put('before');
    await driver.start(live(), true);
    await driver.untilOutput(/read from LATEST/);
    await table.put('after');
    await driver.untilOutput(/saw after/);
    await stop();
    assert.deepEqual(seen(), ['after']);
    await driver.start(live({ startingPosition: 'TRIM_HORIZON' }), true);
    await driver.untilOutput(/saw before[^]*saw after/);
    await stop();
  });

  it('goes on after its checkpoints with resume, and begins afresh without', async () => {
    for (const key of ['one', 'two']) await table.put(key);
    const again = { startingPosition: 'TRIM_HORIZON', name: 'resumed session', batchSize: 1 };
    await driver.start(live(again), true);
    await driver.untilOutput(/saw two[^]*✓ Batch 2/);
    await stop();
    await table.put('three');
    await driver.start(live({ ...again, resume: true }), true);
    await driver.untilOutput(/Going on after the checkpoints[^]*saw three[^]*✓ Batch 1/);
    await stop();
    assert.deepEqual(seen(), ['one', 'two', 'three']);
    await driver.start(live(again), true);
    await driver.untilOutput(/saw three[^]*saw three[^]*✓ Batch 3/);
    await stop();
    assert.deepEqual(seen(), ['one', 'two', 'three', 'one', 'two', 'three']);
  });

  it('cuts, retries and discards as the options say, and keeps what was discarded', async () => {
    for (const key of ['a', 'b', 'poison', 'c']) await table.put(key);
    const options = {
      startingPosition: 'TRIM_HORIZON',
      retryOnSave: false,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 0,
    };
    await driver.start(live(options), true);
    await driver.untilOutput(/saw c\n[^]*✓ Batch/);
    await driver.untilOutput(/discarded: retry attempts exhausted/);
    assert.match(driver.text(), /is cut in two, as BisectBatchOnFunctionError has it: 2 and 2 records/);
    assert.match(driver.text(), /"condition":"RetryAttemptsExhausted"/);
    const [, kept] = /A discarded batch is kept in (\S+)\.\n/.exec(driver.text()) ?? [];
    assert.ok(kept, driver.text());
    await stop();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const document = JSON.parse(await fs.readFile(path.resolve(folder, kept), 'utf8')) as {
      requestContext: { condition: string };
    };
    assert.equal(document.requestContext.condition, 'RetryAttemptsExhausted');
  });

  it('feeds only records that a filter lets through, and counts the others', async () => {
    for (const key of ['in', 'out', 'in-too']) await table.put(key);
    const filterCriteria = {
      filters: [{ pattern: { dynamodb: { Keys: { pk: { S: [{ prefix: 'in' }] } } } } }],
    };
    await driver.start(live({ startingPosition: 'TRIM_HORIZON', filterCriteria }), true);
    await driver.untilOutput(/saw in-too/);
    await stop();
    assert.deepEqual(seen(), ['in', 'in-too']);
  });

  it('takes what batchItemFailures report, and waits for a save behind it', async () => {
    for (const key of ['a', 'poison', 'b']) await table.put(key);
    const options = { startingPosition: 'TRIM_HORIZON', functionResponseTypes: ['ReportBatchItemFailures'] };
    await driver.start(live({ ...options, handler: `${FOLDER}/handler.partial` }), true);
    await driver.untilOutput(/batchItemFailures: record 2 of the batch failed[^]*Waiting: fix the handler/);
    await stop();
  });

  it('stands at a breakpoint while 20 minutes pass and the shard rolls over: nothing is lost, nothing comes twice', async () => {
    await breakAt(handlerFile, "console.log('saw'");
    await driver.start(live({ batchSize: 1 }));
    await driver.untilOutput(/read from LATEST/);
    await table.put('first');
    const at = await driver.nextStop();
    await table.put('second');
    await dynamoDb.triggerShardRollovers();
    await table.put('third');
    // The iterators that the session holds are older than their 15 minutes now.
    await dynamoDb.dilateEventTimes(20 * 60 * 1000);
    await table.put('fourth');
    await dynamoDb.triggerShardRollovers();
    await table.put('fifth');
    await driver.removeBreakpoints(at);
    await driver.resume(at);
    await driver.untilOutput(/saw fifth/);
    await table.put('last');
    await driver.untilOutput(/saw last[^]*✓ Batch 6/);
    await stop();
    assert.deepEqual(seen(), ['first', 'second', 'third', 'fourth', 'fifth', 'last']);
    assert.match(driver.text(), /Shard \S+: closed and read to its end/);
    assert.doesNotMatch(driver.text(), /no longer has the records|timed out|✗/);
  });

  describe('that waits for chosen records', () => {
    it('stops at a breakpoint for the chosen one alone', async () => {
      await breakAt(handlerFile, "console.log('saw'");
      for (const key of ['a', 'chosen', 'b']) await table.put(key);
      await driver.start(live({ startingPosition: 'TRIM_HORIZON', stopOn: { key: { pk: 'chosen' } } }));
      const at = await driver.nextStop();
      assert.equal(await driver.evaluate(at, 'key'), "'chosen'");
      assert.equal(await driver.evaluate(at, 'event.Records.length'), '1');
      assert.match(driver.text(), /Waiting for the record \{"pk":"chosen"\}; all others run through/);
      await driver.resume(at);
      await driver.untilOutput(/saw b/);
      await table.put('c');
      await driver.untilOutput(/saw c/);
      await table.delete('chosen');
      const again = await driver.nextStop();
      assert.equal(await driver.evaluate(again, 'key'), "'chosen'");
      await driver.resume(again);
      await driver.untilOutput(/(✓[^]*){5}/);
      await stop();
      assert.deepEqual(seen(), ['a', 'chosen', 'b', 'c', 'chosen']);
    });

    it('stops before the handler where no breakpoint is set', async () => {
      await driver.start(
        live({ stopOn: { pattern: { dynamodb: { Keys: { pk: { S: [{ prefix: 'ch' }] } } } } } }),
      );
      await driver.untilOutput(/read from LATEST/);
      await table.put('a');
      await driver.untilOutput(/saw a/);
      await table.put('chosen');
      const at = await driver.nextStop();
      assert.equal(at.file, handlerFile);
      await driver.resume(at);
      await driver.untilOutput(/saw chosen/);
      await table.put('b');
      await driver.untilOutput(/saw b/);
      await stop();
    });

    it('stops there as well if the chosen record is the first that the handler gets', async () => {
      await table.put('chosen');
      await driver.start(live({ startingPosition: 'TRIM_HORIZON', stopOn: { key: { pk: 'chosen' } } }));
      const at = await driver.nextStop();
      assert.equal(at.file, handlerFile);
      await driver.resume(at);
      await driver.untilOutput(/✓ Batch 1/);
      await stop();
    });
  });

  it('refuses captures beside a stream with a sentence, and starts nothing', async () => {
    assert.equal(await driver.start(live({ captures: ['a.json'] })), false);
  });
});
