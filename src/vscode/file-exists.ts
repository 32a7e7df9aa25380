/** Whether there is a file or a folder, by VS Code's file system. */
import * as vscode from 'vscode';

/** @param type only what is of this type; anything without it */
export async function exists(uri: vscode.Uri, type?: vscode.FileType): Promise<boolean> {
  try {
    const found = await vscode.workspace.fs.stat(uri);
    return type === undefined || (found.type & type) !== 0;
  } catch {
    // What can't be looked at is not there for us.
    return false;
  }
}
