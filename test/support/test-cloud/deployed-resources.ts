/** Tables with streams, and destinations, in a test cloud: as small as a test needs them. */
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type StreamViewType,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type CloudPlace, DEFAULT_REGION, setUpClient } from './set-up-client';

/** With `pk` (S) as its key. @param viewType `off`: without a stream, and `streamArn` is empty */
export async function createTable(
  cloud: CloudPlace,
  tableName: string,
  viewType: StreamViewType | 'off' = 'NEW_AND_OLD_IMAGES',
  region = DEFAULT_REGION,
): Promise<{ readonly tableArn: string; readonly streamArn: string }> {
  const { TableDescription } = await new DynamoDBClient(setUpClient(cloud, region)).send(
    new CreateTableCommand({
      TableName: tableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...(viewType !== 'off' && { StreamSpecification: { StreamEnabled: true, StreamViewType: viewType } }),
    }),
  );
  return {
    tableArn: String(TableDescription?.TableArn),
    streamArn: TableDescription?.LatestStreamArn ?? '',
  };
}

/** Its stream stays readable and listed, as on AWS (DS-7). */
export async function deleteTable(
  cloud: CloudPlace,
  tableName: string,
  region = DEFAULT_REGION,
): Promise<void> {
  await new DynamoDBClient(setUpClient(cloud, region)).send(new DeleteTableCommand({ TableName: tableName }));
}

/** @returns the stream's ARN: a new one if it was turned on */
export async function turnStream(
  cloud: CloudPlace,
  tableName: string,
  viewType: StreamViewType | 'off',
  region = DEFAULT_REGION,
): Promise<string> {
  const { TableDescription } = await new DynamoDBClient(setUpClient(cloud, region)).send(
    new UpdateTableCommand({
      TableName: tableName,
      StreamSpecification:
        viewType === 'off' ? { StreamEnabled: false } : { StreamEnabled: true, StreamViewType: viewType },
    }),
  );
  return TableDescription?.LatestStreamArn ?? '';
}

/** @returns its ARN */
export async function createQueue(
  cloud: CloudPlace,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const sqs = new SQSClient(setUpClient(cloud));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return String(Attributes?.QueueArn);
}

/** @returns its ARN */
export async function createTopic(
  cloud: CloudPlace,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { TopicArn } = await new SNSClient(setUpClient(cloud)).send(
    new CreateTopicCommand({ Name: name, Attributes: attributes }),
  );
  return String(TopicArn);
}

/** @returns its ARN */
export async function createBucket(cloud: CloudPlace, name: string): Promise<string> {
  await new S3Client(setUpClient(cloud)).send(
    new CreateBucketCommand({
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: DEFAULT_REGION },
    }),
  );
  return `arn:aws:s3:::${name}`;
}
