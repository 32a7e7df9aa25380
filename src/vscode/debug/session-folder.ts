/**
 * The workspace folder that a session belongs to. VS Code names the first one where F5 was pressed without a
 * launch.json, whichever folder the handler is in: there `cwd` says it.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';

export function sessionFolder(
  cwd: unknown,
  named: vscode.WorkspaceFolder | undefined,
): vscode.WorkspaceFolder | undefined {
  const holdsCwd =
    typeof cwd === 'string' && path.isAbsolute(cwd)
      ? vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd))
      : undefined;
  return holdsCwd ?? named ?? vscode.workspace.workspaceFolders?.[0];
}
