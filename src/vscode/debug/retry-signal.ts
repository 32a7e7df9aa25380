/**
 * The moment at which a failed batch is fed again or given up: a save of a source file, or a person's
 * decision in the Replays view.
 *
 * A save in the editor counts from the start of the attempt on: whoever stands on the breakpoint fixes the
 * line there and continues. A file that changes on disk (a build, another editor) counts only if it changed
 * after the attempt: what the handler itself writes must not start it again. A save is for every batch that
 * waits; shards wait each for itself.
 */
import * as vscode from 'vscode';
import type { RetryDecision } from '../../engine/ports/retry-gate';
import type { ReplayedBatch } from '../views/replays/replays-model';

const sourceFile = /\.(?:[cm]?[jt]sx?|json|env)$/;
const notSource = /\/(?:node_modules|\.git|\.stream-triggers|\.vscode)\//;

interface Waiting {
  readonly sinceMs: number;
  decide(decision: RetryDecision): void;
}

export class RetrySignal implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private readonly waiting = new Map<ReplayedBatch, Waiting>();
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
  wait(batch: ReplayedBatch): Promise<RetryDecision> {
    if (this.wasSaved) return Promise.resolve('retryAfresh');
    return new Promise((resolve) => {
      this.waiting.set(batch, { sinceMs: Date.now(), decide: resolve });
    });
  }

  decide(batch: ReplayedBatch, decision: RetryDecision): void {
    const waiting = this.waiting.get(batch);
    this.waiting.delete(batch);
    waiting?.decide(decision);
  }

  /** Lets go of what waits; the session has ended, so nothing comes of it. */
  dispose(): void {
    this.decideAll('retry');
    this.subscription.dispose();
  }

  private decideAll(decision: RetryDecision): void {
    for (const batch of [...this.waiting.keys()]) this.decide(batch, decision);
  }

  private saved(uri: vscode.Uri): void {
    if (!isSource(uri)) return;
    this.wasSaved = true;
    this.decideAll('retryAfresh');
  }

  private async retryIfNew(uri: vscode.Uri): Promise<void> {
    if (this.waiting.size === 0 || !isSource(uri)) return;
    const before = [...this.waiting];
    try {
      const { mtime } = await vscode.workspace.fs.stat(uri);
      for (const [batch, waiting] of before)
        if (mtime >= waiting.sinceMs && this.waiting.get(batch) === waiting)
          this.decide(batch, 'retryAfresh');
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
