/** The commands of tables, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { CommandTable } from '../command-table';
import { copyArn } from './copy-arn';
import { openInConsole } from './open-in-console';
import { refreshTables } from './refresh-tables';
import { revealTable } from './reveal-table';
import { clearTableSearch, searchTables } from './search-tables';

type Ids =
  | (typeof commandIds)['refreshTables']
  | (typeof commandIds)['searchTables']
  | (typeof commandIds)['clearTableSearch']
  | (typeof commandIds)['copyArn']
  | (typeof commandIds)['openInConsole']
  | (typeof commandIds)['revealTable'];

export function tableCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  return {
    [commandIds.refreshTables]: refreshTables(parts),
    [commandIds.searchTables]: searchTables(parts),
    [commandIds.clearTableSearch]: clearTableSearch(parts),
    [commandIds.copyArn]: copyArn(parts),
    [commandIds.openInConsole]: openInConsole(parts),
    [commandIds.revealTable]: revealTable(parts),
  };
}
