/**
 * The part of a session that VS Code's own JavaScript debugger plays: it attaches to the
 * handler's process, and tells us when the process stands still.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { HandlerEntry } from './handler-entry';
import type { ProtocolMessage } from './javascript-sessions';
import { NODE_SESSION_TYPE, saysThatProcessIsThere } from './javascript-sessions';
import type { LaunchConfiguration } from './launch-configuration';

/** Attaches a child session to the debug port of a handler's process. */
export async function attachJavaScriptDebugger(
  parent: vscode.DebugSession,
  configuration: LaunchConfiguration,
  port: number,
  hostFolder: string,
): Promise<void> {
  const { skipFiles, ...passThrough } = configuration.passThrough;
  const child: vscode.DebugConfiguration = {
    ...passThrough,
    type: NODE_SESSION_TYPE,
    request: 'attach',
    name: configuration.name,
    // Never `localhost`: where it is ::1 first, the debugger finds nobody there.
    address: '127.0.0.1',
    port,
    continueOnAttach: true,
    cwd: path.resolve(parent.workspaceFolder?.uri.fsPath ?? '', configuration.cwd),
    outputCapture: configuration.outputCapture,
    skipFiles: [
      ...(Array.isArray(skipFiles) ? (skipFiles as unknown[]) : []),
      '<node_internals>/**',
      `${hostFolder.replaceAll('\\', '/')}/**`,
    ],
  };
  const started = await vscode.debug.startDebugging(parent.workspaceFolder, child, {
    parentSession: parent,
    lifecycleManagedByParent: true,
    consoleMode: vscode.DebugConsoleMode.MergeWithParent,
    compact: true,
    suppressSaveBeforeStart: true,
  });
  if (!started) throw new Error(vscode.l10n.t("VS Code's JavaScript debugger did not start."));
}

export interface PauseListener {
  /** The debugger is set up on a process of the handler. */
  attached(session: vscode.DebugSession): void;
  detached(session: vscode.DebugSession): void;
  paused(session: vscode.DebugSession, threadId: number | undefined): void;
  resumed(session: vscode.DebugSession): void;
}

const resumingCommands = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'restartFrame',
  'goto',
  'disconnect',
]);

/** Watches the JavaScript debugger's sessions below a session of ours for stops and continuations. */
export function watchPauses(
  find: (session: vscode.DebugSession) => PauseListener | undefined,
): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory(NODE_SESSION_TYPE, {
    createDebugAdapterTracker(session) {
      const listener = find(session);
      return listener === undefined ? undefined : new PauseTracker(session, listener);
    },
  });
}

class PauseTracker implements vscode.DebugAdapterTracker {
  private isPaused = false;
  private readonly entry: HandlerEntry;

  constructor(
    private readonly session: vscode.DebugSession,
    private readonly listener: PauseListener,
  ) {
    this.entry = new HandlerEntry(session);
  }

  onDidSendMessage(message: ProtocolMessage): void {
    if (saysThatProcessIsThere(message)) this.listener.attached(this.session);
    if (message.type === 'event' && message.event === 'stopped') {
      this.pause(message.body?.threadId);
      this.entry.stopped(message.body?.threadId);
    } else if (resumes(message)) this.resume();
  }

  onWillStopSession(): void {
    this.end();
  }

  onExit(): void {
    this.end();
  }

  private end(): void {
    this.resume();
    this.listener.detached(this.session);
  }

  private pause(threadId: number | undefined): void {
    if (this.isPaused) return;
    this.isPaused = true;
    this.listener.paused(this.session, threadId);
  }

  private resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.listener.resumed(this.session);
  }
}

function resumes(message: ProtocolMessage): boolean {
  if (message.type === 'event') return message.event === 'continued' || message.event === 'terminated';
  return (
    message.type === 'response' && message.success === true && resumingCommands.has(message.command ?? '')
  );
}
