/** The way out that every error of a configuration offers: the file in which it can be corrected. */
import * as vscode from 'vscode';
import { exists } from '../file-exists';
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
