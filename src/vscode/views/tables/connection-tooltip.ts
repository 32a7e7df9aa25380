/** Which region and endpoints a connection really uses, whether it says so itself or the configuration does. */
import { connectionSummary } from '../../../triggers/connections/connection-summary';
import type { AccountService } from '../../../triggers/ports/account-service';
import { sentenceOf } from '../../notifications';
import type { TablesNode } from './tables-node';

/** @returns one fact a line, or what is wrong with the shared configuration files */
export async function connectionTooltip(
  { connection }: Extract<TablesNode, { readonly kind: 'connection' }>,
  accounts: Pick<AccountService, 'regionOf' | 'endpointOf'>,
): Promise<string> {
  try {
    const [region, dynamoDbEndpoint, streamsEndpoint, lambdaEndpoint] = await Promise.all([
      accounts.regionOf(connection),
      accounts.endpointOf(connection, 'dynamodb'),
      accounts.endpointOf(connection, 'dynamodb_streams'),
      accounts.endpointOf(connection, 'lambda'),
    ]);
    const facts = {
      ...(region !== undefined && { region }),
      ...(dynamoDbEndpoint !== undefined && { dynamoDbEndpoint }),
      ...(streamsEndpoint !== undefined && { streamsEndpoint }),
      ...(lambdaEndpoint !== undefined && { lambdaEndpoint }),
    };
    return [connection.name, ...connectionSummary(connection, facts)].join('\n');
  } catch (error) {
    return `${connection.name}\n${sentenceOf(error)}`;
  }
}
