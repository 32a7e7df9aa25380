/** Apply Trigger Document: the button of an editor that shows a trigger as JSON. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import { createFromDocument } from '../../trigger-documents/create-from-document';
import { deployedAddress } from '../../trigger-documents/trigger-document-uri';
import type { TriggerDocuments } from '../../trigger-documents/trigger-documents';
import type { Command } from '../command-table';
import { answersIn, uriIn } from './document-argument';

/** Takes a DocumentArgument as well. @returns the settled trigger; undefined when the user has gone away */
export function applyTriggerDocument(parts: ManagementParts, documents: TriggerDocuments): Command {
  return async (argument) => {
    const uri = uriIn(argument) ?? vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined)
      throw new Error(
        vscode.l10n.t('Open a trigger as JSON first: "Edit Trigger As JSON", or a file *.trigger.json.'),
      );
    const editor = await vscode.workspace.openTextDocument(uri);
    const answers = answersIn(argument);
    return deployedAddress(uri) === undefined
      ? createFromDocument(parts, documents.compared, editor, answers)
      : documents.deployed.apply(editor, answers);
  };
}
