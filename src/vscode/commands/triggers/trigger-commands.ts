/** The commands of triggers, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['createTrigger']
  | (typeof commandIds)['editTrigger']
  | (typeof commandIds)['enableTrigger']
  | (typeof commandIds)['disableTrigger']
  | (typeof commandIds)['repointTrigger']
  | (typeof commandIds)['cloneTrigger']
  | (typeof commandIds)['deleteTrigger']
  | (typeof commandIds)['undoLastChange'];

export function triggerCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.createTrigger]: notBuilt,
    [commandIds.editTrigger]: notBuilt,
    [commandIds.enableTrigger]: notBuilt,
    [commandIds.disableTrigger]: notBuilt,
    [commandIds.repointTrigger]: notBuilt,
    [commandIds.cloneTrigger]: notBuilt,
    [commandIds.deleteTrigger]: notBuilt,
    [commandIds.undoLastChange]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
