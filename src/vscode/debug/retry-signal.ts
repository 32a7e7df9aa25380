/**
 * The moment at which a failed batch is fed again or given up: a save of a source file,
 * or a person's decision in the Replays view.
 */
import * as vscode from 'vscode';
import type { FailedBatchDecision } from '../../engine/ports/replay-observer';

const sourceFile = /\.(?:[cm]?[jt]s|json|env)$/;
const notSource = /[\\/](?:node_modules|\.git|\.stream-triggers)[\\/]/;

export class RetrySignal implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private waiting: ((decision: FailedBatchDecision) => void) | undefined;

  constructor(folder: vscode.WorkspaceFolder) {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
    const retry = (uri: vscode.Uri): void => {
      if (sourceFile.test(uri.path) && !notSource.test(uri.path)) this.decide('retry');
    };
    this.subscription = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(retry),
      watcher.onDidCreate(retry),
    );
  }

  /** Resolves with the next decision; one wait at a time. */
  wait(): Promise<FailedBatchDecision> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  decide(decision: FailedBatchDecision): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(decision);
  }

  dispose(): void {
    this.decide('giveUp');
    this.subscription.dispose();
  }
}
