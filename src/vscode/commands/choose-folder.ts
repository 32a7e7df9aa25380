/** Into which folder of the workspace captures go: the only one, or the one that is chosen. */
import * as vscode from 'vscode';

/** @returns undefined when nothing was chosen. @throws an error for people when no folder is open */
export async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error(vscode.l10n.t('Open a folder first: captures are kept in it.'));
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick();
}
