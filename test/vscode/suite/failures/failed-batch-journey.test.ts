/**
 * Three batches that Lambda gave up, from the document that each left to a breakpoint on its first record, to the record
 * that fails, and back to Lambda: in the real VS Code, by the commands that its menus call.
 */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
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
});
