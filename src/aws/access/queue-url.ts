/** A queue's URL, made of its ARN: asking for it would need one more permission. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { ArnParts } from '../../triggers/policies/arn-parts';
import type { AwsAccess } from './aws-access';

/** @param client of the queue's region */
export async function queueUrl(
  access: AwsAccess,
  connection: StreamConnection,
  { config }: SQSClient,
  { accountId, resource }: Pick<ArnParts, 'accountId' | 'resource'>,
): Promise<string> {
  const endpoint = await access.endpoint(connection, 'sqs');
  const { url } = config.endpointProvider({
    Region: await config.region(),
    UseDualStack: await config.useDualstackEndpoint(),
    UseFIPS: await config.useFipsEndpoint(),
    ...(endpoint !== undefined && { Endpoint: endpoint }),
  });
  return new URL(`/${accountId}/${resource}`, url).href;
}
