/**
 * The invocation's deadline as the handler sees it: it moves with the time for which the debugger holds the
 * process, or `getRemainingTimeInMillis()` would run out while somebody looks at variables.
 */
import * as vscode from 'vscode';

/** How often it is moved; what the handler sees lags by at most this, however often it pauses. */
const STEP_MS = 500;

export class PausedDeadline {
  /** Time of earlier pauses of the running invocation that its process has not been told yet, in milliseconds. */
  private owedMs = 0;

  /** @param expression moves the deadline in the handler's process when the debugger evaluates it there */
  constructor(private readonly expression: (milliseconds: number) => string) {}

  /** A new invocation has a deadline of its own. */
  invocationBegins(): void {
    this.owedMs = 0;
  }

  /** The session stands still until the result is disposed of. */
  hold(session: vscode.DebugSession): vscode.Disposable {
    let sinceMs = performance.now();
    const move = (): void => {
      const nowMs = performance.now();
      const expression = this.expression(this.owedMs + nowMs - sinceMs);
      sinceMs = nowMs;
      this.owedMs = 0;
      session.customRequest('evaluate', { expression, context: 'watch' }).then(undefined, () => {
        // The session has just continued or ended; there is no deadline left to move.
      });
    };
    // A process that runs can't be told: what a pause still owes is paid when the next one begins.
    if (this.owedMs > 0) move();
    const timer = setInterval(move, STEP_MS);
    return new vscode.Disposable(() => {
      clearInterval(timer);
      this.owedMs += performance.now() - sinceMs;
    });
  }
}
