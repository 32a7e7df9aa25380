/** The commands of connections, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['addConnection']
  | (typeof commandIds)['changeConnection']
  | (typeof commandIds)['removeConnection']
  | (typeof commandIds)['signIn'];

export function connectionCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.addConnection]: notBuilt,
    [commandIds.changeConnection]: notBuilt,
    [commandIds.removeConnection]: notBuilt,
    [commandIds.signIn]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
