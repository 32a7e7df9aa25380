/** Reads again what a row shows: a table with its streams and triggers, a connection, or all of them. */
import type { ManagementParts } from '../../management-parts';
import { isTablesNode, tableNameOf } from '../../views/tables/tables-argument';
import type { Command } from '../command-table';

export function refreshTables({ view, connections }: ManagementParts): Command {
  return (argument) => {
    if (!isTablesNode(argument)) for (const connection of connections.connections) view.refresh(connection);
    else if (argument.kind === 'connection') view.refresh(argument.connection);
    else view.refresh(argument.connection, tableNameOf(argument));
  };
}
