/** On-failure destinations on AWS: a queue, a topic, a bucket (reference section 3.7). */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { FailureDocument } from '../../engine/failures/failure-document';
import type { FailureDestination } from '../../engine/ports/failure-destination';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { askForStream } from '../access/ask-for-stream';
import type { AwsAccess } from '../access/aws-access';
import { queueUrl } from '../access/queue-url';

interface DestinationArn {
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  /** Of a queue, topic or bucket. */
  readonly name: string;
  readonly mappingUuid: string;
}

interface Sending {
  readonly access: AwsAccess;
  readonly connection: StreamConnection;
  readonly to: DestinationArn;
}

/** A document on its way is let arrive. */
const NEVER = new AbortController().signal;
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
      l10n.t(
        "{0} can't be an on-failure destination. Name the ARN of a standard SQS queue, a standard SNS topic or an S3 bucket.",
        arn,
      ),
    );
  const to = { arn, region, accountId, name, mappingUuid };
  const send = { sqs: sendToQueue, sns: sendToTopic, s3: putInBucket }[service as 'sqs' | 'sns' | 's3'];
  return { send: (document, payload) => send({ access, connection, to }, document, payload) };
}

function sendToQueue({ access, connection, to }: Sending, document: FailureDocument): Promise<void> {
  const { arn, region, accountId, name } = to;
  const subject = l10n.t('the queue "{0}"', name);
  const call = { action: 'sqs:SendMessage', subject, arn, ifMissing: onMissing(), connection };
  const question = { service: 'sqs' as const, arnRegion: region, call };
  return askForStream(access, question, NEVER, async (client, options) => {
    const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
    const QueueUrl = await queueUrl(access, connection, client, { accountId, resource: name });
    const message = { QueueUrl, MessageBody: JSON.stringify(document) };
    await client.send(new SendMessageCommand(message), options);
  });
}

function sendToTopic({ access, connection, to }: Sending, document: FailureDocument): Promise<void> {
  const { arn, region, name } = to;
  const subject = l10n.t('the topic "{0}"', name);
  const call = { action: 'sns:Publish', subject, arn, ifMissing: onMissing(), connection };
  const question = { service: 'sns' as const, arnRegion: region, call };
  return askForStream(access, question, NEVER, async (client, options) => {
    const { PublishCommand } = await import('@aws-sdk/client-sns');
    await client.send(new PublishCommand({ TopicArn: arn, Message: JSON.stringify(document) }), options);
  });
}

function putInBucket(
  { access, connection, to }: Sending,
  document: FailureDocument,
  payload: Uint8Array,
): Promise<void> {
  const { arn, name, mappingUuid } = to;
  const subject = l10n.t('the bucket "{0}"', name);
  const call = { action: 's3:PutObject', subject, arn: `${arn}/*`, ifMissing: onMissing(), connection };
  return askForStream(access, { service: 's3', call }, NEVER, async (client, options) => {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const object = {
      Bucket: name,
      Key: objectKey(mappingUuid, document),
      // The invocation's event as a text within the document (DE-9).
      Body: JSON.stringify({ ...document, payload: Buffer.from(payload).toString() }),
      ContentType: 'application/json',
    };
    await client.send(new PutObjectCommand(object), options);
  });
}

function onMissing(): string {
  return l10n.t('Correct the destination, "region" or "awsProfile".');
}

/** DE-10, in UTC; the time is the document's. */
function objectKey(mappingUuid: string, { timestamp, DDBStreamBatchInfo }: FailureDocument): string {
  const second = timestamp.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  const day = second.slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '/');
  const time = second.replaceAll(':', '.');
  return `aws/lambda/${mappingUuid}/${DDBStreamBatchInfo.shardId}/${day}/${time}-${randomUUID()}`;
}
