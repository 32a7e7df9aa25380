/** The scene of failed batches is what it says: its documents name ranges of the stream that fail because of one record. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { readFailedBatches } from '../../../src/failed-batches/documents/read-failed-batches';
import { deployOrders, mendHandler } from '../../support/failed-batches/deployed-orders';
import { type FailedOrders, failOrders, SAMPLE_HANDLER } from '../../support/failed-batches/failed-orders';
import { deliverRecorded, RECORDED } from '../../support/failed-batches/recorded-documents';
import { storedDocuments, visibleMessages } from '../../support/failed-batches/waiting-documents';
import { repositoryRoot } from '../../support/repository-root';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';

describe('orders with failed batches', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let orders: FailedOrders;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    orders = await failOrders(cloud);
  });
  after(() => cloud.stop());

  it('have three ranges of 50 records, each with its poison', () => {
    assert.deepEqual(
      orders.ranges.map(({ sequenceNumbers, poisonPk }) => [sequenceNumbers.length, poisonPk]),
      [
        [50, 'ORDER#1024'],
        [50, 'ORDER#1054'],
        [50, 'ORDER#1084'],
      ],
    );
    for (const { givenUp } of [orders.queue, orders.bucket, orders.topic])
      assert.deepEqual(
        givenUp.map(({ sequenceNumbers }) => sequenceNumbers),
        orders.ranges.map(({ sequenceNumbers }) => sequenceNumbers),
      );
    const [first] = orders.queue.givenUp;
    assert.equal(first?.document.requestContext.approximateInvokeCount, 2);
    assert.equal(first.document.responseContext?.functionError, 'Unhandled');
    assert.equal(
      first.document.requestContext.functionArn,
      'arn:aws:lambda:eu-west-1:111122223333:function:orders:live',
    );
  });

  it('have left a document in the queue, an object in the bucket and a notification for each range', async () => {
    const sqs = new SQSClient(setUpClient(cloud));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: `${cloud.endpoint}/111122223333/orders-failures`,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    assert.equal(Attributes?.ApproximateNumberOfMessages, '3');
    const s3 = new S3Client({ ...setUpClient(cloud), forcePathStyle: true });
    const Bucket = 'orders-failures';
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: `aws/lambda/${orders.bucket.uuid}/${orders.shardId}/` }),
    );
    const texts = await Promise.all(
      Contents.map(async ({ Key }) =>
        (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
      ),
    );
    const firstSent = texts.map((text) => {
      const { payload } = JSON.parse(String(text)) as { readonly payload: string };
      const event = JSON.parse(payload) as {
        readonly Records: readonly [{ readonly dynamodb: { readonly SequenceNumber: string } }];
      };
      return event.Records[0].dynamodb.SequenceNumber;
    });
    assert.deepEqual(
      new Set(firstSent),
      new Set(orders.ranges.map(({ sequenceNumbers }) => sequenceNumbers[0])),
    );
    const sent = orders.notifications.map(
      (text) => JSON.parse((JSON.parse(text) as { readonly Message: string }).Message) as unknown,
    );
    assert.deepEqual(
      sent,
      orders.topic.givenUp.map(({ document }) => document),
    );
  });

  it('have one specimen of each kind beside them, as recorded on AWS', async () => {
    const { queue, bucket } = orders;
    const { destinationArn: queueArn } = queue;
    const { destinationArn: bucketArn, uuid: mappingUuid } = bucket;
    await deliverRecorded(cloud, { queueArn, bucketArn, mappingUuid });
    const read = (text: string): readonly unknown[] => {
      const found = readFailedBatches(text);
      if (found.kind === 'refused') return [found.reason];
      const [{ condition, functionError, payload, streamArn }] = found.batches;
      return [
        condition,
        functionError,
        payload === undefined ? 'no records' : 'records',
        streamArn === orders.streamArn,
      ];
    };
    const exhausted = ['RetryAttemptsExhausted', 'Unhandled'];
    assert.deepEqual(
      (await visibleMessages(cloud, queueArn)).map(({ text }) => read(text)),
      [
        ...orders.ranges.map(() => [...exhausted, 'no records', true]),
        [...exhausted, 'no records', false],
        ['RetryAttemptsExhausted', null, 'no records', false],
        ['RecordAgeExceeded', undefined, 'no records', false],
      ],
    );
    assert.deepEqual(
      (await storedDocuments(cloud, bucketArn)).map(({ text }) => read(text)).sort(),
      [
        ...orders.ranges.map(() => [...exhausted, 'records', true]),
        [...exhausted, 'records', false],
        [...exhausted, 'records', false],
      ].sort(),
    );
    assert.deepEqual(read(RECORDED.notification), [...exhausted, 'no records', false]);
  });

  it('are handled once each by the mended function, which reports an item failure', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deployed-orders-'));
    try {
      cpSync(SAMPLE_HANDLER.folder, folder, { recursive: true });
      mendHandler(folder);
      const records = await sentRecords(orders);
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      const deployed = await deployOrders(cloud, 'orders', { folder, failOnce: numbers.slice(20, 21) });
      const lambda = new LambdaClient(setUpClient(cloud));
      const invoke = async (from: number): Promise<unknown> => {
        const Payload = JSON.stringify({ Records: records.slice(from) });
        const answer = await lambda.send(
          new InvokeCommand({ FunctionName: 'orders', Qualifier: 'live', Payload }),
        );
        return JSON.parse(String(answer.Payload?.transformToString()));
      };
      assert.deepEqual(await invoke(0), { batchItemFailures: [{ itemIdentifier: numbers[20] }] });
      assert.deepEqual(await invoke(20), { batchItemFailures: [] });
      assert.deepEqual(deployed.handled(), numbers);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  async function sentRecords(of: FailedOrders): Promise<readonly StreamRecord[]> {
    const start = of.ranges[0]?.sequenceNumbers[0];
    const texts = (await storedDocuments(cloud, of.bucket.destinationArn)).map(({ text }) => text);
    const documents = texts.map((text) => JSON.parse(text) as { readonly payload: unknown });
    const events = documents.map(
      ({ payload }) =>
        (typeof payload === 'string' ? JSON.parse(payload) : payload) as {
          readonly Records: readonly StreamRecord[];
        },
    );
    return events.find(({ Records }) => Records[0]?.dynamodb.SequenceNumber === start)?.Records ?? [];
  }
});

interface StreamRecord {
  readonly dynamodb: { readonly SequenceNumber: string };
}
