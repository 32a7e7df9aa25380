/** The commands of triggers, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { CommandTable } from '../command-table';
import { cloneTrigger } from './clone-trigger';
import { createTrigger } from './create-trigger';
import { deleteTrigger } from './delete-trigger';
import { disableTrigger } from './disable-trigger';
import { editTrigger } from './edit-trigger';
import { enableTrigger } from './enable-trigger';
import { repointTrigger } from './repoint-trigger';
import { undoLastChange } from './undo-last-change';

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
  return {
    [commandIds.createTrigger]: createTrigger(parts),
    [commandIds.editTrigger]: editTrigger(parts),
    [commandIds.enableTrigger]: enableTrigger(parts),
    [commandIds.disableTrigger]: disableTrigger(parts),
    [commandIds.repointTrigger]: repointTrigger(parts),
    [commandIds.cloneTrigger]: cloneTrigger(parts),
    [commandIds.deleteTrigger]: deleteTrigger(parts),
    [commandIds.undoLastChange]: undoLastChange(parts),
  };
}
