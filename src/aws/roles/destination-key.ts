/** The customer's key that encrypts a queue, topic or bucket, as the service tells it. */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { ArnParts } from '../../triggers/policies/arn-parts';
import { parseArn } from '../../triggers/policies/arn-parts';
import { ServiceError } from '../../triggers/ports/service-error';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import type { AwsCall } from '../access/aws-call';

interface Asked {
  readonly access: AwsAccess;
  readonly connection: StreamConnection;
  readonly arn: string;
  readonly destination: ArnParts;
  readonly stop: StopSignal;
}

/**
 * @returns the ARN of the key or of its alias; undefined for none, for AWS's own, and where the caller may not know
 * @throws ServiceError for what is not a matter of permissions
 */
export async function customerKeyOf(
  access: AwsAccess,
  connection: StreamConnection,
  arn: string,
  stop: StopSignal,
): Promise<string | undefined> {
  const destination = parseArn(arn);
  if (destination === undefined) return undefined;
  const asked = { access, connection, arn, destination, stop };
  try {
    return keyArn(await keyIdOf(asked), asked);
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'accessDenied') return undefined;
    throw error;
  }
}

/** A key's id, ARN or alias. */
async function keyIdOf(asked: Asked): Promise<string | undefined> {
  switch (asked.destination.service) {
    case 'sqs':
      return keyOfQueue(asked);
    case 'sns':
      return keyOfTopic(asked);
    case 's3':
      return keyOfBucket(asked);
    default:
      return undefined;
  }
}

async function keyOfQueue(asked: Asked): Promise<string | undefined> {
  const { GetQueueUrlCommand, GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  const { region: arnRegion, accountId, resource } = asked.destination;
  const ask = { service: 'sqs', arnRegion } as const;
  const subject = l10n.t('the queue "{0}"', resource);
  const named = { QueueName: resource, QueueOwnerAWSAccountId: accountId };
  const { QueueUrl } = await askService(
    asked.access,
    { ...ask, call: callOf('sqs:GetQueueUrl', subject, asked) },
    asked.stop,
    (client) => client.send(new GetQueueUrlCommand(named)),
  );
  const { Attributes } = await askService(
    asked.access,
    { ...ask, call: callOf('sqs:GetQueueAttributes', subject, asked) },
    asked.stop,
    (client) => client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId'] })),
  );
  return Attributes?.KmsMasterKeyId;
}

async function keyOfTopic(asked: Asked): Promise<string | undefined> {
  const { GetTopicAttributesCommand } = await import('@aws-sdk/client-sns');
  const { region: arnRegion, resource } = asked.destination;
  const call = callOf('sns:GetTopicAttributes', l10n.t('the topic "{0}"', resource), asked);
  const { Attributes } = await askService(
    asked.access,
    { service: 'sns', arnRegion, call },
    asked.stop,
    (client) => client.send(new GetTopicAttributesCommand({ TopicArn: asked.arn })),
  );
  return Attributes?.['KmsMasterKeyId'];
}

async function keyOfBucket(asked: Asked): Promise<string | undefined> {
  const { GetBucketEncryptionCommand } = await import('@aws-sdk/client-s3');
  const { resource } = asked.destination;
  const call = callOf('s3:GetEncryptionConfiguration', l10n.t('the bucket "{0}"', resource), asked);
  try {
    const { ServerSideEncryptionConfiguration: encryption } = await askService(
      asked.access,
      { service: 's3', call },
      asked.stop,
      (client) => client.send(new GetBucketEncryptionCommand({ Bucket: resource })),
    );
    const defaults = encryption?.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault);
    return defaults?.find((rule) => rule?.KMSMasterKeyID !== undefined)?.KMSMasterKeyID;
  } catch (error) {
    // Buckets of before 2023 may have none.
    if (error instanceof ServiceError && error.details.code === NO_ENCRYPTION) return undefined;
    throw error;
  }
}

function callOf(action: string, subject: string, { arn, connection }: Asked): AwsCall {
  return { action, subject, arn, ifMissing: l10n.t('Correct the on-failure destination.'), connection };
}

const NO_ENCRYPTION = 'ServerSideEncryptionConfigurationNotFoundError';

/** `alias/aws/sqs` and its like are AWS's own. */
function keyArn(keyId: string | undefined, { destination, connection }: Asked): string | undefined {
  if (keyId === undefined || keyId === '' || /(^|:)alias\/aws\//.test(keyId)) return undefined;
  if (keyId.startsWith('arn:')) return keyId;
  // A bucket's ARN names neither region nor account: its key has to be named by an ARN, as AWS's console does.
  const { partition, accountId } = destination;
  const region = destination.region || connection.region;
  if (!region || !accountId) return undefined;
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`;
  return `arn:${partition}:kms:${region}:${accountId}:${resource}`;
}
