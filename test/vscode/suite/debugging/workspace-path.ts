/** Where the window's only folder is on this machine. */
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';

export function inWorkspace(...parts: readonly string[]): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return path.join(folder.uri.fsPath, ...parts);
}
