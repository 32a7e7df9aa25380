/** The commands of triggers as JSON, by their ids. */
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { TriggerDocuments } from '../../trigger-documents/trigger-documents';
import type { CommandTable } from '../command-table';
import { applyTriggerDocument } from './apply-trigger-document';
import { createTriggerFromFile } from './create-trigger-from-file';
import { editTriggerAsJson } from './edit-trigger-as-json';

type Ids =
  | (typeof commandIds)['createTriggerFromFile']
  | (typeof commandIds)['editTriggerAsJson']
  | (typeof commandIds)['applyTriggerDocument'];

export function triggerDocumentCommands(
  parts: ManagementParts,
  documents: TriggerDocuments,
): Pick<CommandTable, Ids> {
  return {
    [commandIds.createTriggerFromFile]: createTriggerFromFile(parts, documents),
    [commandIds.editTriggerAsJson]: editTriggerAsJson(parts, documents),
    [commandIds.applyTriggerDocument]: applyTriggerDocument(parts, documents),
  };
}
