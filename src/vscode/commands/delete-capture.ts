/** Delete: moves the capture to the trash, from which it can be put back; asks where there is no trash. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { confirm, showInformation } from '../notifications';
import type { ReplayOutcomes } from '../replay-outcomes';
import type { Command } from './command-table';
import { captureFileNode } from './tree-arguments';

export function deleteCapture(outcomes: ReplayOutcomes): Command {
  return async (argument) => {
    const { file } = captureFileNode(argument);
    const uri = vscode.Uri.file(file);
    const name = path.basename(file);
    const content = await vscode.workspace.fs.readFile(uri);
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
    const undo = { label: vscode.l10n.t('Undo'), run: () => vscode.workspace.fs.writeFile(uri, content) };
    showInformation(vscode.l10n.t('{0} was deleted.', name), undo);
  };
}

async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') throw error;
    return false;
  }
}
