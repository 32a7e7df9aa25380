/** What the view "Failed Batches" shows of queues, buckets and topics, and what it asks for that. */
import * as assert from 'node:assert/strict';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import { readFailedBatches } from '../../../../src/failed-batches/documents/read-failed-batches';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { SavedBatches } from '../../../../src/vscode/views/failed-batches/saved-batches';
import { triggerFailures } from '../../../../src/vscode/views/failed-batches/trigger-failures';
import { visibleMessages } from '../../../support/failed-batches/waiting-documents';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import {
  BUCKET_ROW,
  FailuresViewScene,
  HOUR_MS,
  QUEUE_ROW,
  TOPIC_ROW,
  batchesIn,
} from './failed-batches-view-scene';
import { type ShownFailures, rowOf } from './shown-failures';

describe('the view "Failed Batches"', () => {
  let scene: FailuresViewScene;
  let shown: ShownFailures;

  before(async () => {
    scene = await FailuresViewScene.start();
  });
  after(() => scene.stop());

  /** Moves the time to when the first records of all batches are that old, and half a minute older. */
  function setAge(hours: number): void {
    const arrived = scene.orders.queue.givenUp.map(({ document }) =>
      Date.parse(document.DDBStreamBatchInfo.approximateArrivalOfFirstRecord),
    );
    shown.clock.aheadMs = Math.min(...arrived) + hours * HOUR_MS + 30_000 - Date.now();
  }

  beforeEach(() => {
    shown = scene.open();
  });
  afterEach(() => scene.reset());

  it('asks nothing before somebody looks, and lists triggers once', async () => {
    assert.deepEqual(scene.cloud.calls.actions, []);
    await shown.rows();
    await shown.rows(QUEUE_ROW);
    assert.equal(scene.cloud.calls.count('lambda:ListEventSourceMappings'), 1);
  });

  it('shows each destination with depth and retention', async () => {
    await shown.rows(QUEUE_ROW);
    await shown.rows(BUCKET_ROW);
    const rows = await shown.rows();
    assert.deepEqual(
      rows.map(({ label, description, context }) => [label, description, context]),
      [
        [QUEUE_ROW, 'queue orders-failures · about 3 wait · kept for 4 d', 'failureDestination'],
        [BUCKET_ROW, 'bucket orders-failures · 3 documents', 'failureDestination'],
        [TOPIC_ROW, 'topic orders-mail', 'unreadableDestination'],
      ],
    );
  });

  it('shows the batches of a queue in words and gives their messages back at once', async () => {
    const rows = await shown.rows(QUEUE_ROW);
    assert.equal((await visibleMessages(scene.cloud, scene.orders.queue.destinationArn)).length, 3);
    assert.equal(rows.length, 3);
    const [row] = rows;
    assert.ok(row);
    assert.equal(row.label, '23 h left');
    assert.match(
      row.description,
      /^20 records · .+ · retries used up · unhandled error · 2 invocations · shard [0-9a-z]+$/,
    );
    assert.deepEqual(
      [row.context, row.icon, row.color, row.command?.command],
      ['failureUnsaved', 'history', 'testing.iconPassed', 'streamTriggers.showFailureDocument'],
    );
    assert.ok(row.spoken.startsWith('Failed batch of Orders → orders:live, 23 h left'), row.spoken);
    for (const part of [
      scene.orders.streamArn,
      scene.orders.shardId,
      'RetryAttemptsExhausted',
      'may be trimmed',
    ])
      assert.ok(row.tooltip.includes(part), row.tooltip);
    assert.equal(scene.cloud.calls.count('sqs:DeleteMessage'), 0);
    await shown.rows(QUEUE_ROW);
    assert.equal(scene.cloud.calls.count('sqs:GetQueueAttributes'), 1);
  });

  it('says by colour and in words what is left as time passes', async () => {
    const told = async (hours: number): Promise<readonly (string | undefined)[]> => {
      setAge(hours);
      const [row] = await shown.rows(QUEUE_ROW);
      return [row?.icon, row?.color, row?.label];
    };
    assert.deepEqual(await told(20.5), ['warning', 'problemsWarningIcon.foreground', '3 h left']);
    assert.deepEqual(await told(23.5), ['error', 'problemsErrorIcon.foreground', '29 min left']);
    assert.deepEqual(await told(25), ['circle-slash', 'disabledForeground', 'Trimmed']);
  });

  it('shows a check at what is saved, also where records are missing', async () => {
    const [first, second] = await shown.rows(QUEUE_ROW);
    for (const [index, one] of [first, second].entries())
      if (one?.row.kind === 'awsFailedBatch')
        shown.stored.push({
          ...{ batch: one.row.batch, at: one.row.at, captureFile: '/nowhere', recordCount: 20 },
          ...(index === 1 && { incomplete: 'Seven records are lost.' }),
        });
    await shown.failures.saved.reload();
    const rows = await shown.rows(QUEUE_ROW);
    assert.deepEqual(
      rows.map(({ icon, color, context }) => [icon, color, context]),
      [
        ['check', 'testing.iconPassed', 'failureSaved'],
        ['check', 'problemsWarningIcon.foreground', 'failureSaved'],
        ['history', 'testing.iconPassed', 'failureUnsaved'],
      ],
    );
    assert.match(rows[1]?.tooltip ?? '', /Seven records are lost\./);
  });

  it('does not forget what is saved while the folders are read again', async () => {
    const [first] = await shown.rows(QUEUE_ROW);
    assert.ok(first?.row.kind === 'awsFailedBatch');
    const { batch, at } = first.row;
    const saved = { batch, at, captureFile: '/nowhere', recordCount: 20 };
    // The folder is listed before the file is there.
    let list: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (list = resolve));
    const store = { list: () => held.then(() => []), find: () => Promise.resolve(saved) };
    const batches = new SavedBatches(
      () => store,
      () => undefined,
      (error) => assert.fail(String(error)),
    );
    const reading = batches.load();
    const told = batches.saved({ batch, at });
    list();
    await Promise.all([reading, told]);
    assert.equal(batches.get(batch.id), saved);
  });

  it('shows the objects of a bucket, the newest first, which carry their records', async () => {
    const rows = await shown.rows(BUCKET_ROW);
    const keys = rows.map(({ row }) =>
      row.kind === 'awsFailedBatch' && row.at.kind === 'bucket' ? row.at.key : '',
    );
    assert.equal(keys.length, 3);
    assert.ok(
      keys.every((key) => key.startsWith(`aws/lambda/${scene.orders.bucket.uuid}/${scene.orders.shardId}/`)),
    );
    const timeOf = (key: string): string => key.split('/').at(-1)?.slice(0, 19) ?? '';
    assert.deepEqual(keys.map(timeOf), keys.map(timeOf).sort().reverse());
    assert.deepEqual(
      rows.map(({ icon, label }) => [icon, label]),
      Array(3).fill(['archive', 'With its records']),
    );
  });

  it('leaves a large object unread until it is opened', async () => {
    const Key = `aws/lambda/${scene.orders.bucket.uuid}/${scene.orders.shardId}/2026/01/02/2026-01-02T03.04.05-large`;
    const text = JSON.stringify({
      ...JSON.parse(scene.documentText({})),
      payload: { Records: [], x: 'x'.repeat(600_000) },
    });
    const s3 = new S3Client(setUpClient(scene.cloud));
    await s3.send(new PutObjectCommand({ Bucket: 'orders-failures', Key, Body: text }));
    s3.destroy();
    const row = (await shown.rows(BUCKET_ROW)).find(({ description }) =>
      description.startsWith('not read yet'),
    );
    assert.ok(row);
    assert.match(row.description, /586\.\d KB/);
    assert.ok(row.row.kind === 'storedFailure');
    assert.equal(scene.cloud.calls.count('s3:GetObject'), 3);
  });

  it("tells a trigger's row how many wait and when the first is trimmed, as far as that is known", async () => {
    const summaries = triggerFailures(shown.failures);
    await shown.rows();
    const { row } = rowOf(await shown.rows(), QUEUE_ROW);
    assert.ok(row.kind === 'failureDestination');
    const summary = (): unknown => summaries.summaryOf(scene.connection, row.trigger);
    assert.deepEqual(summary(), { text: 'Look for failed batches', severity: 'none' });
    let changes = 0;
    const subscription = summaries.onDidChange(() => (changes += 1));
    await shown.rows(QUEUE_ROW);
    assert.deepEqual(summary(), {
      text: 'Failed batches · 3 · soonest trimmed in 23 h',
      severity: 'none',
    });
    setAge(23.5);
    assert.deepEqual(summary(), {
      text: 'Failed batches · 3 · soonest trimmed in 29 min',
      severity: 'error',
    });
    const [first] = await shown.rows(QUEUE_ROW);
    assert.ok(first?.row.kind === 'awsFailedBatch');
    await shown.failures.remove(first.row);
    assert.ok(changes > 0);
    assert.match(JSON.stringify(summary()), /Failed batches · 2 · /);
    subscription.dispose();
    const { trigger } = row;
    assert.equal(summaries.summaryOf(scene.connection, { ...trigger, uuid: 'another' }), undefined);
  });

  it('says what a topic can not tell, with a way to open a notification', async () => {
    const [row] = await shown.rows(TOPIC_ROW);
    assert.match(row?.label ?? '', /can not be looked into/);
    assert.equal(row?.command?.command, 'streamTriggers.openFailedBatchFromClipboard');
  });

  it('shows triggers without a destination that seem stuck', async () => {
    scene.addTrigger('stuck', { LastProcessingResult: 'PROBLEM: Function call failed' });
    scene.addTrigger('fine', { LastProcessingResult: 'OK' });
    const rows = await shown.rows();
    const row = rowOf(rows, 'Orders → stuck');
    assert.deepEqual(
      [row.context, row.icon, row.color, row.description],
      [
        ...['stuckTrigger', 'error', 'problemsErrorIcon.foreground'],
        'seems stuck · PROBLEM: Function call failed',
      ],
    );
    assert.ok(rows.every(({ label }) => label !== 'Orders → fine'));
  });

  it('groups by connection where there are several, each with what is wrong there', async () => {
    const away: AwsConnection = { ...scene.connection, id: 'away', name: 'Away', region: 'us-east-1' };
    const shown = scene.open(away);
    assert.deepEqual(
      (await shown.rows()).map(({ label }) => label),
      ['Shop', 'Away'],
    );
    assert.equal((await shown.rows('Shop')).length, 3);
    assert.match(
      (await shown.rows('Away'))[0]?.label ?? '',
      /^No trigger here has an on-failure destination/,
    );
  });

  it('puts the first to be trimmed first of what was opened from texts', async () => {
    const hours = [3, 20, 11];
    const nodes = hours.map((arrivedHoursAgo): FailedBatchNode => {
      const text = scene.documentText({ requestId: `${arrivedHoursAgo}`, arrivedHoursAgo });
      const read = readFailedBatches(text);
      assert.ok(read.kind === 'failedBatches');
      const { connection } = scene;
      return { kind: 'awsFailedBatch', connection, batch: read.batches[0], at: { kind: 'text' } };
    });
    await shown.failures.open(nodes);
    assert.deepEqual(
      batchesIn(await shown.rows()).map(({ label }) => label),
      ['3 h left', '12 h left', '20 h left'],
    );
    for (const node of nodes) await shown.failures.remove(node);
  });

  it('keeps what was opened from a text over a reload, with its trigger', async () => {
    const [node] = await shown.rows(QUEUE_ROW);
    assert.ok(node?.row.kind === 'awsFailedBatch');
    const { batch } = node.row;
    await shown.failures.open([
      { kind: 'awsFailedBatch', connection: scene.connection, batch, at: { kind: 'text' } },
    ]);
    const again = scene.reopen(shown);
    const [row] = await again.rows();
    assert.ok(row?.row.kind === 'awsFailedBatch');
    assert.deepEqual(
      [row.context, row.row.batch, row.row.trigger?.uuid],
      ['failureOpened', batch, scene.orders.queue.uuid],
    );
    await shown.failures.remove(row.row);
    assert.equal((await shown.rows())[0]?.row.kind, 'failureDestination');
  });
});
