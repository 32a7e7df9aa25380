/** What waits in the queue and the bucket of the scene, as a test sees it from outside the product. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FoundAt } from '../../../src/failed-batches/failed-batch';
import { type CloudPlace, setUpClient } from '../test-cloud/set-up-client';

export interface WaitingDocument {
  readonly at: FoundAt;
  readonly text: string;
}

/** Those that nobody hides, at most ten; each is given back at once. */
export async function visibleMessages(
  cloud: CloudPlace,
  queueArn: string,
): Promise<readonly WaitingDocument[]> {
  const sqs = new SQSClient(setUpClient(cloud));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl(cloud, queueArn),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    }),
  );
  sqs.destroy();
  return Messages.map(({ MessageId = '', Body = '' }) => ({
    at: { kind: 'queue', queueArn, messageId: MessageId },
    text: Body,
  }));
}

/** Visible, hidden and delayed ones. */
export async function messagesLeft(cloud: CloudPlace, queueArn: string): Promise<number> {
  const sqs = new SQSClient(setUpClient(cloud));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl(cloud, queueArn), AttributeNames: ['All'] }),
  );
  sqs.destroy();
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  const counts = [
    ApproximateNumberOfMessages,
    ApproximateNumberOfMessagesNotVisible,
    Attributes.ApproximateNumberOfMessagesDelayed,
  ];
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

export async function storedDocuments(
  cloud: CloudPlace,
  bucketArn: string,
): Promise<readonly WaitingDocument[]> {
  const s3 = new S3Client(setUpClient(cloud));
  const Bucket = bucketArn.replace('arn:aws:s3:::', '');
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const documents = await Promise.all(
    Contents.map(async ({ Key = '' }): Promise<WaitingDocument> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return { at: { kind: 'bucket', bucketArn, key: Key }, text: (await Body?.transformToString()) ?? '' };
    }),
  );
  s3.destroy();
  return documents;
}

export function queueUrl({ endpoint }: CloudPlace, queueArn: string): string {
  const [, , , , accountId = '', name = ''] = queueArn.split(':');
  return `${endpoint}/${accountId}/${name}`;
}
