/** The commands of policies, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['checkExecutionRole']
  | (typeof commandIds)['grantStreamAccess']
  | (typeof commandIds)['copyPolicy'];

export function policyCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.checkExecutionRole]: notBuilt,
    [commandIds.grantStreamAccess]: notBuilt,
    [commandIds.copyPolicy]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
