/** Edit Trigger As JSON: all options of a deployed trigger as a document. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import type { TriggerDocuments } from '../../trigger-documents/trigger-documents';
import type { Command } from '../command-table';
import { chosenTrigger } from '../triggers/trigger-argument';

/** Takes a TriggerArgument as well. @returns the document's address; undefined when the user has gone away */
export function editTriggerAsJson(parts: ManagementParts, documents: TriggerDocuments): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be edited?'));
    if (chosen === undefined) return undefined;
    const { uri } = await documents.deployed.open(chosen.connection, chosen.trigger);
    return uri;
  };
}
