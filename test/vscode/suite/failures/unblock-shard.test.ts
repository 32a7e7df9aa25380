/** A trigger that is stuck and has no destination: opened as a failed batch, and its shard unblocked. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as vscode from 'vscode';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import { commandIds } from '../../../../src/vscode/contributions';
import type {
  FailedBatchNode,
  StuckTriggerNode,
} from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { queueUrl } from '../../../support/failed-batches/waiting-documents';
import { createFunction, STREAM_READING_POLICY } from '../../../support/test-cloud/deployed-function';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { cancelledAt } from './cancelled-progress';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const STUCK = { LastProcessingResult: 'PROBLEM: Function call failed' };
const MINUTE_MS = 60_000;
const DELIVERING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
};

describe('a stuck trigger', () => {
  let scene: FailedBatchScene;
  let uuid: string;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 50, batchSize: 10, failingBatches: [1] });
    const { cloud, orders } = scene;
    await createFunction(cloud, 'orders-stuck', { policies: [STREAM_READING_POLICY, DELIVERING] });
    const { UUID = '' } = await new LambdaClient(setUpClient(cloud)).send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'orders-stuck',
        EventSourceArn: orders.streamArn,
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        MaximumRetryAttempts: 7,
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["MODIFY"]}' }] },
      }),
    );
    uuid = UUID;
    cloud.mappings.settle();
  });
  after(() => scene.stop());
  beforeEach(() => {
    scene.cloud.mappings.change(uuid, STUCK);
    scene.cloud.cloudWatch.setIteratorAge('orders-stuck', ageOfOrders());
    scene.dialogs.answer(/triggers read the stream of table "Orders" already/, 'Read It');
  });
  afterEach(async () => {
    await scene.forgetCaptures();
    scene.reset();
  });

  /** Measured at a full minute, and somewhat older than they are: all of them are late enough, however late it is. */
  function ageOfOrders(): number {
    const [batch] = scene.orders.queue.givenUp;
    assert.ok(batch);
    const writtenMs = Date.parse(batch.document.DDBStreamBatchInfo.approximateArrivalOfFirstRecord);
    const measuredMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    return Math.max(1000, measuredMs - writtenMs + 20_000);
  }

  const service = awsTriggerService(accessWithoutQuestions());

  async function row(): Promise<StuckTriggerNode> {
    const { connection } = scene;
    const trigger = await service.getTrigger(connection, uuid, new AbortController().signal);
    return { kind: 'stuckTrigger', connection, trigger };
  }

  async function options(): Promise<readonly unknown[]> {
    const { document } = (await row()).trigger;
    const { MaximumRetryAttempts, BisectBatchOnFunctionError, DestinationConfig } = document;
    return [
      MaximumRetryAttempts,
      BisectBatchOnFunctionError,
      DestinationConfig?.OnFailure?.Destination ?? '',
    ];
  }

  const open = async (): Promise<FailedBatchNode> => {
    const node: unknown = await vscode.commands.executeCommand(commandIds.openStuckTrigger, await row());
    assert.ok(node !== undefined, JSON.stringify(scene.dialogs.shown));
    return node as FailedBatchNode;
  };

  it('is opened as a failed batch: what passes its filters at the time of IteratorAge, saved', async () => {
    const { batch, at } = await open();
    assert.deepEqual(at, { kind: 'stuckTrigger', triggerUuid: uuid });
    assert.equal(batch.condition, 'Stuck');
    assert.equal(batch.shardId, scene.orders.shardId);
    assert.equal(batch.batchSize, 10);
    const { message } = await scene.dialogs.until(/is probably stuck here: 10 records, written/);
    assert.match(message, /the time of its function’s IteratorAge, the largest of all shards/);
    const captures = await fs.readdir(inWorkspace('.stream-triggers', 'captures', 'failed'));
    const file = captures.find((name) => name.endsWith('.json'));
    assert.ok(file !== undefined, captures.join());
    const text = await fs.readFile(inWorkspace('.stream-triggers', 'captures', 'failed', file), 'utf8');
    assert.ok(text.includes('MODIFY') && !text.includes('INSERT'));
  });

  it('is opened at the oldest records where CloudWatch may not be asked, and says that it guesses', async () => {
    scene.cloud.disturbances.deny('cloudwatch:GetMetricData');
    const { batch } = await open();
    assert.equal(batch.batchSize, 10);
    await scene.dialogs.until(/That is a guess: CloudWatch does not tell where it stands/);
  });

  /** Answers the questions, and waits until Lambda has the options for the time being. */
  async function unblock(): Promise<{ readonly done: Promise<unknown> }> {
    const { dialogs, questions, orders } = scene;
    dialogs.answer(/Let trigger Orders → orders-stuck discard/, 'Unblock Shard');
    questions.answer(/Where shall Lambda report/, orders.queue.destinationArn);
    const done = Promise.resolve(vscode.commands.executeCommand(commandIds.unblockShard, await row()));
    let hasEnded = false;
    void done.finally(() => (hasEnded = true));
    // It is not said that the change has settled: more is to come.
    for (;;) {
      const { document, state } = (await row()).trigger;
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- meanwhile
      if (hasEnded || (document.MaximumRetryAttempts === 1 && state === 'Enabled')) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { done };
  }

  async function discard({ batch }: FailedBatchNode): Promise<void> {
    const { cloud, orders } = scene;
    const { DDBStreamBatchInfo, ...document } = JSON.parse(batch.documentText) as {
      requestContext: object;
      DDBStreamBatchInfo: object;
    };
    const one = {
      ...document,
      timestamp: new Date().toISOString(),
      requestContext: { ...document.requestContext, condition: 'RetryAttemptsExhausted', requestId: 'one' },
      DDBStreamBatchInfo: {
        ...DDBStreamBatchInfo,
        endSequenceNumber: batch.startSequenceNumber,
        batchSize: 1,
      },
    };
    await new SQSClient(setUpClient(cloud)).send(
      new SendMessageCommand({
        QueueUrl: queueUrl(cloud, orders.queue.destinationArn),
        MessageBody: JSON.stringify(one),
      }),
    );
  }

  it('goes on with options for the time being, has the old ones back, and says what was discarded', async () => {
    const node = await open();
    scene.dialogs.answer(/triggers read the stream of table "Orders" already/, 'Read It');
    const { done } = await unblock();
    assert.deepEqual(await options(), [1, true, scene.orders.queue.destinationArn]);
    const { detail } = await scene.dialogs.until(/Let trigger Orders/);
    assert.match(detail, /The batch is saved in \S+/);
    assert.match(detail, /Retry attempts: 7 → 1/);
    await discard(node);
    scene.cloud.mappings.change(uuid, { LastProcessingResult: 'OK' });
    await done;
    assert.deepEqual(await options(), [7, false, '']);
    const { message } = await scene.dialogs.until(/Trigger Orders → orders-stuck goes on/);
    assert.ok(message.includes(`It has discarded 1 record (${node.batch.startSequenceNumber})`), message);
    assert.match(message, /Its old options are back\.$/);
    // One word for all of it: VS Code shows no more than three notifications in a moment.
    assert.deepEqual(
      scene.dialogs.shown.filter(({ message }) => message.includes('is changed and enabled')),
      [],
    );
  });

  it('is offered its old options as long as they could not be put back', async () => {
    const { done } = await unblock();
    scene.cloud.disturbances.deny('lambda:UpdateEventSourceMapping');
    scene.cloud.mappings.change(uuid, { LastProcessingResult: 'OK' });
    await done;
    await scene.dialogs.until(/lambda:UpdateEventSourceMapping/);
    await scene.dialogs.until(/still has the options of Unblock Shard/);
    assert.deepEqual(await options(), [1, true, scene.orders.queue.destinationArn]);
    scene.cloud.disturbances.restore();
    scene.dialogs.answer(/still has the options of Unblock Shard/, 'Put the Old Options Back');
    await vscode.commands.executeCommand(commandIds.unblockShard, await row());
    await scene.dialogs.until(/Its old options are back\./);
    assert.deepEqual(await options(), [7, false, '']);
  });

  it('has its old options back when it is cancelled, and says so', async () => {
    const progress = cancelledAt(/^waiting until it moves/);
    try {
      const { done } = await unblock();
      await done;
    } finally {
      progress.restore();
    }
    assert.ok(progress.atMs() > 0);
    await scene.dialogs.until(/was cancelled\. Its old options are back\.$/);
    assert.deepEqual(await options(), [7, false, '']);
  });

  it('is not unblocked twice at once', async () => {
    const { done } = await unblock();
    await vscode.commands.executeCommand(commandIds.unblockShard, await row());
    await scene.dialogs.until(/is being unblocked already/);
    scene.cloud.mappings.change(uuid, { LastProcessingResult: 'OK' });
    await done;
    assert.deepEqual(await options(), [7, false, '']);
  });

  it('is refused on a read-only connection before anything is asked', async () => {
    const node = await row();
    const connection = { ...node.connection, id: 'another', isReadOnly: true };
    await vscode.commands.executeCommand(commandIds.unblockShard, { ...node, connection });
    await scene.dialogs.until(/not done, because the connection "Shop" is read-only/);
    assert.deepEqual(
      scene.dialogs.shown.map(({ kind }) => kind),
      ['error'],
    );
  });

  it('keeps its options if nobody agrees', async () => {
    scene.questions.answer(/Where shall Lambda report/, scene.orders.queue.destinationArn);
    await vscode.commands.executeCommand(commandIds.unblockShard, await row());
    await scene.dialogs.until(/Let trigger Orders/);
    assert.deepEqual(await options(), [7, false, '']);
    assert.equal(scene.cloud.calls.count('lambda:UpdateEventSourceMapping'), 0);
  });
});
