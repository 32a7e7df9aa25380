/** Cancel, as a person clicks it in the progress of something that takes long. */
import * as vscode from 'vscode';

/** Clicks Cancel in whatever is shown, when it says that for the first time. */
export function cancelledAt(message: RegExp): { readonly atMs: () => number; readonly restore: () => void } {
  const { withProgress } = vscode.window;
  let atMs = 0;
  const window = vscode.window as { withProgress: unknown };
  window.withProgress = (
    options: vscode.ProgressOptions,
    work: (progress: { report: (said: { message?: string }) => void }, token: unknown) => Thenable<unknown>,
  ) => {
    const source = new vscode.CancellationTokenSource();
    const report = (said: { message?: string }): void => {
      if (!message.test(said.message ?? '') || atMs !== 0) return;
      atMs = Date.now();
      source.cancel();
    };
    return withProgress(options, () => work({ report }, source.token));
  };
  return { atMs: () => atMs, restore: () => (window.withProgress = withProgress) };
}
