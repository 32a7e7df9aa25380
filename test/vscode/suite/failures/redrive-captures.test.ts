/** A captured batch on Lambda itself, an object that is marked after success, and a connection that may change nothing. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import * as vscode from 'vscode';
import { commandIds } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { deployOrders, mendHandler } from '../../../support/failed-batches/deployed-orders';
import { SAMPLE_HANDLER } from '../../../support/failed-batches/failed-orders';
import { storedDocuments } from '../../../support/failed-batches/waiting-documents';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

describe('batches sent to Lambda from a capture and from a bucket', () => {
  let scene: FailedBatchScene;
  /** In the queue. */
  let waiting: FailedBatchNode;
  let folder: string;
  const { showQuickPick } = vscode.window;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 60, batchSize: 20, failingBatches: [1] });
    const [node] = await scene.batchesIn('queue');
    assert.ok(node);
    waiting = node;
    folder = await fs.mkdtemp(path.join(inWorkspace(), 'deployed-'));
    await fs.cp(SAMPLE_HANDLER.folder, folder, { recursive: true });
    mendHandler(folder);
  });
  after(async () => {
    await fs.rm(folder, { recursive: true, force: true });
    await fs.rm(inWorkspace('.stream-triggers', 'redrives'), { recursive: true, force: true });
    await scene.stop();
  });
  afterEach(() => {
    Object.assign(vscode.window, { showQuickPick });
    scene.reset();
  });

  const numbers = (): readonly string[] => scene.orders.ranges[0]?.sequenceNumbers ?? [];

  /** As the menu of the view passes it. */
  async function savedCapture(): Promise<unknown> {
    await vscode.commands.executeCommand(commandIds.saveFailedBatch, waiting);
    const failed = inWorkspace('.stream-triggers', 'captures', 'failed');
    const [name = ''] = (await fs.readdir(failed)).filter((one) => one.endsWith('.json'));
    const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
    return { kind: 'capture', folder: workspaceFolder, capture: { file: path.join(failed, name) } };
  }

  it('run a capture on the chosen function, each record once and in order', async () => {
    const deployed = await deployOrders(scene.cloud, 'orders', { folder });
    const capture = await savedCapture();
    scene.questions.answer(/^Which function\?/, 'orders:live');
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.runCaptureOnLambda, capture);
    const { message, detail } = await scene.dialogs.until(/^Send /);
    assert.equal(message, 'Send 20 records to function orders:live in 1 invocation?');
    assert.match(detail, /alias "live" of the function: version \S+, or whichever it routes/);
    assert.match(detail, /The captured batch goes in one invocation/);
    assert.match(detail, /What fails is not sent again by itself/);
    await scene.dialogs.until(/^Redriven to function orders:live\. 20 of 20 records/);
    assert.deepEqual(deployed.handled(), numbers());
  });

  it('say of a capture that an earlier run of it was interrupted, and go on with that', async () => {
    const deployed = await deployOrders(scene.cloud, 'orders', { folder });
    const capture = await savedCapture();
    scene.cloud.disturbances.loseAnswer('lambda:InvokeFunction');
    scene.questions.answer(/^Which function\?/, 'orders:live');
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.runCaptureOnLambda, capture);
    await scene.dialogs.until(/^Has function orders:live handled records 1 to 20\?$/);
    await scene.dialogs.until(/^Not all was redriven/);
    assert.deepEqual(deployed.handled(), numbers());
    scene.questions.answer(/^Which function\?/, 'orders:live');
    scene.dialogs.answer(/^An earlier redrive to function orders:live was not finished/, 'Resume Redrive');
    scene.dialogs.answer(/^Has function/, 'Count as Done');
    await vscode.commands.executeCommand(commandIds.runCaptureOnLambda, capture);
    await scene.dialogs.until(/^Redriven to function orders:live\./);
    assert.deepEqual(deployed.handled(), numbers());
  });

  it('mark the object when all of it has succeeded', async () => {
    const name = scene.orders.bucket.functionName;
    const deployed = await deployOrders(scene.cloud, name, { folder });
    const titles: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
        titles.push(options.title ?? '');
        return Promise.resolve(items.find(({ label }) => label === 'Mark'));
      },
    });
    scene.dialogs.answer(/^Send /, 'Redrive');
    const [node] = await scene.batchesIn('bucket');
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, node);
    await scene.dialogs.until(/^Redriven to function/);
    assert.match(titles[0] ?? '', /^What becomes of the object in bucket \S+ after success\?$/);
    assert.deepEqual(deployed.handled(), numbers());
    const [document] = await storedDocuments(scene.cloud, scene.orders.bucket.destinationArn);
    assert.ok(document?.at.kind === 'bucket');
    const s3 = new S3Client(setUpClient(scene.cloud));
    const Bucket = document.at.bucketArn.replace('arn:aws:s3:::', '');
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: document.at.key }));
    s3.destroy();
    assert.deepEqual(TagSet, [{ Key: 'stream-triggers', Value: 'redriven' }]);
  });

  it('ask nothing on a connection that is read-only', async () => {
    const connection = { ...waiting.connection, isReadOnly: true, id: 'read-only' };
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, { ...waiting, connection });
    await scene.dialogs.until(/not done, because the connection "Shop" is read-only/);
    assert.equal(scene.dialogs.shown.length, 1);
    assert.deepEqual(scene.cloud.functions.invocations('orders'), []);
  });
});
