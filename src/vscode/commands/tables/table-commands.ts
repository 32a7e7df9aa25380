/** The commands of tables, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['refreshTables']
  | (typeof commandIds)['searchTables']
  | (typeof commandIds)['clearTableSearch']
  | (typeof commandIds)['copyArn']
  | (typeof commandIds)['openInConsole']
  | (typeof commandIds)['revealTable'];

export function tableCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.refreshTables]: notBuilt,
    [commandIds.searchTables]: notBuilt,
    [commandIds.clearTableSearch]: notBuilt,
    [commandIds.copyArn]: notBuilt,
    [commandIds.openInConsole]: notBuilt,
    [commandIds.revealTable]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
