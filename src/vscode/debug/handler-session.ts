/**
 * The handler of one session as the engine invokes it: its process, the JavaScript debugger that hangs on it,
 * its clocks, and at which records it stops.
 */
import * as vscode from 'vscode';
import type { FunctionInvoker, InvocationResult } from '../../engine/ports/function-invoker';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { HandlerHost, HandlerHostOptions } from '../../handler-hosts/handler-host';
import { ChosenStops } from './chosen-stops';
import type { WriteLine } from './debug-console';
import { DebuggerConsole } from './debugger-console';
import { attachJavaScriptDebugger } from './javascript-debugger';
import { HeldTime } from './held-time';
import type { LaunchConfiguration } from './launch-configuration';
import { PausedDeadline } from './paused-deadline';
import type { ReplayParts } from './replay-parts';

export interface HandlerSessionSetting {
  readonly parts: ReplayParts;
  readonly session: vscode.DebugSession;
  readonly configuration: LaunchConfiguration;
  readonly write: WriteLine;
  /** The session can't go on: no debugger, or one that can't be told. */
  readonly fail: (error: Error) => void;
}

export class HandlerSession implements FunctionInvoker {
  private readonly deadline: PausedDeadline;
  private readonly chosenStops: ChosenStops | undefined;
  /** With `outputCapture: console` the JavaScript debugger shows what goes through `console.*`. */
  private readonly debuggerConsole: DebuggerConsole | undefined;
  private host: HandlerHost | undefined;
  private isRestartWanted = false;
  private isChosen = false;
  private hasStopped = false;
  private readonly held = new HeldTime();

  constructor(private readonly setting: HandlerSessionSetting) {
    const { parts, session, configuration } = setting;
    this.deadline = new PausedDeadline((ms) => parts.extendDeadlineExpression(ms));
    const choosesStops = configuration.stopOn !== undefined && !configuration.noDebug;
    this.chosenStops = choosesStops ? new ChosenStops(parts.chosenStops) : undefined;
    const shownByDebugger = configuration.outputCapture === 'console' && !configuration.noDebug;
    this.debuggerConsole = shownByDebugger ? new DebuggerConsole(session) : undefined;
  }

  async start(options: HandlerHostOptions): Promise<void> {
    const { parts, write } = this.setting;
    this.host = await parts.startHandlerHost(options, {
      output: (stream, text) => {
        if (this.debuggerConsole === undefined) write({ category: stream, text, isHandlerOutput: true });
      },
      notice: (message) => write({ category: 'stdout', text: `${message}\n` }),
      debuggerListening: (port) => this.attach(port),
      processEnded: () => undefined,
    });
  }

  /** The engine is about to invoke. @param isChosen the batch is a record that the session waits for */
  invocationBegins(isChosen: boolean): void {
    this.isChosen = isChosen;
    this.hasStopped = false;
    this.deadline.invocationBegins();
  }

  async invoke(event: Uint8Array, stop: StopSignal): Promise<InvocationResult> {
    if (this.host === undefined) throw new Error('The handler has not been started.');
    if (this.isRestartWanted) await this.host.restart();
    this.isRestartWanted = false;
    await this.chosenStops?.prepare(this.isChosen);
    const result = await this.host.invoke(event, stop);
    await this.debuggerConsole?.flush();
    if (this.isChosen && this.chosenStops !== undefined && !this.hasStopped) this.sayThatNothingStopped();
    return result;
  }

  /** The source was changed: the next invocation loads it anew. */
  restartBeforeNext(): void {
    this.isRestartWanted = true;
  }

  /** The debugger holds the handler: time does not count, neither here nor in the handler's own eyes. */
  paused(session: vscode.DebugSession, threadId: number | undefined): vscode.Disposable {
    this.hasStopped = true;
    const release = this.host?.holdTimeout();
    const moving = this.deadline.hold(session, threadId);
    const resume = this.held.hold();
    return new vscode.Disposable(() => {
      resume();
      moving.dispose();
      release?.();
    });
  }

  /** For how many milliseconds the debugger has held the handler since then. @param sinceMs epoch milliseconds */
  heldMs(sinceMs: number): number {
    return this.held.heldMs(sinceMs);
  }

  /** A session of the JavaScript debugger hangs on a process of the handler. */
  debuggerAttached(session: vscode.DebugSession): void {
    this.chosenStops?.attach(session).catch((error: unknown) => this.setting.fail(asError(error)));
  }

  debuggerDetached(session: vscode.DebugSession): void {
    this.chosenStops?.detach(session);
  }

  /** Resolves when the handler's process tree is gone. */
  async stop(): Promise<void> {
    this.chosenStops?.dispose();
    this.debuggerConsole?.dispose();
    await this.host?.stop();
  }

  private attach(port: number): void {
    const { parts, session, configuration, fail } = this.setting;
    attachJavaScriptDebugger(session, configuration, port, parts.hostFolder).catch((error: unknown) => {
      // Without a debugger the process would wait for it for ever.
      fail(asError(error));
    });
  }

  private sayThatNothingStopped(): void {
    const text = vscode.l10n.t(
      'The chosen record went through without a stop: no breakpoint was on its way. Without any breakpoint the session stops in the first line of the handler.',
    );
    this.setting.write({ category: 'console', text: `${text}\n` });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
