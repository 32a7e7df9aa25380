/** The sessions of type `dynamodb-stream` in this window: makes their adapters, finds them, ends them. */
import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../contributions';
import type { NotificationAction } from '../notifications';
import type { ReplayedBatch } from '../views/replays/replays-model';
import type { DebugConsoleLine, WriteLine } from './debug-console';
import type { PauseListener } from './javascript-debugger';
import { watchPauses } from './javascript-debugger';
import { sessionsUpwards } from './javascript-sessions';
import { checkLaunchConfiguration } from './launch-configuration';
import { OutputTerminal } from './output-terminal';
import { openLaunchJson } from './open-launch-json';
import { ReplayDebugAdapter } from './replay-debug-adapter';
import type { ReplayContext } from './replay-run';
import { ReplayRun } from './replay-run';
import { sessionFolder } from './session-folder';

interface RunningSession {
  readonly adapter: ReplayDebugAdapter;
  run: ReplayRun | undefined;
}

export class DebugSessions implements vscode.DebugAdapterDescriptorFactory, PauseListener {
  private readonly running = new Map<string, RunningSession>();
  private readonly terminals = new Map<string, OutputTerminal>();
  private readonly holds = new Map<string, vscode.Disposable>();

  constructor(
    private readonly context: ReplayContext,
    private readonly report: (error: unknown, ...actions: readonly NotificationAction[]) => void,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, this),
      watchPauses((session) => (this.ancestorOf(session) === undefined ? undefined : this)),
      vscode.debug.onDidTerminateDebugSession((session) => this.running.delete(session.id)),
    );
  }

  createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    const adapter = new ReplayDebugAdapter(
      (noDebug, write) => {
        const run = this.startRun(session, noDebug, write);
        entry.run = run;
        return run;
      },
      (error) => this.report(error, openLaunchJson(session.workspaceFolder)),
    );
    const entry: RunningSession = { adapter, run: undefined };
    this.running.set(session.id, entry);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it has dispose(), which is all VS Code calls
    return new vscode.DebugAdapterInlineImplementation(adapter);
  }

  attached(session: vscode.DebugSession): void {
    this.ancestorOf(session)?.run?.debuggerAttached(session);
  }

  detached(session: vscode.DebugSession): void {
    this.ancestorOf(session)?.run?.debuggerDetached(session);
  }

  paused(session: vscode.DebugSession, threadId: number | undefined): void {
    const hold = this.ancestorOf(session)?.run?.paused(session, threadId);
    if (hold) this.holds.set(session.id, hold);
  }

  resumed(session: vscode.DebugSession): void {
    this.holds.get(session.id)?.dispose();
    this.holds.delete(session.id);
  }

  /** The run that holds this batch open for a decision, if it still does. */
  runWaitingFor(batch: ReplayedBatch): ReplayRun | undefined {
    return [...this.running.values()].find(({ run }) => run?.waitsFor(batch) === true)?.run;
  }

  /** Ends every session's processes; what `deactivate` waits for. */
  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map(({ adapter }) => adapter.shutDown()));
  }

  private startRun(
    session: vscode.DebugSession,
    noDebug: boolean,
    write: (line: DebugConsoleLine) => void,
  ): ReplayRun {
    const folder = sessionFolder(session.configuration, session.workspaceFolder);
    if (folder === undefined)
      throw new Error(vscode.l10n.t('Open a folder to replay captured batches in it.'));
    const raw = { ...session.configuration, noDebug };
    const configuration = checkLaunchConfiguration(raw, folder.uri.fsPath, vscode.l10n.t);
    if ('problems' in configuration)
      throw new Error(configuration.problems.map(({ message }) => message).join(' '));
    const lineWriter =
      configuration.console === 'integratedTerminal' ? this.terminal(configuration.name, write).write : write;
    return new ReplayRun(this.context, session, folder, configuration, lineWriter);
  }

  /** One terminal a name: the newest session takes the place of the one before. */
  private terminal(name: string, toDebugConsole: WriteLine): OutputTerminal {
    this.terminals.get(name)?.dispose();
    const terminal = new OutputTerminal(name, toDebugConsole);
    this.terminals.set(name, terminal);
    return terminal;
  }

  private ancestorOf(session: vscode.DebugSession): RunningSession | undefined {
    for (const current of sessionsUpwards(session)) {
      const found = this.running.get(current.id);
      if (found) return found;
    }
    return undefined;
  }
}
