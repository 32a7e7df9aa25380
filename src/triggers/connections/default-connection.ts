/** The connection of somebody who has set up none. */
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AwsConnection } from './aws-connection';
import { connectionId } from './connection-id';
import { isHttpUrl } from './loopback';

/** @param connection by the settings for live streams; what is absent the SDK finds */
export function defaultConnection(connection: StreamConnection): AwsConnection {
  const { awsProfile, endpointUrl } = connection;
  const host = endpointUrl !== undefined && isHttpUrl(endpointUrl) ? new URL(endpointUrl).host : endpointUrl;
  const name = host ?? awsProfile ?? 'AWS';
  return { ...connection, id: connectionId(name, connection), name, isReadOnly: false };
}
