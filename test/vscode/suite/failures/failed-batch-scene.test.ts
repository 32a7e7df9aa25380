/** The scene of the suites on failed batches stands in a real VS Code: connection, documents, triggers, handler. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

describe('the scene of failed batches', () => {
  let scene: FailedBatchScene;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 100, batchSize: 20, failingBatches: [1, 3] });
  });
  after(() => scene.stop());
  afterEach(() => scene.reset());

  it('has each failed batch in the queue, in the bucket and as a text', async () => {
    for (const place of ['queue', 'bucket', 'text'] as const) {
      const batches = await scene.batchesIn(place);
      assert.deepEqual(
        batches.map(({ at, batch, trigger }) => [
          at.kind,
          batch.endSequenceNumber,
          batch.batchSize,
          trigger?.streamArn,
        ]),
        scene.orders.ranges.map(({ sequenceNumbers }) => [
          place,
          sequenceNumbers.at(-1),
          20,
          scene.orders.streamArn,
        ]),
      );
      assert.equal(batches[0]?.batch.payload !== undefined, place === 'bucket');
    }
  });

  it('has the connection in the settings and the handler in the folder', async () => {
    const [entry] = vscode.workspace
      .getConfiguration('streamTriggers')
      .get<readonly { readonly endpointUrl: string }[]>('connections', []);
    assert.equal(entry?.endpointUrl, scene.cloud.endpoint);
    for (const file of ['template.yaml', 'src/handler.ts'])
      await vscode.workspace.fs.stat(vscode.Uri.file(inWorkspace(file)));
  });
});
