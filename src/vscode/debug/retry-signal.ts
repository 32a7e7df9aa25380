/**
 * The moment at which a failed batch is fed again or given up: a save of a source file, or a person's
 * decision in the Replays view.
 *
 * A save in the editor counts from the start of the attempt on: whoever stands on the breakpoint fixes the
 * line there and continues. A file that changes on disk (a build, another editor) counts only if it changed
 * after the attempt: what the handler itself writes must not start it again.
 */
import * as vscode from 'vscode';
import type { FailedBatchDecision } from '../../engine/ports/replay-observer';

const sourceFile = /\.(?:[cm]?[jt]sx?|json|env)$/;
const notSource = /\/(?:node_modules|\.git|\.stream-triggers|\.vscode)\//;

interface Waiting {
  readonly sinceMs: number;
  decide(decision: FailedBatchDecision): void;
}

export class RetrySignal implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private waiting: Waiting | undefined;
  private wasSaved = false;

  constructor(folder: vscode.WorkspaceFolder) {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
    const changed = (uri: vscode.Uri): void => void this.retryIfNew(uri);
    this.subscription = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.saved(uri)),
    );
  }

  /** An attempt begins: saves from now on are meant for the next one. */
  watchSaves(): void {
    this.wasSaved = false;
  }

  /** Resolves with the next decision; at once if there was a save since the attempt began. */
  wait(): Promise<FailedBatchDecision> {
    if (this.wasSaved) return Promise.resolve('retry');
    return new Promise((resolve) => {
      this.waiting = { sinceMs: Date.now(), decide: resolve };
    });
  }

  decide(decision: FailedBatchDecision): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.decide(decision);
  }

  dispose(): void {
    this.decide('giveUp');
    this.subscription.dispose();
  }

  private saved(uri: vscode.Uri): void {
    if (!isSource(uri)) return;
    this.wasSaved = true;
    this.decide('retry');
  }

  private async retryIfNew(uri: vscode.Uri): Promise<void> {
    const waiting = this.waiting;
    if (waiting === undefined || !isSource(uri)) return;
    try {
      const { mtime } = await vscode.workspace.fs.stat(uri);
      if (mtime >= waiting.sinceMs && this.waiting === waiting) this.decide('retry');
    } catch {
      // Gone again: a temporary file is no source.
    }
  }
}

/** Sources of other folders count as well: a package of a monorepo may be one. */
function isSource(uri: vscode.Uri): boolean {
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isInWorkspace && sourceFile.test(uri.path) && !notSource.test(uri.path);
}
