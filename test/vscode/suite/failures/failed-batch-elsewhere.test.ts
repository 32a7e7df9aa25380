/** A notification of another account, from the clipboard to a breakpoint and back, on a connection that is added for it. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { readFailedBatches } from '../../../../src/failed-batches/documents/read-failed-batches';
import { readConnections } from '../../../../src/triggers/connections/read-connections';
import { commandIds } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { deployOrders, mendHandler } from '../../../support/failed-batches/deployed-orders';
import { type TestCloud, startTestCloud } from '../../../support/test-cloud/test-cloud';
import { DebugDriver, breakAt, clearBreakpoints } from '../debugging/debug-driver';
import { configure } from '../sidebar/deployed-triggers';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const ELSEWHERE = '444455556666';

describe('a failed batch of another account', () => {
  let scene: FailedBatchScene;
  let driver: DebugDriver;
  /** All that the window knows: another account, in the same region. */
  let home: TestCloud;

  before(async () => {
    home = await startTestCloud({ synthetic: { tables: 1, mappings: 0 } });
    const written = { writes: 50, batchSize: 10, failingBatches: [1, 3] };
    scene = await FailedBatchScene.start(written, { account: { accountId: ELSEWHERE } });
    await configure('streamTriggers.connections', [
      { name: 'Home', endpointUrl: home.endpoint, region: 'eu-west-1' },
    ]);
  });
  after(async () => {
    await scene.stop();
    await home.stop();
  });
  beforeEach(() => {
    clearBreakpoints();
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
    await scene.forgetCaptures();
    scene.reset();
  });

  it('goes from the clipboard to a breakpoint, with its trigger’s options, and is redriven there', async () => {
    const [notification = ''] = scene.orders.notifications;
    const [range] = scene.orders.ranges;
    assert.ok(range);
    const file = inWorkspace('src', 'handler.ts');
    const line = await breakAt(file, 'projection.apply(record)');
    scene.dialogs.answer(/^No connection reads the stream/, 'Add Connection…');
    scene.questions.answer(/credentials/, 'A local endpoint…');
    scene.questions.answer(/URL of the endpoint/, scene.cloud.endpoint);
    scene.questions.answer(/^Region/, 'eu-west-1');
    scene.questions.answer(/Name of the connection/, 'Elsewhere');
    scene.questions.answer(/changed through this connection/, 'Changes are allowed');
    scene.dialogs.answer(/Use the values of the deployed function/, 'Go On Without Them');
    await vscode.env.clipboard.writeText(`From: AWS Notifications\n\n${notification}\n`);
    await vscode.commands.executeCommand(commandIds.debugFailedBatchFromClipboard);
    const stop = await driver.nextStop();
    assert.match(scene.dialogs.shown[0]?.detail ?? '', new RegExp(`account ${ELSEWHERE}`));
    assert.deepEqual([stop.file, stop.line], [file, line]);
    assert.equal(
      await driver.evaluate(stop, 'event.Records.map((each) => each.dynamodb.SequenceNumber).join()'),
      `'${range.sequenceNumbers.join()}'`,
    );
    // Nobody has listed the triggers of that account: its own options are asked for.
    const { configuration } = replayOf(stop.session);
    const { functionResponseTypes, maximumRetryAttempts } = configuration as Record<string, unknown>;
    assert.deepEqual([functionResponseTypes, maximumRetryAttempts], [['ReportBatchItemFailures'], 1]);
    await vscode.debug.stopDebugging();

    const folder = await fs.mkdtemp(inWorkspace('deployed-'));
    try {
      await fs.cp(inWorkspace('src'), `${folder}/src`, { recursive: true });
      mendHandler(folder);
      const deployed = await deployOrders(scene.cloud, 'orders-mail', { folder });
      scene.dialogs.answer(/^Send 10 records to function orders-mail in 1 invocation/, 'Redrive');
      await vscode.commands.executeCommand(commandIds.redriveFailedBatch, openedFrom(notification));
      await scene.dialogs.until(/^Redriven to function orders-mail\. 10 of 10 records/);
      assert.deepEqual(deployed.handled(), range.sequenceNumbers);
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });
});

/** The row of the notification on the connection that was added for it, as a menu passes it: without a trigger. */
function openedFrom(notification: string): FailedBatchNode {
  const entries = vscode.workspace.getConfiguration('streamTriggers').get<unknown>('connections');
  const connection = readConnections(entries).connections.find(({ name }) => name === 'Elsewhere');
  const read = readFailedBatches(notification);
  assert.ok(connection && read.kind === 'failedBatches');
  return { kind: 'awsFailedBatch', connection, batch: read.batches[0], at: { kind: 'text' } };
}

/** The session below which VS Code's JavaScript debugger has its own. */
function replayOf(session: vscode.DebugSession): vscode.DebugSession {
  return session.parentSession === undefined ? session : replayOf(session.parentSession);
}
