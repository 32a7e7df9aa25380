/** The text of an editor as a trigger that may be sent, or the first thing that is wrong with it, shown at its place. */
import * as vscode from 'vscode';
import type { DocumentPurpose } from '../../triggers/options/check-trigger-document';
import { readDocumentText } from '../../triggers/options/document-findings';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { rangeOfFinding, sentenceOfFinding } from './document-diagnostics';

/** @throws Error with the first problem, its line and column, and how many there are beside it */
export async function readableDocument(
  editor: vscode.TextDocument,
  purpose: DocumentPurpose,
): Promise<TriggerDocument> {
  const { document, findings } = readDocumentText(editor.getText(), purpose);
  if (document !== undefined) return document;
  const [first, ...others] = findings;
  if (first === undefined) throw new Error(vscode.l10n.t('The document is empty: write a trigger as JSON.'));
  const range = rangeOfFinding(editor, first);
  await vscode.window.showTextDocument(editor, { selection: range, preview: false });
  const { line, character } = range.start;
  const place = vscode.l10n.t('Line {0}, column {1}: {2}', line + 1, character + 1, sentenceOfFinding(first));
  throw new Error(
    others.length === 0
      ? place
      : vscode.l10n.t('{0} The Problems view lists {1} more.', place, others.length),
  );
}
