/** Watches the captures of failed batches: one that is deleted is not saved any more, whoever has deleted it. */
import * as vscode from 'vscode';
import { settingIds } from '../../contributions';
import { capturesFolder } from '../../settings';

/** Of captures of failed batches and of what stands beside them, whatever the folder in the captures folder. */
const FILES = '**/*-failed-*';

/** A branch is switched, a folder is deleted: many at once. */
const TOLD_AFTER_MS = 200;

export class SavedFiles implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private watchers: vscode.Disposable | undefined;
  private pending: NodeJS.Timeout | undefined;

  /** @param changed files have come or gone */
  constructor(private readonly changed: () => unknown) {
    const watchAnew = (): void => {
      this.watch();
      this.tellSoon();
    };
    this.subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeWorkspaceFolders(watchAnew),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settingIds.capturesFolder)) watchAnew();
      }),
    );
    this.watch();
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.watchers?.dispose();
    this.subscription.dispose();
  }

  private watch(): void {
    this.watchers?.dispose();
    const watchers = (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const place = vscode.Uri.file(capturesFolder(folder));
      const pattern = new vscode.RelativePattern(place, FILES);
      const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, false);
      watcher.onDidCreate(() => this.tellSoon());
      watcher.onDidDelete(() => this.tellSoon());
      return watcher;
    });
    this.watchers = vscode.Disposable.from(...watchers);
  }

  private tellSoon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => this.changed(), TOLD_AFTER_MS);
  }
}
