/** Delete: moves the capture to the trash, from which it can be put back; asks where there is no trash. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { confirm, showInformation } from '../../notifications';
import type { ReplayOutcomes } from '../../replay-outcomes';
import type { Command } from '../command-table';
import { captureFileNode } from '../tree-arguments';

/** What Undo keeps in memory; a larger capture is put back from the trash. */
const LARGEST_UNDO_BYTES = 64 * 1024 * 1024;

export function deleteCapture(outcomes: ReplayOutcomes): Command {
  return async (argument) => {
    const { file } = captureFileNode(argument);
    const uri = vscode.Uri.file(file);
    const name = path.basename(file);
    const { size } = await vscode.workspace.fs.stat(uri);
    const content = size > LARGEST_UNDO_BYTES ? undefined : await vscode.workspace.fs.readFile(uri);
    if (!(await moveToTrash(uri))) {
      const agreed = await confirm(
        vscode.l10n.t('Delete {0} for good?', name),
        vscode.l10n.t('This machine has no trash: the captured records can not be put back.'),
        vscode.l10n.t('Delete'),
      );
      if (!agreed) return;
      await vscode.workspace.fs.delete(uri);
    }
    outcomes.move(file);
    const deleted = vscode.l10n.t('{0} was deleted.', name);
    if (content === undefined) showInformation(deleted);
    else showInformation(deleted, undo(uri, content));
  };
}

function undo(uri: vscode.Uri, content: Uint8Array): { readonly label: string; run(): unknown } {
  return { label: vscode.l10n.t('Undo'), run: () => vscode.workspace.fs.writeFile(uri, content) };
}

/** @returns false where there is no trash. @throws what else stands in the way, such as permissions */
async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch (error) {
    // VS Code has no code for it, only a sentence that names the trash.
    if (error instanceof Error && /trash|recycle bin/i.test(error.message)) return false;
    throw error;
  }
}
