/** Failed batches saved before their records are trimmed, one and all, and what is done when it is too late. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { readCaptureSummary } from '../../../../src/captures/library/capture-summary';
import type { SavedBatch } from '../../../../src/failed-batches/ports/failed-batch-store';
import { commandIds } from '../../../../src/vscode/contributions';
import type { CapturedFailure } from '../../../../src/vscode/failed-batches/batch-capturing';
import {
  type CapturingParts,
  FailureCapturing,
} from '../../../../src/vscode/failed-batches/failure-capturing';
import type { SaveAllOutcome } from '../../../../src/vscode/failed-batches/save-all';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { configure } from '../sidebar/deployed-triggers';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const DAY_MS = 24 * 60 * 60 * 1000;
const SAVED_FOLDER = path.join('.stream-triggers', 'captures', 'failed');

type Place = 'queue' | 'bucket' | 'text';

describe('saving failed batches', () => {
  let scene: FailedBatchScene;
  const batches = new Map<Place, readonly FailedBatchNode[]>();

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 100, batchSize: 20, failingBatches: [1, 3] });
    // Once: whoever looks into the queue hides its messages from the others for a moment.
    for (const place of ['queue', 'bucket', 'text'] as const)
      batches.set(place, await scene.batchesIn(place));
  });
  after(() => scene.stop());
  beforeEach(() => scene.cloud.calls.clear());
  afterEach(async () => {
    await scene.forgetCaptures();
    scene.reset();
  });

  function batchIn(place: Place, index: number): FailedBatchNode {
    const node = batches.get(place)?.[index];
    assert.ok(node);
    return node;
  }

  const save = (node: FailedBatchNode): Thenable<CapturedFailure | undefined> =>
    vscode.commands.executeCommand(commandIds.saveFailedBatch, node);

  const reads = (): readonly number[] =>
    ['dynamodb:GetShardIterator', 'dynamodb:GetRecords'].map((action) => scene.cloud.calls.count(action));

  async function savedFiles(extension: string): Promise<readonly string[]> {
    const names = await fs.readdir(inWorkspace(SAVED_FOLDER));
    return names.filter((name) => name.endsWith(extension)).sort();
  }

  it('reads one page of its shard, writes a captured batch with its document beside it, and says where', async () => {
    for (const place of ['queue', 'text'] as const) {
      const saved = await save(batchIn(place, 0));
      assert.ok(saved);
      assert.deepEqual(reads(), [1, 1]);
      const summary = await readCaptureSummary(saved.captureFile);
      assert.deepEqual(
        [summary.kind, summary.recordCount, saved.incomplete],
        ['failureDocument', 20, undefined],
      );
      const { payload } = JSON.parse(await fs.readFile(saved.captureFile, 'utf8')) as { payload: string };
      const { Records } = JSON.parse(payload) as {
        Records: readonly { readonly dynamodb: { readonly SequenceNumber: string } }[];
      };
      assert.deepEqual(
        Records.map(({ dynamodb }) => dynamodb.SequenceNumber),
        scene.orders.ranges[0]?.sequenceNumbers,
      );
      const name = path.parse(saved.captureFile).name;
      assert.deepEqual(await savedFiles('.failed-batch'), [`${name}.failed-batch`]);
      const { message } = await scene.dialogs.until(/^20 records are saved in /);
      assert.match(message, new RegExp(name));
      await scene.forgetCaptures();
      scene.reset();
    }
  });

  it('of a document with its records asks nothing of the stream', async () => {
    const saved = await save(batchIn('bucket', 1));
    assert.equal(saved?.recordCount, 20);
    assert.deepEqual(reads(), [0, 0]);
  });

  it('happens once, for two clicks at the same moment and for one later', async () => {
    const node = batchIn('queue', 0);
    const [one, other] = await Promise.all([save(node), save(node)]);
    assert.deepEqual(await save({ ...node, at: { kind: 'text' } }), one);
    assert.deepEqual(other, one);
    assert.deepEqual(reads(), [1, 1]);
    assert.equal((await savedFiles('.json')).length, 1);
  });

  it('is not cancelled with a Save All that was at the same batch', async () => {
    const node = batchIn('queue', 0);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const saved = { ...node, captureFile: '/nowhere', recordCount: 20, folder };
    const abort = new AbortController();
    let finds = 0;
    const store = {
      find: async () => {
        finds += 1;
        if (finds > 1) return saved;
        await new Promise((resolve) => abort.signal.addEventListener('abort', resolve));
        throw abort.signal.reason;
      },
    };
    // Nothing else is asked of what is saved.
    const capturing = new FailureCapturing({ storeOf: () => store } as unknown as CapturingParts);
    const quiet = capturing.captureQuietly(node, folder, { stop: abort.signal, say: () => undefined });
    const clicked = capturing.capture(node, folder);
    abort.abort(new vscode.CancellationError());
    await assert.rejects(quiet, vscode.CancellationError);
    assert.equal((await clicked).captureFile, '/nowhere');
    assert.equal(finds, 2);
  });

  it('waits while a shard has too many readers', async () => {
    scene.cloud.disturbances.throttle('dynamodb:GetRecords', 2);
    const saved = await save(batchIn('queue', 1));
    assert.equal(saved?.recordCount, 20);
    assert.deepEqual(reads(), [1, 3]);
  });

  it('of all that wait goes on where it was cut short, and saves nothing twice', async () => {
    const destination = await scene.destination(scene.orders.queue);
    const saveAll = (): Thenable<SaveAllOutcome | undefined> =>
      vscode.commands.executeCommand(commandIds.saveAllFailedBatches, destination);
    const first = await save(batchIn('queue', 0));
    scene.cloud.disturbances.deny('dynamodb:GetShardIterator');
    const failing = await saveAll();
    assert.ok(failing);
    assert.deepEqual([failing.saved.length, failing.lost.length], [1, 0]);
    const kept = failing.total - 1;
    assert.deepEqual(
      [...failing.failed.values()].reduce((sum, nodes) => sum + nodes.length, 0),
      kept,
    );
    await scene.dialogs.until(
      new RegExp(`^1 of ${failing.total} failed batches are saved as captured batches\\. `),
    );

    scene.cloud.disturbances.restore();
    scene.cloud.calls.clear();
    const again = await saveAll();
    assert.deepEqual([again?.saved.length, again?.failed.size, again?.cutShort], [failing.total, 0, false]);
    assert.deepEqual(reads(), [kept, kept]);
    assert.ok(again?.saved.some(({ captureFile }) => captureFile === first?.captureFile));
    await scene.dialogs.until(
      new RegExp(`^All ${failing.total} failed batches are saved as captured batches\\.$`),
    );
    scene.cloud.calls.clear();
    await saveAll();
    assert.deepEqual(reads(), [0, 0]);
    assert.equal((await savedFiles('.json')).length, failing.total);
  });

  it('of all in a bucket takes those too that no list shows', async () => {
    await configure('streamTriggers.failedBatchesShown', 1);
    try {
      const destination = await scene.destination(scene.orders.bucket);
      const outcome = await vscode.commands.executeCommand<SaveAllOutcome | undefined>(
        commandIds.saveAllFailedBatches,
        destination,
      );
      assert.deepEqual(
        outcome?.saved.map(({ batch }) => batch.startSequenceNumber).sort(),
        batches
          .get('bucket')
          ?.map(({ batch }) => batch.startSequenceNumber)
          .sort(),
      );
      assert.deepEqual(reads(), [0, 0]);
    } finally {
      await configure('streamTriggers.failedBatchesShown', undefined);
    }
  });

  it('that comes too late says so, and reconstructs what it is told to, marked', async () => {
    const node = batchIn('queue', 0);
    await scene.cloud.localDynamoDb.dilateEventTimes(DAY_MS + 60_000);
    assert.equal(await save(node), undefined);
    const { labels } = await scene.dialogs.until(
      /^All 20 records are lost: the stream keeps records for 24 hours\.$/,
    );
    assert.ok(labels.includes('Reconstruct Lost Records…'));
    assert.deepEqual(scene.dialogs.shown.length, 1);

    const poisonPk = scene.orders.ranges[0]?.poisonPk ?? '';
    const keys = JSON.stringify([{ pk: poisonPk, sk: 'ORDER' }, 'ORDER#none / ORDER']);
    scene.questions.answer(/^Key of the item: a value for "pk" \/ "sk"/, keys);
    scene.dialogs.answer(/^Reconstruct 2 records from table "Orders"\?$/, 'Reconstruct');
    const saved = await vscode.commands.executeCommand<SavedBatch | undefined>(
      commandIds.reconstructRecords,
      node,
    );
    assert.match(saved?.captureFile ?? '', /-reconstructed\.json$/);
    assert.match(saved?.incomplete ?? '', /2 records are reconstructed from the table as it is now/);
    const { payload } = JSON.parse(await fs.readFile(saved?.captureFile ?? '', 'utf8')) as {
      payload: string;
    };
    const { Records } = JSON.parse(payload) as {
      Records: readonly {
        eventID: string;
        eventName: string;
        dynamodb: { NewImage?: { pk: { S: string } } };
      }[];
    };
    assert.deepEqual(
      Records.map(({ eventID, eventName, dynamodb }) => [
        eventID.startsWith('reconstructed-'),
        eventName,
        dynamodb.NewImage?.pk.S,
      ]),
      [
        [true, 'MODIFY', poisonPk],
        [true, 'REMOVE', undefined],
      ],
    );
    const found = await save(node);
    assert.equal(found?.captureFile, saved?.captureFile);
  });
});
