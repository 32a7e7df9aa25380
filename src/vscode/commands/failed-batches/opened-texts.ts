/** Where a text with on-failure documents comes from: the clipboard, files, the editor, or what is typed. */
import * as vscode from 'vscode';
import { readFailedBatches } from '../../../failed-batches/documents/read-failed-batches';
import { commandIds } from '../../contributions';
import { showError, withProgress } from '../../notifications';
import { sizeText } from '../../size-text';
import type { Command } from '../command-table';
import type { OpeningParts } from './connection-of-document';
import { openFailedBatches } from './open-failed-batches';

/** The event of a document in S3 has 6 MB at most; a log may have many. */
const LONGEST_FILE = 64 * 1024 * 1024;

export function openFromClipboard(parts: OpeningParts): Command {
  return async () => {
    await openFailedBatches(parts, await copiedText());
  };
}

/** By one click from a copied notification to a breakpoint; of several batches the user says which. */
export function debugFromClipboard(parts: OpeningParts): Command {
  return async () => {
    const nodes = await openFailedBatches(parts, await copiedText());
    const placeholder = vscode.l10n.t('Which failed batch shall be debugged?');
    const node = nodes.length > 1 ? await parts.failures.chooseAmong(nodes, placeholder) : nodes[0];
    if (node !== undefined) await vscode.commands.executeCommand(commandIds.debugFailedBatch, node);
  };
}

async function copiedText(): Promise<string> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() !== '') return text;
  throw new Error(
    vscode.l10n.t(
      'The clipboard is empty: copy the notification, the message or the line of the log first, then open it again.',
    ),
  );
}

/** Called with a file it opens that one. */
export function openFromFile(parts: OpeningParts): Command {
  return async (argument) => {
    const chosen =
      argument instanceof vscode.Uri
        ? [argument]
        : await vscode.window.showOpenDialog({
            title: vscode.l10n.t('Open Failed Batches'),
            openLabel: vscode.l10n.t('Open'),
            canSelectMany: true,
          });
    for (const uri of chosen ?? []) {
      try {
        await openFailedBatches(parts, await readText(uri));
      } catch (error) {
        // One bad file does not hold back the others.
        showError(error);
      }
    }
  };
}

/** The selection or the whole text of the editor if it holds documents; else what is typed or pasted into a box. */
export function openFromText(parts: OpeningParts): Command {
  return async () => {
    const text = documentsInEditor() ?? (await typedText());
    if (text !== undefined) await openFailedBatches(parts, text);
  };
}

function documentsInEditor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) return document.getText(selection);
  const text = document.getText();
  return readFailedBatches(text).kind === 'failedBatches' ? text : undefined;
}

/** A box takes the line breaks out of what is pasted: JSON can do without them. */
async function typedText(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    prompt: vscode.l10n.t('The on-failure document, as it is or with whatever is around it'),
    placeHolder: '{"requestContext": …, "DDBStreamBatchInfo": …}',
    ignoreFocusOut: true,
  });
  return text === undefined || text.trim() === '' ? undefined : text;
}

async function readText(uri: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (size > LONGEST_FILE)
    throw new Error(
      vscode.l10n.t(
        '{0} has {1}: files of up to {2} are read. Copy the documents out of it.',
        name,
        sizeText(size),
        sizeText(LONGEST_FILE),
      ),
    );
  const bytes = await withProgress(vscode.l10n.t('Reading {0}', name), async () =>
    vscode.workspace.fs.readFile(uri),
  );
  return new TextDecoder().decode(bytes);
}
