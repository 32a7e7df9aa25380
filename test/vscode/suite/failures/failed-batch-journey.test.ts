/**
 * Three batches that Lambda gave up, from the document that each left to a breakpoint on its first record, to the record
 * that fails, and back to Lambda: in the real VS Code, by the commands that its menus call.
 */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { POISON_SCHEME } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { deployOrders, mendHandler } from '../../../support/failed-batches/deployed-orders';
import { SAMPLE_HANDLER } from '../../../support/failed-batches/failed-orders';
import { messagesLeft } from '../../../support/failed-batches/waiting-documents';
import { DebugDriver, breakAt, clearBreakpoints } from '../debugging/debug-driver';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const FIRST_LINE = 'const change = projection.apply(record);';
/** Without their leading zeros: the debugger cuts long texts. */
const SEQUENCE_NUMBERS = 'event.Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber)).join(" ")';

describe('a failed batch', () => {
  let scene: FailedBatchScene;
  let driver: DebugDriver;

  before(async () => {
    scene = await FailedBatchScene.start();
  });
  after(() => scene.stop());
  beforeEach(() => {
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
    scene.reset();
  });

  /** The command stands at the handler's first line for the first record, with the records of the range. */
  async function debug(batch: FailedBatchNode, range: number): Promise<void> {
    const line = await breakAt(inWorkspace('src', 'handler.ts'), FIRST_LINE);
    scene.dialogs.answer(/values of the deployed function/, 'Go On Without Them');
    await vscode.commands.executeCommand('streamTriggers.debugFailedBatch', batch);
    const at = await driver.nextStop();
    const numbers = scene.orders.ranges[range]?.sequenceNumbers ?? [];
    assert.deepEqual([at.file, at.line], [inWorkspace('src', 'handler.ts'), line]);
    assert.equal(await driver.evaluate(at, 'record.dynamodb.SequenceNumber'), `'${numbers[0]}'`);
    assert.equal(await driver.evaluate(at, SEQUENCE_NUMBERS), `'${numbers.map(Number).join(' ')}'`);
  }

  for (const [range, place] of (['queue', 'bucket'] as const).entries())
    it(`in a ${place} stands at a breakpoint on its first record after one command`, async () => {
      const batch = (await scene.batchesIn(place))[range];
      assert.ok(batch);
      await debug(batch, range);
    });

  it('on the clipboard stands at a breakpoint on its first record', async () => {
    await vscode.env.clipboard.writeText(scene.orders.notifications[2] ?? '');
    await vscode.commands.executeCommand('streamTriggers.openFailedBatchFromClipboard');
    const batch = (await scene.batchesIn('text'))[2];
    assert.ok(batch);
    await debug(batch, 2);
  });

  it('names the record that makes the handler fail', async () => {
    const batch = (await scene.batchesIn('queue'))[0];
    scene.dialogs.answer(/environment/, 'Go On Without Them');
    scene.questions.answer(/run on parts of the batch/, 'Warm process (fast)');
    await vscode.commands.executeCommand('streamTriggers.findPoisonRecord', batch);
    const { poison, poisonPk } = scene.orders.ranges[0] ?? {};
    const document = vscode.window.visibleTextEditors
      .map((editor) => editor.document)
      .find(({ uri }) => uri.scheme === POISON_SCHEME);
    const text = document?.getText() ?? '';
    assert.match(text, new RegExp(`^Sequence number: ${poison ?? ''}$`, 'm'));
    assert.match(text, new RegExp(`^Key: .*"pk":"${poisonPk ?? ''}"`, 'm'));
    assert.match(text, /order-totals\.ts:\d+/);
    const { message } = await scene.dialogs.until(/make.* fail/);
    assert.match(message, new RegExp(`${poisonPk ?? ''}.*TypeError`));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('stays where it is while the deployed function fails', async () => {
    await scene.cloud.functions.run('orders', SAMPLE_HANDLER);
    const [batch] = await scene.batchesIn('queue');
    scene.dialogs.answer(/^Send 50 records to function orders:live in 1 invocation/, 'Redrive');
    await vscode.commands.executeCommand('streamTriggers.redriveFailedBatch', batch);
    const { message } = await scene.dialogs.until(/^Not all was redriven/);
    assert.match(message, /TypeError/);
    assert.equal(await messagesLeft(scene.cloud, scene.orders.queue.destinationArn), 3);
    assert.equal(scene.cloud.functions.invocations('orders').length, 1);
  });

  it('goes through the local handler once that is mended', async () => {
    mendHandler(inWorkspace());
    const [batch] = await scene.batchesIn('queue');
    scene.dialogs.answer(/values of the deployed function/, 'Go On Without Them');
    await vscode.commands.executeCommand('streamTriggers.replayFailedBatch', batch);
    await driver.end();
    const { labels } = await scene.dialogs.until(/went through the local handler/);
    assert.deepEqual(labels, ['Redrive to Lambda…']);
  });

  it('is redriven with all others: throttled, refused for its size and in parts, each record once and in order', async () => {
    const { cloud, orders } = scene;
    const failOnce = [orders.ranges[1]?.sequenceNumbers[20] ?? ''];
    const deployed = await deployOrders(cloud, 'orders', { folder: inWorkspace(), failOnce });
    cloud.disturbances.throttle('lambda:InvokeFunction', 1, 1);
    cloud.disturbances.fail(
      'lambda:InvokeFunction',
      { status: 413, type: 'RequestTooLargeException', message: 'Request must be smaller' },
      1,
    );
    // Of the redrive that failed.
    scene.dialogs.answer(/^An earlier redrive/, 'Forget It and Begin Anew');
    scene.dialogs.answer(/^Send 150 records of 3 batches/, 'Redrive, Stop at First Failure');
    const destination = await scene.destination(orders.queue);
    await vscode.commands.executeCommand('streamTriggers.redriveAllFailedBatches', destination);
    await scene.dialogs.until(/^Redriven to function orders:live/);
    const all = orders.ranges.flatMap(({ sequenceNumbers }) => sequenceNumbers);
    assert.deepEqual(deployed.handled(), all);
    assert.equal(await messagesLeft(cloud, orders.queue.destinationArn), 0);
    const told = cloud.functions.invocations('orders').map(({ qualifier, outcome }) => [qualifier, outcome]);
    assert.deepEqual(
      told,
      told.map(() => ['live', 'succeeded']),
    );
    // The first in two halves, the second once more from the reported record on.
    assert.equal(told.length, 5);
  });
});
