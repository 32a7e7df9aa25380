/** Show Record: one record as plain JSON in a read-only editor. */
import * as vscode from 'vscode';
import type { RecordDocuments } from '../../views/captured-batches/record-documents';
import type { Command } from '../command-table';
import { recordNode } from '../tree-arguments';

export function showRecord(documents: RecordDocuments): Command {
  return async (argument) => {
    const document = await documents.open(recordNode(argument).record);
    await vscode.window.showTextDocument(document, { preview: true });
  };
}
