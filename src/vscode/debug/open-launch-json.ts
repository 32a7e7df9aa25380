/** The way out that every error of a configuration offers: the file in which it can be corrected. */
import * as vscode from 'vscode';
import type { NotificationAction } from '../notifications';

export function openLaunchJson(folder: vscode.WorkspaceFolder | undefined): NotificationAction {
  return { label: vscode.l10n.t('Open launch.json'), run: () => open(folder) };
}

async function open(folder: vscode.WorkspaceFolder | undefined): Promise<void> {
  if (folder === undefined && vscode.workspace.workspaceFile !== undefined) {
    await vscode.commands.executeCommand('workbench.action.openWorkspaceConfigFile');
    return;
  }
  const root = folder ?? vscode.workspace.workspaceFolders?.[0];
  const file = root && vscode.Uri.joinPath(root.uri, '.vscode', 'launch.json');
  if (file !== undefined && (await exists(file))) await vscode.window.showTextDocument(file);
  else await vscode.commands.executeCommand('debug.addConfiguration');
}

export async function exists(uri: vscode.Uri, type?: vscode.FileType): Promise<boolean> {
  try {
    const found = await vscode.workspace.fs.stat(uri);
    return type === undefined || (found.type & type) !== 0;
  } catch {
    // What can't be looked at is not there for us.
    return false;
  }
}
