/** How the view "Failed Batches" looks into queues: shared ones, counted ones, full ones, and ones that refuse. */
import * as assert from 'node:assert/strict';
import { awsFailureQueues } from '../../../../src/aws/failed-batches/failure-queues';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { visibleMessages } from '../../../support/failed-batches/waiting-documents';
import { createQueue } from '../../../support/test-cloud/deployed-resources';
import { configure } from '../sidebar/deployed-triggers';
import {
  BUCKET_ROW,
  FailuresViewScene,
  QUEUE_ROW,
  batchesIn,
  functionArn,
  sentTo,
} from './failed-batches-view-scene';
import { type ShownFailures, rowOf } from './shown-failures';

const SETTING = 'streamTriggers.failedBatchesShown';

describe('the view "Failed Batches" looks into a queue', () => {
  let scene: FailuresViewScene;
  let shown: ShownFailures;

  before(async () => {
    scene = await FailuresViewScene.start();
  });
  after(() => scene.stop());
  beforeEach(() => {
    shown = scene.open();
  });
  afterEach(async () => {
    scene.reset();
    await configure(SETTING, undefined);
  });

  it('does not look into a queue that counts looks before that is agreed to', async () => {
    const dead = await createQueue(scene.cloud, 'counted-dead');
    const queueArn = await createQueue(scene.cloud, 'counted', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 3 }),
    });
    await scene.send(queueArn, scene.documentText({}));
    scene.addTrigger('orders', sentTo(queueArn));
    const label = 'Orders → orders';
    const [closed] = await shown.rows(label);
    assert.match(closed?.label ?? '', /^Not looked into: each look counts/);
    assert.match(closed?.tooltip ?? '', /counted-dead when it has been received 3 times/);
    assert.equal(closed?.command?.command, 'streamTriggers.peekQueue');
    const row = rowOf(await shown.rows(), label);
    assert.deepEqual([row.context, row.icon], ['failureDestinationClosed', 'lock']);
    assert.match(row.description, /not looked into · about 1 waits · kept for 4 d · .+ after 3 receives/);
    assert.equal(scene.cloud.calls.count('sqs:ReceiveMessage'), 0);
    assert.ok(row.row.kind === 'failureDestination');
    shown.failures.looks.agree(row.row);
    await shown.failures.looks.again(row.row);
    assert.ok(scene.cloud.calls.count('sqs:ReceiveMessage') > 0);
    assert.equal((await visibleMessages(scene.cloud, queueArn)).length, 1);
  });

  it('sorts the documents of a shared queue, and looks once for all its triggers', async () => {
    const queueArn = await createQueue(scene.cloud, 'shared');
    await scene.send(
      queueArn,
      ...[20, 2, 23.5, 30].map((arrivedHoursAgo) =>
        scene.documentText({
          functionName: 'one',
          arrivedHoursAgo,
          requestId: String(arrivedHoursAgo),
        }),
      ),
      scene.documentText({ functionName: 'two' }),
      scene.documentText({ functionName: 'stranger' }),
      'Hello, queue!',
    );
    for (const name of ['one', 'two']) scene.addTrigger(name, sentTo(queueArn));
    await shown.rows();
    const [one, two] = await Promise.all([shown.rows('Orders → one'), shown.rows('Orders → two')]);
    assert.deepEqual(one.map(({ label }) => label).slice(0, 5), [
      '29 min left',
      '3 h left',
      '21 h left',
      'Trimmed',
      "Other triggers' documents",
    ]);
    assert.match(one[5]?.label ?? '', /^Not an on-failure document: /);
    assert.match(one[5]?.tooltip ?? '', /Hello, queue!$/);
    assert.equal(batchesIn(two).length, 1);
    const others = await shown.rows('Orders → one', "Other triggers' documents");
    assert.deepEqual(
      others.map(({ row }) => row.kind === 'awsFailedBatch' && row.trigger?.functionArn).sort(),
      [functionArn('two'), undefined],
    );
    assert.equal(scene.cloud.calls.count('sqs:GetQueueAttributes'), 1);
    assert.equal((await visibleMessages(scene.cloud, queueArn)).length, 7);
    // VS Code knows a row by its id and its object: the same batch stands at two places, and each has its parent.
    const [own] = batchesIn(two);
    const other = others.find(({ row }) => row.kind === 'awsFailedBatch' && row.trigger !== undefined);
    assert.ok(own && other);
    assert.notEqual(shown.tree.getTreeItem(own.row).id, shown.tree.getTreeItem(other.row).id);
    assert.deepEqual(
      [own, other, one[5]].map((row) => row && shown.tree.getParent(row.row)?.kind),
      ['failureDestination', 'failuresOfOthers', 'failureDestination'],
    );
  });

  it('is bounded where hundreds wait, and says so', async () => {
    const queueArn = await createQueue(scene.cloud, 'flooded');
    await scene.send(
      queueArn,
      ...Array.from({ length: 300 }, (_, index) => scene.documentText({ requestId: String(index) })),
    );
    scene.addTrigger('orders:live', sentTo(queueArn));
    await configure(SETTING, 50);
    const flooded = (await shown.rows()).find(({ description }) => description.includes('flooded'));
    assert.ok(flooded);
    const rows = await shown.tree.getChildren(flooded.row);
    assert.equal(rows.filter(({ kind }) => kind === 'awsFailedBatch').length, 50);
    const message = rows.find((row) => row.kind === 'failuresMessage');
    assert.equal(message?.text, 'More may wait: the first 50 were looked at');
    assert.equal(scene.cloud.calls.count('sqs:ReceiveMessage'), 5);
    const again = (await shown.rows()).find(({ description }) => description.includes('flooded'));
    assert.match(again?.description ?? '', /about 300 wait/);
    assert.ok(flooded.row.kind === 'failureDestination');
    const all = await shown.failures.looks.all(flooded.row, 5000, new AbortController().signal);
    assert.ok(all.kind === 'queue' && all.look.kind === 'looked');
    assert.equal(all.look.found.length, 300);
  });

  it('says that messages are there which nobody can receive now', async () => {
    const queueArn = await createQueue(scene.cloud, 'held');
    await scene.send(queueArn, scene.documentText({}), scene.documentText({ requestId: 'other' }));
    scene.addTrigger('orders:live', sentTo(queueArn));
    // As a look leaves them that was killed.
    const never = new AbortController().signal;
    const hidden = { most: 10, hiddenForSeconds: 60 };
    const queues = awsFailureQueues(accessWithoutQuestions());
    await queues.receive(scene.connection, queueArn, hidden, never);
    const held = (await shown.rows()).find(({ description }) => description.includes('queue held'));
    assert.ok(held);
    const [row] = await shown.tree.getChildren(held.row);
    assert.ok(row?.kind === 'failuresMessage');
    assert.match(row.text, /^Nothing can be received now: about 2 are hidden/);
    assert.equal(row.command?.id, 'streamTriggers.refreshFailedBatches');
  });

  it('names the permission that is missing, and asks again on a click', async () => {
    scene.cloud.disturbances.deny('sqs:ReceiveMessage');
    scene.cloud.disturbances.deny('s3:ListBucket');
    const [queue] = await shown.rows(QUEUE_ROW);
    assert.deepEqual(
      [queue?.label, queue?.icon, queue?.command?.command],
      ['Not known: sqs:ReceiveMessage was refused', 'error', 'streamTriggers.refreshFailedBatches'],
    );
    assert.match(queue?.tooltip ?? '', /sqs:ReceiveMessage/);
    const [bucket] = await shown.rows(BUCKET_ROW);
    assert.equal(bucket?.label, 'Not known: s3:ListBucket was refused');
    scene.cloud.disturbances.restore();
    for (const label of [QUEUE_ROW, BUCKET_ROW]) {
      const { row } = rowOf(await shown.rows(), label);
      assert.ok(row.kind === 'failureDestination');
      await shown.failures.looks.again(row);
      assert.ok(batchesIn(await shown.rows(label)).length >= 3);
    }
  });

  it('says until when messages stay hidden that could not be given back', async () => {
    const queueArn = await createQueue(scene.cloud, 'kept');
    await scene.send(queueArn, scene.documentText({}));
    scene.addTrigger('orders:live', sentTo(queueArn));
    scene.cloud.disturbances.deny('sqs:ChangeMessageVisibilityBatch');
    const kept = (await shown.rows()).find(({ description }) => description.includes('queue kept'));
    assert.ok(kept);
    const rows = await shown.tree.getChildren(kept.row);
    const message = rows.find((row) => row.kind === 'failuresMessage');
    assert.match(message?.text ?? '', /^Not given back: 1, hidden from everybody until /);
    assert.match(message?.detail ?? '', /sqs:ChangeMessageVisibility/);
  });

  it('forgets a message that was redriven, although it may still be answered', async () => {
    const [first] = await shown.rows(QUEUE_ROW);
    assert.ok(first?.row.kind === 'awsFailedBatch');
    await shown.failures.remove(first.row);
    assert.equal((await shown.rows(QUEUE_ROW)).length, 2);
    assert.match(rowOf(await shown.rows(), QUEUE_ROW).description, /about 2 wait/);
    const { row } = rowOf(await shown.rows(), QUEUE_ROW);
    assert.ok(row.kind === 'failureDestination');
    await shown.failures.looks.again(row);
    assert.equal((await shown.rows(QUEUE_ROW)).length, 2);
  });
});
