/** The commands of streams, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['turnStreamOn']
  | (typeof commandIds)['turnStreamOff']
  | (typeof commandIds)['changeViewType']
  | (typeof commandIds)['showShardRecords'];

export function streamCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.turnStreamOn]: notBuilt,
    [commandIds.turnStreamOff]: notBuilt,
    [commandIds.changeViewType]: notBuilt,
    [commandIds.showShardRecords]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
