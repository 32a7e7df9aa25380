/** What is told of a connection's row: profile, region and endpoints that are in force. */
import { connectionSummary } from '../../../triggers/connections/connection-summary';
import { settingsInForce } from '../../../triggers/connections/settings-in-force';
import type { AccountService } from '../../../triggers/ports/account-service';
import { sentenceOf } from '../../notifications';
import type { TablesNode } from './tables-node';

/** @returns one fact a line, or what is wrong with the shared configuration files */
export async function connectionTooltip(
  { connection }: Extract<TablesNode, { readonly kind: 'connection' }>,
  accounts: Pick<AccountService, 'regionOf' | 'endpointOf'>,
): Promise<string> {
  try {
    const facts = await settingsInForce(connection, accounts);
    return [connection.name, ...connectionSummary(connection, facts)].join('\n');
  } catch (error) {
    return `${connection.name}\n${sentenceOf(error)}`;
  }
}
