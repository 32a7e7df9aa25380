/** Notices that the shared AWS files have changed, or that somebody has signed in, so that the tree recovers by itself. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { SharedFilePaths } from '../../triggers/ports/account-service';

/** An editor or a tool writes a file in several steps. */
const SETTLED_AFTER_MS = 200;

export interface FileChanges {
  onConfiguration(): void;
  onCredentials(): void;
  /** Of the caches that single sign-on and console login keep. */
  onSignIn(): void;
}

export function watchSharedFiles(
  { configuration, credentials, signInFolders }: SharedFilePaths,
  changes: FileChanges,
): vscode.Disposable {
  return vscode.Disposable.from(
    watchFile(configuration, () => changes.onConfiguration()),
    watchFile(credentials, () => changes.onCredentials()),
    ...signInFolders.map((folder) => watch(folder, '*.json', () => changes.onSignIn())),
  );
}

function watchFile(file: string, onChange: () => void): vscode.Disposable {
  return watch(path.dirname(file), path.basename(file), onChange);
}

function watch(folder: string, pattern: string, onChange: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
  );
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(onChange, SETTLED_AFTER_MS);
  };
  watcher.onDidChange(soon);
  watcher.onDidCreate(soon);
  watcher.onDidDelete(soon);
  return new vscode.Disposable(() => {
    clearTimeout(waiting);
    watcher.dispose();
  });
}
