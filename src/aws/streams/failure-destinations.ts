/** On-failure destinations on AWS: a queue, a topic, a bucket (reference section 3.7). */
import { randomUUID } from 'node:crypto';
import type { FailureDocument } from '../../engine/failures/failure-document';
import type { FailureDestination } from '../../engine/ports/failure-destination';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AwsAccess } from '../access/aws-access';
import { type AwsCall, streamSourceError } from '../access/aws-error';

type Send = FailureDestination['send'];

interface DestinationArn {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Of a queue, topic or bucket. */
  readonly name: string;
}

const ARN = /^arn:[^:]+:(sqs|sns|s3):([^:]*):([^:]*):([^:/]+)$/;

/**
 * @param mappingUuid part of the key of an S3 object (DE-10)
 * @throws StreamSourceError if the ARN is none of a standard queue, a standard topic or a bucket
 */
export function openDestination(
  access: AwsAccess,
  arn: string,
  mappingUuid: string,
  connection: StreamConnection,
): FailureDestination {
  const [, service, region = '', accountId = '', name = ''] = ARN.exec(arn) ?? [];
  if (service === undefined || name.endsWith('.fifo'))
    throw new StreamSourceError(
      'failed',
      `${arn} can't be an on-failure destination. Name the ARN of a standard SQS queue, a standard SNS topic or an S3 bucket.`,
    );
  const to = { service, region, accountId, name };
  const open = { sqs: openQueue, sns: openTopic, s3: openBucket }[service as 'sqs' | 'sns' | 's3'];
  let opened: Promise<Send> | undefined;
  return {
    send: async (document, payload) => {
      try {
        opened ??= open(access, to, arn, mappingUuid, connection);
        const send = await opened;
        await send(document, payload);
      } catch (error) {
        opened = undefined;
        throw streamSourceError(error, callOf(to, arn, connection));
      }
    },
  };
}

function callOf({ service, name }: DestinationArn, arn: string, connection: StreamConnection): AwsCall {
  const ifMissing = 'Correct the destination, "region" or "awsProfile".';
  if (service === 'sqs')
    return { action: 'sqs:SendMessage', subject: `the queue "${name}"`, arn, ifMissing, connection };
  if (service === 'sns')
    return { action: 'sns:Publish', subject: `the topic "${name}"`, arn, ifMissing, connection };
  return { action: 's3:PutObject', subject: `the bucket "${name}"`, arn: `${arn}/*`, ifMissing, connection };
}

async function openQueue(
  access: AwsAccess,
  { region, accountId, name }: DestinationArn,
  _arn: string,
  _mappingUuid: string,
  connection: StreamConnection,
): Promise<Send> {
  const [{ SQSClient, SendMessageCommand }, settings] = await Promise.all([
    import('@aws-sdk/client-sqs'),
    access.settings(connection, 'sqs', region),
  ]);
  const client = new SQSClient(settings);
  const { url } = client.config.endpointProvider({
    Region: settings.region,
    UseDualStack: await client.config.useDualstackEndpoint(),
    UseFIPS: await client.config.useFipsEndpoint(),
    ...(settings.endpoint !== undefined && { Endpoint: settings.endpoint }),
  });
  const QueueUrl = new URL(`/${accountId}/${name}`, url).href;
  return async (document) => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(document) }));
  };
}

async function openTopic(
  access: AwsAccess,
  { region }: DestinationArn,
  arn: string,
  _mappingUuid: string,
  connection: StreamConnection,
): Promise<Send> {
  const [{ SNSClient, PublishCommand }, settings] = await Promise.all([
    import('@aws-sdk/client-sns'),
    access.settings(connection, 'sns', region),
  ]);
  const client = new SNSClient(settings);
  return async (document) => {
    await client.send(new PublishCommand({ TopicArn: arn, Message: JSON.stringify(document) }));
  };
}

async function openBucket(
  access: AwsAccess,
  { name }: DestinationArn,
  _arn: string,
  mappingUuid: string,
  connection: StreamConnection,
): Promise<Send> {
  const [{ S3Client, PutObjectCommand }, settings] = await Promise.all([
    import('@aws-sdk/client-s3'),
    access.settings(connection, 's3'),
  ]);
  const client = new S3Client({
    ...settings,
    followRegionRedirects: true,
    // An emulator's host name has no subdomain for each bucket.
    forcePathStyle: settings.endpoint !== undefined,
  });
  return async (document, payload) => {
    await client.send(
      new PutObjectCommand({
        Bucket: name,
        Key: objectKey(mappingUuid, document),
        // The invocation's event as a text within the document (DE-9).
        Body: JSON.stringify({ ...document, payload: Buffer.from(payload).toString() }),
        ContentType: 'application/json',
      }),
    );
  };
}

/** DE-10, in UTC; the time is the document's. */
function objectKey(mappingUuid: string, { timestamp, DDBStreamBatchInfo }: FailureDocument): string {
  const second = timestamp.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  const day = second.slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '/');
  const time = second.replaceAll(':', '.');
  return `aws/lambda/${mappingUuid}/${DDBStreamBatchInfo.shardId}/${day}/${time}-${randomUUID()}`;
}
