/**
 * What VS Code's JavaScript debugger shows in the Debug Console for a session with `outputCapture: console`.
 *
 * It learns of each `console.*` call over the inspector's socket and shows it a little later, so a process
 * that is killed as soon as it has answered takes its last lines with it, and our own lines come before them.
 */
import * as vscode from 'vscode';
import type { ProtocolMessage } from './javascript-sessions';
import { NODE_SESSION_TYPE, saysThatProcessIsThere, sessionsUpwards } from './javascript-sessions';

/**
 * The end of a console group reaches the debugger behind all that the handler has printed, and shows as nothing.
 * A console context of V8's own tells the debugger alone: the handler's groups and stdout stay as they are.
 */
const MARK = "typeof console.context === 'function' && console.context('stream-triggers').groupEnd()";

/** A process that hangs answers no debugger; its output is not worth the whole session. */
const PATIENCE_MS = 2000;

export class DebuggerConsole implements vscode.Disposable {
  private readonly processes = new Set<vscode.DebugSession>();
  private readonly waiting = new Set<() => void>();
  private readonly subscription: vscode.Disposable;

  /** @param parent the session below which the debugger's sessions are */
  constructor(parent: vscode.DebugSession) {
    this.subscription = vscode.debug.registerDebugAdapterTrackerFactory(NODE_SESSION_TYPE, {
      createDebugAdapterTracker: (session) => {
        if (![...sessionsUpwards(session)].some(({ id }) => id === parent.id)) return undefined;
        return {
          onDidSendMessage: (message: ProtocolMessage) => this.saw(session, message),
          onWillStopSession: () => this.processes.delete(session),
        };
      },
    });
  }

  /** Resolves when all that the handler has printed so far is shown, or when the debugger does not get there. */
  async flush(): Promise<void> {
    await Promise.all([...this.processes].map((session) => this.flushProcess(session)));
  }

  dispose(): void {
    this.subscription.dispose();
    for (const done of this.waiting) done();
  }

  private flushProcess(session: vscode.DebugSession): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(patience);
        this.waiting.delete(done);
        resolve();
      };
      const patience = setTimeout(done, PATIENCE_MS);
      this.waiting.add(done);
      // A process that has ended meanwhile is out of reach, and has nothing left to show.
      session.customRequest('evaluate', { expression: MARK, context: 'watch' }).then(undefined, done);
    });
  }

  private saw(session: vscode.DebugSession, message: ProtocolMessage): void {
    if (saysThatProcessIsThere(message)) this.processes.add(session);
    if (message.event === 'output' && message.body?.group === 'end') for (const done of this.waiting) done();
  }
}
