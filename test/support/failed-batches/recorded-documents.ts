/**
 * One document of each kind in the shape that was recorded on AWS (reference section 3.7, DE-1 to DE-17): names, nesting and
 * order are the recording's; account, stream and numbers are invented. They are of a day long gone and of somebody
 * else's account: their records are only where the document carries them.
 */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setUpClient, type CloudPlace } from '../test-cloud/set-up-client';
import { queueUrl } from './waiting-documents';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:999900001111:function:recorded';
const STREAM_ARN = 'arn:aws:dynamodb:us-east-1:999900001111:table/Recorded/stream/2025-11-25T15:45:36.123';
const SHARD_ID = 'shardId-00000001764085537000-0a1b2c3d';
const SEQUENCE_NUMBER = '800000000003126276362';

const requestContext = (condition: string, approximateInvokeCount: number): object => ({
  requestId: '5b9a7a0e-6a6e-4b6e-9f3b-0d8a5f6c7d21',
  functionArn: FUNCTION_ARN,
  condition,
  approximateInvokeCount,
});

const batchInfo = {
  shardId: SHARD_ID,
  startSequenceNumber: SEQUENCE_NUMBER,
  endSequenceNumber: SEQUENCE_NUMBER,
  approximateArrivalOfFirstRecord: '2025-11-25T15:53:01Z',
  approximateArrivalOfLastRecord: '2025-11-25T15:53:01Z',
  batchSize: 1,
  streamArn: STREAM_ARN,
};

const rest = { version: '1.0', timestamp: '2025-11-25T15:53:05.123Z', DDBStreamBatchInfo: batchInfo };

/** DE-1: the message of a queue. */
const exhausted = {
  requestContext: requestContext('RetryAttemptsExhausted', 2),
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  ...rest,
};

/** DE-4: after reported item failures. */
const itemFailures = {
  ...exhausted,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: null },
};

/** DE-6: nothing of an answer. */
const tooOld = { requestContext: requestContext('RecordAgeExceeded', 1), ...rest };

const record = {
  eventID: '2e4d0b5c6f7a8b9c0d1e2f3a4b5c6d7e',
  eventName: 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  dynamodb: {
    ApproximateCreationDateTime: 1764085981,
    Keys: { pk: { S: 'ORDER#1' }, sk: { S: 'ORDER' } },
    NewImage: { pk: { S: 'ORDER#1' }, sk: { S: 'ORDER' }, should_fail: { BOOL: true } },
    SequenceNumber: SEQUENCE_NUMBER,
    SizeBytes: 58,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
  eventSourceARN: STREAM_ARN,
};

/** DE-17. */
const notification = {
  Type: 'Notification',
  MessageId: '9b7f0c2d-4b1e-5a6f-8c7d-2e3f4a5b6c7d',
  TopicArn: 'arn:aws:sns:us-east-1:999900001111:recorded',
  Message: JSON.stringify(exhausted),
  Timestamp: '2025-11-25T15:53:05.301Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000.pem',
  UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
};

export const RECORDED = {
  exhausted: JSON.stringify(exhausted),
  itemFailures: JSON.stringify(itemFailures),
  tooOld: JSON.stringify(tooOld),
  notification: JSON.stringify(notification),
  /** DE-9: the documented form, and the one of the recording. */
  payloadText: JSON.stringify({ ...exhausted, payload: JSON.stringify({ Records: [record] }) }),
  payloadObject: JSON.stringify({ ...exhausted, payload: { Records: [record] } }),
} as const;

/** Beside what there is: three messages, two objects. */
export async function deliverRecorded(
  cloud: CloudPlace,
  to: { readonly queueArn: string; readonly bucketArn: string; readonly mappingUuid: string },
): Promise<void> {
  const sqs = new SQSClient(setUpClient(cloud));
  for (const MessageBody of [RECORDED.exhausted, RECORDED.itemFailures, RECORDED.tooOld])
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(cloud, to.queueArn), MessageBody }));
  sqs.destroy();
  const s3 = new S3Client(setUpClient(cloud));
  const Bucket = to.bucketArn.replace('arn:aws:s3:::', '');
  const folder = `aws/lambda/${to.mappingUuid}/${SHARD_ID}/2025/11/25`;
  for (const [index, Body] of [RECORDED.payloadText, RECORDED.payloadObject].entries()) {
    const Key = `${folder}/2025-11-25T15.53.05-00000000-0000-4000-8000-00000000000${index}`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
  s3.destroy();
}
