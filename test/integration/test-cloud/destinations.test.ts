/** What queues and buckets of the test cloud do that failed batches wait in: visibility, redrive, folders, copies, tags. */
import assert from 'node:assert/strict';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { repositoryRoot } from '../../support/repository-root';
import { createBucket, createQueue } from '../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';

describe('destinations in the test cloud', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let sqs: SQSClient;
  let s3: S3Client;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    const client = { ...setUpClient(cloud), credentials: { accessKeyId: 'dev', secretAccessKey: 'test' } };
    sqs = new SQSClient(client);
    s3 = new S3Client(client);
  });
  after(() => cloud.stop());
  afterEach(() => cloud.calls.clear());

  const urlOf = (name: string): string => `${cloud.endpoint}/111122223333/${name}`;

  async function receive(name: string, VisibilityTimeout: number): Promise<readonly Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOf(name),
        MaxNumberOfMessages: 10,
        VisibilityTimeout,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      }),
    );
    return Messages;
  }

  async function send(name: string, ...bodies: readonly string[]): Promise<void> {
    for (const MessageBody of bodies)
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }));
  }

  it('hide messages, give them back and count how often they were received', async () => {
    await createQueue(cloud, 'failures');
    await send('failures', 'a', 'b');
    const hidden = await receive('failures', 60);
    assert.deepEqual(
      hidden.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount]),
      [
        ['a', '1'],
        ['b', '1'],
      ],
    );
    assert.deepEqual(await receive('failures', 60), []);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: urlOf('failures'), AttributeNames: ['All'] }),
    );
    assert.deepEqual(
      [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible],
      ['0', '2'],
    );
    const [first, second] = hidden;
    const { Successful, Failed } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: urlOf('failures'),
        Entries: [
          { Id: 'first', ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'gone', ReceiptHandle: 'nobody', VisibilityTimeout: 0 },
        ],
      }),
    );
    assert.deepEqual([Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)], [['first'], ['gone']]);
    const again = await receive('failures', 0);
    assert.deepEqual(
      again.map(({ Body, Attributes: told }) => [Body, told?.ApproximateReceiveCount]),
      [['a', '2']],
    );
    for (const one of [again[0], second])
      await sqs.send(
        new DeleteMessageCommand({ QueueUrl: urlOf('failures'), ReceiptHandle: one?.ReceiptHandle }),
      );
    assert.deepEqual(await receive('failures', 0), []);
  });

  it('show what was hidden when a test says that the time has passed', async () => {
    await createQueue(cloud, 'crashed');
    await send('crashed', 'a', 'b');
    const [first] = await receive('crashed', 600);
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: urlOf('crashed'), ReceiptHandle: first?.ReceiptHandle }),
    );
    await cloud.sqs.showHidden();
    assert.deepEqual(
      (await receive('crashed', 0)).map(({ Body }) => Body),
      ['b'],
    );
    await cloud.sqs.showHidden();
  });

  it('move a message to the dead-letter queue after so many receives', async () => {
    const deadLetterTargetArn = await createQueue(cloud, 'dead');
    await createQueue(cloud, 'watched', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    await send('watched', 'a');
    const counts: unknown[] = [];
    for (let look = 0; look < 3; look += 1)
      counts.push((await receive('watched', 0)).map(({ Attributes }) => Attributes?.ApproximateReceiveCount));
    assert.deepEqual(counts, [['1'], ['2'], []]);
    assert.deepEqual(
      (await receive('dead', 0)).map(({ Body }) => Body),
      ['a'],
    );
  });

  it('list folders and what comes after a key, copy and tag objects', async () => {
    await createBucket(cloud, 'objects');
    const Bucket = 'objects';
    const keys = ['s1/2025/11/24/a', 's1/2025/11/25/b', 's2/2025/11/25/c'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const folders = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 's1/2025/11/', Delimiter: '/', MaxKeys: 10 }),
    );
    assert.deepEqual(
      folders.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ['s1/2025/11/24/', 's1/2025/11/25/'],
    );
    const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, StartAfter: keys[0] }));
    assert.deepEqual([page.Contents?.[0]?.Key, page.IsTruncated], [keys[1], true]);
    const next = await s3.send(
      new ListObjectsV2Command({ Bucket, ContinuationToken: page.NextContinuationToken }),
    );
    assert.deepEqual(
      next.Contents?.map(({ Key }) => Key),
      [keys[2]],
    );
    const tag = { Key: 'redriven', Value: 'yes' };
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: keys[0], Tagging: { TagSet: [tag] } }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'done/a', CopySource: `${Bucket}/${keys[0] ?? ''}` }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: keys[0] }));
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'done/a' }));
    assert.deepEqual(TagSet, [tag]);
    await assert.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: keys[0] })), { name: 'NotFound' });
    for (const action of ['s3:PutObjectTagging', 's3:GetObjectTagging', 's3:DeleteObject'])
      assert.equal(cloud.calls.count(action), 1, action);
  });
});
