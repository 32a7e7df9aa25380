/** On-failure documents sent to moto's queues, topics and buckets by the real SDK. */
import assert from 'node:assert/strict';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openDestination } from '../../../src/aws/streams/failure-destinations';
import type { FailureDocument } from '../../../src/engine/failures/failure-document';
import { StreamSourceError } from '../../../src/engine/ports/stream-source-error';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type MotoServer, startMotoServer } from '../../support/moto/moto-server';
import { repositoryRoot } from '../../support/repository-root';

const UUID = '00000000-1111-2222-3333-444444444444';
const SHARD_ID = 'shardId-00000001573689847184-864758bb';
const document: FailureDocument = {
  requestContext: {
    requestId: '4f9d9e0c-0000-4000-8000-000000000000',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 2,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2025-11-25T15:53:05.123Z',
  DDBStreamBatchInfo: {
    shardId: SHARD_ID,
    startSequenceNumber: '111',
    endSequenceNumber: '222',
    approximateArrivalOfFirstRecord: '2025-11-25T15:53:01Z',
    approximateArrivalOfLastRecord: '2025-11-25T15:53:01Z',
    batchSize: 2,
    streamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123',
  },
};
const payload = Buffer.from('{"Records":[{"eventID":"é"}]}');

describe('an on-failure destination', function () {
  this.timeout(600_000);
  let moto: MotoServer;
  let settings: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };

  before(async () => {
    moto = await startMotoServer(repositoryRoot());
    settings = {
      endpoint: moto.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
  });
  after(() => moto.stop());

  const send = (arn: string): Promise<void> =>
    openDestination(accessWithoutQuestions(), arn, UUID, {
      endpointUrl: moto.endpoint,
      region: 'eu-west-1',
    }).send(document, payload);

  async function receive(client: SQSClient, QueueUrl: string): Promise<string> {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    assert.equal(Messages.length, 1);
    return String(Messages[0]?.Body);
  }

  it('that is a queue gets the document as the message, in the order of the recording (DE-1, DE-2, DE-8)', async () => {
    const sqs = new SQSClient(settings);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'failed-orders' }));
    await send('arn:aws:sqs:eu-west-1:123456789012:failed-orders');
    assert.equal(await receive(sqs, QueueUrl), JSON.stringify(document));
  });

  it('that is a topic gets the document, which a queue receives in a notification (DE-17)', async () => {
    const sqs = new SQSClient(settings);
    const sns = new SNSClient(settings);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'notified' }));
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'failures' }));
    const Endpoint = 'arn:aws:sqs:eu-west-1:123456789012:notified';
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    await send(TopicArn);
    const envelope = JSON.parse(await receive(sqs, QueueUrl)) as Readonly<Record<string, unknown>>;
    assert.equal(envelope['Message'], JSON.stringify(document));
    assert.deepEqual(
      ['Type', 'TopicArn', 'Subject'].map((name) => envelope[name]),
      ['Notification', TopicArn, undefined],
    );
    for (const name of ['MessageId', 'Timestamp', 'Signature', 'SigningCertURL', 'UnsubscribeURL'])
      assert.equal(typeof envelope[name], 'string', name);
  });

  it('that is a bucket gets an object with the event as a text, under Lambda’s key (DE-9, DE-10)', async () => {
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'failed' }));
    await send('arn:aws:s3:::failed');
    await send('arn:aws:s3:::failed');
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'failed' }));
    assert.equal(Contents.length, 2);
    const [{ Key = '' } = {}] = Contents;
    assert.match(
      Key,
      new RegExp(`^aws/lambda/${UUID}/${SHARD_ID}/2025/11/25/2025-11-25T15[.]53[.]05-[0-9a-f-]{36}$`),
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'failed', Key }));
    const text = (await Body?.transformToString()) ?? '';
    assert.deepEqual(JSON.parse(text), { ...document, payload: payload.toString() });
  });

  it('that does not exist is named with the call that failed (DE-13)', async () => {
    for (const [arn, words] of [
      [
        'arn:aws:sqs:eu-west-1:123456789012:nowhere',
        /^The queue "nowhere" was not found at http.*Correct the destination/,
      ],
      [
        'arn:aws:sns:eu-west-1:123456789012:nowhere',
        /^The topic "nowhere" was not found at http.*Correct the destination/,
      ],
      ['arn:aws:s3:::nowhere', /^The bucket "nowhere" was not found at http.*Correct the destination/],
    ] as const)
      await assert.rejects(send(arn), (error) => {
        assert.ok(error instanceof StreamSourceError);
        assert.match(error.message, words);
        return true;
      });
  });

  for (const arn of [
    'arn:aws:sqs:eu-west-1:123456789012:orders.fifo',
    'arn:aws:lambda:eu-west-1:123456789012:function:f',
    'failed-orders',
  ])
    it(`can't be ${arn}`, () => {
      assert.throws(
        () => openDestination(accessWithoutQuestions(), arn, UUID, {}),
        /standard SQS queue, a standard SNS topic or an S3 bucket/,
      );
    });
});
