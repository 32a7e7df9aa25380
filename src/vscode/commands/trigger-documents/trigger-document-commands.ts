/** The commands of trigger-documents, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['createTriggerFromFile']
  | (typeof commandIds)['editTriggerAsJson']
  | (typeof commandIds)['applyTriggerDocument'];

export function triggerDocumentCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  void parts;
  return {
    [commandIds.createTriggerFromFile]: notBuilt,
    [commandIds.editTriggerAsJson]: notBuilt,
    [commandIds.applyTriggerDocument]: notBuilt,
  };
}

const notBuilt: Command = () => {
  throw new Error('This is not built yet.');
};
