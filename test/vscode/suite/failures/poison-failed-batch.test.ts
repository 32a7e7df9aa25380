/** Find Poison Record on a batch that Lambda has given up, as a person clicks it. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { POISON_SCHEME, commandIds } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { DebugDriver, breakAt, clearBreakpoints } from '../debugging/debug-driver';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

describe('Find Poison Record on a failed batch', () => {
  let scene: FailedBatchScene;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 100, batchSize: 20, failingBatches: [1, 3] });
  });
  after(() => scene.stop());
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    clearBreakpoints();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await scene.forgetCaptures();
    scene.reset();
  });

  async function search(node: FailedBatchNode | undefined): Promise<vscode.TextDocument> {
    scene.dialogs.answer(/Use the values of the deployed function/, 'Go On Without Them');
    scene.questions.answer(/run on parts of the batch/, 'Warm process (fast)');
    await vscode.commands.executeCommand(commandIds.findPoisonRecord, node);
    const editors = vscode.window.visibleTextEditors;
    const document = editors.find(({ document: { uri } }) => uri.scheme === POISON_SCHEME)?.document;
    assert.ok(document, JSON.stringify(scene.dialogs.shown));
    return document;
  }

  it('saves the batch, and names the record, the function and what Lambda said of the batch', async () => {
    for (const [place, name] of [
      ['queue', scene.orders.queue.functionName],
      ['bucket', scene.orders.bucket.functionName],
    ] as const) {
      const [node] = await scene.batchesIn(place);
      const [range] = scene.orders.ranges;
      assert.ok(node && range);
      const text = (await search(node)).getText();
      assert.match(text, new RegExp(`^# Poison records of ${name}$`, 'm'));
      assert.match(
        text,
        new RegExp(`^INSERT .*${range.poisonPk}.* makes ${name} fail: TypeError: Cannot read`, 'm'),
      );
      assert.match(text, new RegExp(`^Sequence number: ${range.poison}$`, 'm'));
      assert.match(text, /^Table Orders, shard shardId-\S+, sequence numbers \d+ to \d+\.$/m);
      assert.match(text, /^Given up by Lambda at \S+Z: RetryAttemptsExhausted after 2 invocations\.$/m);
      assert.match(text, /^The batch has 20 records; 1\d runs in /m);
      assert.match(text, /a timeout of 10 s\.$/m);
      assert.match(text, /^Without what is listed here the batch passes\.$/m);
      assert.match(text, /^ {4}at lineTotal .*src\/order-totals\.ts:\d+:\d+\)$/m);
      const saved = await fs.readdir(inWorkspace('.stream-triggers', 'captures', 'failed'));
      const [, capture = ''] = /^Captured batch: (.+)$/m.exec(text) ?? [];
      assert.ok(saved.includes(capture), saved.join());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('debugs just the record that it has found', async () => {
    const [, node] = await scene.batchesIn('queue');
    const [, range] = scene.orders.ranges;
    const document = await search(node);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const debug = lenses.find(({ command }) => command?.command === commandIds.debugPoisonRecord)?.command;
    assert.ok(debug?.arguments);
    const driver = new DebugDriver();
    try {
      await breakAt(inWorkspace('src', 'handler.ts'), 'projection.apply(record)');
      await vscode.commands.executeCommand(debug.command, ...(debug.arguments as unknown[]));
      const stop = await driver.nextStop();
      const sequenceNumbers = 'event.Records.map((each) => each.dynamodb.SequenceNumber).join()';
      assert.equal(await driver.evaluate(stop, sequenceNumbers), `'${String(range?.poison)}'`);
    } finally {
      await vscode.debug.stopDebugging();
      await driver.end();
      driver.dispose();
    }
  });
});
