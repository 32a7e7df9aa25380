/**
 * The invocation's deadline as the handler sees it: it moves with the time for which the debugger holds the
 * process, or `getRemainingTimeInMillis()` would run out while somebody looks at variables.
 */
import * as vscode from 'vscode';

/** How often it is moved; what the handler sees lags by at most this, however often it pauses. */
const STEP_MS = 500;

interface StackTrace {
  readonly stackFrames: readonly { readonly id: number }[];
}

export class PausedDeadline {
  /** Time of earlier pauses of the running invocation that its process has not been told yet, in milliseconds. */
  private owedMs = 0;
  private invocations = 0;

  /** @param expression moves the deadline in the handler's process when the debugger evaluates it there */
  constructor(private readonly expression: (milliseconds: number) => string) {}

  /** A new invocation has a deadline of its own. */
  invocationBegins(): void {
    this.invocations += 1;
    this.owedMs = 0;
  }

  /** The session stands still until the result is disposed of. */
  hold(session: vscode.DebugSession, threadId: number | undefined): vscode.Disposable {
    let sinceMs = performance.now();
    const move = (): void => {
      const nowMs = performance.now();
      const { invocations } = this;
      const milliseconds = this.owedMs + nowMs - sinceMs;
      sinceMs = nowMs;
      this.owedMs = 0;
      evaluateInPause(session, threadId, this.expression(milliseconds)).then(undefined, () => {
        // The session has just continued or ended: the next pause of the invocation tells it, if there is one.
        if (invocations === this.invocations) this.owedMs += milliseconds;
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

/**
 * In a frame, which is there only as long as the pause: an expression that comes late, without one, while the process is on
 * its way to the end of a step, would be where that step ends.
 */
async function evaluateInPause(
  session: vscode.DebugSession,
  threadId: number | undefined,
  expression: string,
): Promise<void> {
  const stackTrace: unknown = await session.customRequest('stackTrace', {
    threadId,
    startFrame: 0,
    levels: 1,
  });
  const [frame] = (stackTrace as StackTrace).stackFrames;
  if (frame === undefined) throw new Error('The process runs.');
  await session.customRequest('evaluate', { expression, frameId: frame.id, context: 'watch' });
}
