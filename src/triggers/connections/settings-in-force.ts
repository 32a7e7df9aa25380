/** Which region and endpoints a connection really uses, whether it says so itself or the configuration does. */
import type { AccountService } from '../ports/account-service';
import type { AwsConnection } from './aws-connection';
import type { ConnectionFacts } from './connection-summary';

/** @throws ServiceError naming a shared configuration file that is unreadable */
export async function settingsInForce(
  connection: AwsConnection,
  accounts: Pick<AccountService, 'regionOf' | 'endpointOf'>,
): Promise<Omit<ConnectionFacts, 'identity'>> {
  const [region, dynamoDbEndpoint, streamsEndpoint, lambdaEndpoint] = await Promise.all([
    accounts.regionOf(connection),
    accounts.endpointOf(connection, 'dynamodb'),
    accounts.endpointOf(connection, 'dynamodb_streams'),
    accounts.endpointOf(connection, 'lambda'),
  ]);
  return {
    ...(region !== undefined && { region }),
    ...(dynamoDbEndpoint !== undefined && { dynamoDbEndpoint }),
    ...(streamsEndpoint !== undefined && { streamsEndpoint }),
    ...(lambdaEndpoint !== undefined && { lambdaEndpoint }),
  };
}
