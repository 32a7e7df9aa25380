/** Queues as on-failure destinations: looking without taking, hiding, deleting. */
import assert from 'node:assert/strict';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { awsFailureQueues } from '../../../../src/aws/failed-batches/failure-queues';
import type { QueuedMessage } from '../../../../src/failed-batches/ports/failure-queue';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createQueue } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { isServiceError } from '../service-errors';
import { startCannedAnswers, stopCannedAnswers } from './canned-answers';

const never = new AbortController().signal;
const TEN = 10;

describe('a queue of failed batches', function () {
  this.timeout(120_000);
  const queues = awsFailureQueues(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: { readonly endpointUrl: string; readonly region: string };
  let sqs: SQSClient;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    sqs = new SQSClient(setUpClient(cloud));
  });
  after(() => cloud.stop());
  afterEach(async () => {
    cloud.disturbances.restore();
    cloud.calls.clear();
    await stopCannedAnswers();
  });

  const urlOf = (arn: string): string => `${cloud.endpoint}/111122223333/${String(arn.split(':').at(-1))}`;

  async function send(arn: string, count: number): Promise<void> {
    for (let first = 0; first < count; first += TEN)
      await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: urlOf(arn),
          Entries: Array.from({ length: Math.min(TEN, count - first) }, (_, index) => ({
            Id: String(index),
            MessageBody: `document ${first + index}`,
          })),
        }),
      );
  }

  const receive = (arn: string, hiddenForSeconds: number): Promise<readonly QueuedMessage[]> =>
    queues.receive(connection, arn, { most: TEN, hiddenForSeconds }, never);

  it('tells how much waits, for how long, and where what is received too often goes', async () => {
    const deadLetterTargetArn = await createQueue(cloud, 'dead');
    const arn = await createQueue(cloud, 'described', {
      MessageRetentionPeriod: '86400',
      VisibilityTimeout: '45',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '3' }),
    });
    await send(arn, 5);
    await queues.receive(connection, arn, { most: 2, hiddenForSeconds: 60 }, never);
    assert.deepEqual(await queues.describe(connection, arn, never), {
      visible: 3,
      inFlight: 2,
      delayed: 0,
      retentionSeconds: 86_400,
      visibilityTimeoutSeconds: 45,
      redrivePolicy: { deadLetterTargetArn, maxReceiveCount: 3 },
    });
    assert.equal((await queues.describe(connection, deadLetterTargetArn, never)).redrivePolicy, undefined);
  });

  it('gives 300 messages in tens, takes them back in tens, and loses none', async () => {
    const arn = await createQueue(cloud, 'thousands');
    await send(arn, 300);
    const seen = new Map<string, QueuedMessage>();
    for (;;) {
      const some = await receive(arn, 600);
      assert.ok(some.length <= TEN);
      if (some.length === 0) break;
      for (const message of some) seen.set(message.messageId, message);
    }
    assert.deepEqual(
      new Set([...seen.values()].map(({ body }) => body)),
      new Set(Array.from({ length: 300 }, (_, index) => `document ${index}`)),
    );
    for (const { receiveCount, sentMs = 0 } of seen.values()) {
      assert.equal(receiveCount, 1);
      assert.ok(Math.abs(Date.now() - sentMs) < 600_000, String(sentMs));
    }
    assert.equal((await queues.describe(connection, arn, never)).visible, 0);
    cloud.calls.clear();
    assert.deepEqual(await queues.hide(connection, arn, [...seen.values()], 0, never), []);
    assert.equal(cloud.calls.count('sqs:ChangeMessageVisibilityBatch'), 30);
    assert.equal((await queues.describe(connection, arn, never)).visible, 300);
  });

  it('that seems empty answers with none, after a long poll: all servers were asked', async () => {
    assert.deepEqual(await receive(await createQueue(cloud, 'empty'), 0), []);
    const empty = await startCannedAnswers(() => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: {},
    }));
    const there = { ...connection, endpointUrl: empty.endpoint };
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:empty';
    assert.deepEqual(await queues.receive(there, arn, { most: 50, hiddenForSeconds: 7 }, never), []);
    const [asked] = empty.requests.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);
    assert.deepEqual(
      ['WaitTimeSeconds', 'MaxNumberOfMessages', 'VisibilityTimeout'].map((name) => asked?.[name]),
      [1, 10, 7],
    );
  });

  it('answers by their ids which messages are not ours any more, and hides the others', async () => {
    const arn = await createQueue(cloud, 'contested');
    await send(arn, 12);
    const messages = [...(await receive(arn, 600)), ...(await receive(arn, 600))];
    const [gone, , , , , , , , , , alsoGone] = messages;
    for (const message of [gone, alsoGone])
      await sqs.send(
        new DeleteMessageCommand({ QueueUrl: urlOf(arn), ReceiptHandle: message?.receiptHandle }),
      );
    assert.deepEqual(await queues.hide(connection, arn, messages, 0, never), [
      gone?.messageId,
      alsoGone?.messageId,
    ]);
    assert.equal((await queues.describe(connection, arn, never)).visible, 10);
    assert.deepEqual(await queues.hide(connection, arn, [], 0, never), []);
  });

  it('is asked again for entries that SQS could not hide itself, and told of if that goes on', async () => {
    const arn = await createQueue(cloud, 'ailing');
    await send(arn, 1);
    const messages = await receive(arn, 600);
    const entry = { Id: '0', SenderFault: false, Code: 'InternalError', Message: 'We were away.' };
    const failing = await startCannedAnswers(() => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: { Failed: [entry] },
    }));
    await assert.rejects(
      queues.hide({ ...connection, endpointUrl: failing.endpoint }, arn, messages, 0, never),
      isServiceError(
        'unavailable',
        /could not answer to sqs:ChangeMessageVisibility.*"ailing": We were away[.]/,
      ),
    );
    assert.equal(failing.requests.length, 3);
  });

  it('deletes a message; one that is gone already, or was never there, is no error', async () => {
    const arn = await createQueue(cloud, 'deleting');
    await send(arn, 2);
    const [message, kept] = await receive(arn, 600);
    assert.ok(message !== undefined && kept !== undefined);
    for (const receiptHandle of [message.receiptHandle, message.receiptHandle, 'of-nothing'])
      await queues.delete(connection, arn, receiptHandle, never);
    await queues.hide(connection, arn, [kept], 0, never);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf(arn), MaxNumberOfMessages: TEN }),
    );
    assert.deepEqual(
      Messages.map(({ MessageId }) => MessageId),
      [kept.messageId],
    );
  });

  it('is told of when the handle of a message to be deleted has expired, for it is there again', async () => {
    const arn = await createQueue(cloud, 'expired');
    const message =
      'Value AQEB for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.';
    cloud.disturbances.fail('sqs:DeleteMessage', { status: 400, type: 'InvalidParameterValue', message });
    await assert.rejects(
      queues.delete(connection, arn, 'AQEB', never),
      isServiceError('invalid', /sqs:DeleteMessage for the queue "expired".*has expired/),
    );
  });

  it('is asked once if the answer to a receive is lost: asking again would count one more receive', async () => {
    const arn = await createQueue(cloud, 'lossy');
    await send(arn, 1);
    cloud.disturbances.loseAnswer('sqs:ReceiveMessage');
    await assert.rejects(
      receive(arn, 1),
      isServiceError(
        'unavailable',
        /can't be reached to sqs:ReceiveMessage for the queue "lossy".*visibility timeout has passed/,
      ),
    );
    assert.equal(cloud.calls.count('sqs:ReceiveMessage'), 1);
    // The receive that nobody saw hid it for a second.
    let again: readonly QueuedMessage[] = [];
    while (again.length === 0) again = await receive(arn, 0);
    assert.deepEqual(
      again.map(({ body, receiveCount }) => [body, receiveCount]),
      [['document 0', 2]],
    );
  });

  it('of another region than the connection’s is asked there', async () => {
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(await createQueue(cloud, 'here')) }));
    const arn = 'arn:aws:sqs:us-east-1:111122223333:here';
    await assert.rejects(
      queues.describe(connection, arn, never),
      isServiceError('notFound', /The queue "here" was not found/),
    );
  });

  for (const [arn, words] of [
    ['arn:aws:sqs:eu-west-1:111122223333:orders.fifo', /orders[.]fifo is a FIFO queue.*standard SQS queue/],
    ['arn:aws:sns:eu-west-1:111122223333:orders', /orders is no SQS queue.*standard SQS queue/],
    ['orders', /^orders is no SQS queue/],
  ] as const)
    it(`can't be ${arn}`, async () => {
      for (const ask of [
        () => queues.describe(connection, arn, never),
        () => receive(arn, 0),
        () => queues.hide(connection, arn, [{ messageId: 'm', receiptHandle: 'r' }], 0, never),
        () => queues.delete(connection, arn, 'r', never),
      ])
        await assert.rejects(ask, isServiceError('invalid', words));
      assert.deepEqual(cloud.calls.actions, []);
    });
});
