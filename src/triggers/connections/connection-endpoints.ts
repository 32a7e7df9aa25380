/** Where the calls of a connection go: the rule of which endpoint is whose. */
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import { isLoopbackUrl } from './loopback';

/** @returns what the connection itself says about the service; undefined if it leaves that to the configuration */
export function statedEndpoint(connection: StreamConnection, service: AwsService): string | undefined {
  return connection.endpointUrls?.[service] ?? connection.endpointUrl;
}

/**
 * DynamoDB Local answers for streams at the same endpoint. Where nothing sets theirs they follow DynamoDB's, but only
 * to this machine: elsewhere AWS has hosts of their own.
 *
 * @param dynamoDbEndpoint that is in force, by the connection or the configuration
 * @param streamsEndpoint that is set, by the connection or the configuration
 */
export function followedEndpoint(
  dynamoDbEndpoint: string | undefined,
  streamsEndpoint: string | undefined,
): string | undefined {
  const follows =
    streamsEndpoint === undefined && dynamoDbEndpoint !== undefined && isLoopbackUrl(dynamoDbEndpoint);
  return follows ? dynamoDbEndpoint : streamsEndpoint;
}

/** Tables and streams are on this machine. @param configuredEndpoint of DynamoDB, by files or environment */
export function isLocalConnection(connection: StreamConnection, configuredEndpoint?: string): boolean {
  const endpoint = statedEndpoint(connection, 'dynamodb') ?? configuredEndpoint;
  return endpoint !== undefined && isLoopbackUrl(endpoint);
}
