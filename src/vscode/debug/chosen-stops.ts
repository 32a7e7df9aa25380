/**
 * `stopOn` at the debugger: all pauses are skipped but while a chosen record is handled. The JavaScript
 * debugger is told only when that changes, so what runs through costs nothing.
 *
 * A chosen record stops at the user's breakpoints; where none is bound, right before the handler.
 */
import * as vscode from 'vscode';
import { isJsonObject } from '../../engine/events/json-object';
import { CdpConnection } from './cdp-connection';
import { isSeenSoon } from './repeated-looks';

export interface ChosenStopExpressions {
  /** Lets a process that waits for its debugger go on. */
  readonly letHandlerRun: string;
  /** Makes the next call stop before the handler. */
  readonly stopBeforeHandler: string;
}

/** For how long a chosen record waits for a breakpoint to be bound: 2 seconds, and longer where VS Code answers late. */
const UNTIL_BOUND = { looks: 40, pauseMs: 50 };

interface Attached {
  readonly connection: CdpConnection;
  skipsPauses: boolean;
}

export class ChosenStops implements vscode.Disposable {
  private readonly attached = new Map<vscode.DebugSession, Attached>();
  private isChosen = false;

  constructor(private readonly expressions: ChosenStopExpressions) {}

  /**
   * A process is there and waits before anything of the handler is loaded.
   * @throws an error when the JavaScript debugger can't be told
   */
  async attach(session: vscode.DebugSession): Promise<void> {
    const connection = await CdpConnection.open(session);
    const attached: Attached = { connection, skipsPauses: false };
    this.attached.set(session, attached);
    // Nothing is bound before the handler is loaded: that somebody has set a breakpoint must do.
    await this.setUp(attached, !vscode.debug.breakpoints.some(({ enabled }) => enabled));
    await evaluate(connection, this.expressions.letHandlerRun);
  }

  detach(session: vscode.DebugSession): void {
    this.attached.get(session)?.connection.close();
    this.attached.delete(session);
  }

  /** Before each invocation. @param isChosen whether it carries a chosen record */
  async prepare(isChosen: boolean): Promise<void> {
    this.isChosen = isChosen;
    for (const [session, attached] of this.attached) {
      if (!isChosen && attached.skipsPauses) continue;
      try {
        await this.setUp(attached, isChosen && !(await hasBoundBreakpoint(session)));
      } catch (error) {
        // A process that has ended needs no telling; the next one is told when it is there.
        if (!attached.connection.isClosed) throw error;
        this.attached.delete(session);
      }
    }
  }

  dispose(): void {
    for (const session of [...this.attached.keys()]) this.detach(session);
  }

  private async setUp(attached: Attached, stopsBeforeHandler: boolean): Promise<void> {
    const skip = !this.isChosen;
    if (attached.skipsPauses !== skip) await attached.connection.send('Debugger.setSkipAllPauses', { skip });
    attached.skipsPauses = skip;
    if (this.isChosen && stopsBeforeHandler)
      await evaluate(attached.connection, this.expressions.stopBeforeHandler);
  }
}

function evaluate(connection: CdpConnection, expression: string): Promise<void> {
  return connection.send('Runtime.evaluate', { expression, silent: true, disableBreaks: true });
}

/** A handler that was loaded a moment ago: the JavaScript debugger still tells VS Code what it has bound. */
async function hasBoundBreakpoint(session: vscode.DebugSession): Promise<boolean> {
  const enabled = vscode.debug.breakpoints.filter((breakpoint) => breakpoint.enabled);
  if (enabled.length === 0) return false;
  return isSeenSoon(async () => {
    const bound: unknown[] = await Promise.all(
      enabled.map((breakpoint) => session.getDebugProtocolBreakpoint(breakpoint)),
    );
    return bound.some((breakpoint) => isJsonObject(breakpoint) && breakpoint['verified'] === true);
  }, UNTIL_BOUND);
}
