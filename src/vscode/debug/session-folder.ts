/**
 * The workspace folder that a session belongs to. Where F5 is pressed without a launch.json VS Code names the
 * first one, whichever folder the handler is in; then an attribute of ours says it.
 */
import * as vscode from 'vscode';

const attribute = '__workspaceFolder';

/** @returns what a configuration needs beside its own attributes to run in another folder than VS Code names */
export function inFolder(
  folder: vscode.WorkspaceFolder,
  named: vscode.WorkspaceFolder | undefined,
): Readonly<Record<string, string>> {
  return folder.uri.toString() === named?.uri.toString() ? {} : { [attribute]: folder.uri.toString() };
}

export function sessionFolder(
  configuration: vscode.DebugConfiguration,
  named: vscode.WorkspaceFolder | undefined,
): vscode.WorkspaceFolder | undefined {
  const uri: unknown = configuration[attribute];
  const folder =
    typeof uri === 'string' ? vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) : undefined;
  return folder ?? named ?? vscode.workspace.workspaceFolders?.[0];
}
