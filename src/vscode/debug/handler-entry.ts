/**
 * From the stop right before the handler to the handler's own first line: the statement that stops stands in a script
 * of ours, which nobody wants to see.
 */
import * as vscode from 'vscode';
import { sessionsUpwards } from './javascript-sessions';

/** The script's name; `node-host/stop-on-entry.ts` gives it. */
const SCRIPT_BEFORE_HANDLER = 'before-the-handler.js';

interface StackTrace {
  readonly stackFrames: readonly { readonly source?: { readonly path?: string; readonly name?: string } }[];
}

export class HandlerEntry {
  private isEntering = false;
  private readonly mayStopBeforeHandler: boolean;

  constructor(private readonly session: vscode.DebugSession) {
    this.mayStopBeforeHandler = [...sessionsUpwards(session)].some(
      ({ configuration }) => configuration['stopOnEntry'] === true || configuration['stopOn'] !== undefined,
    );
  }

  /** Each stop of the process: one in the script before the handler is stepped on from, twice for the way in. */
  stopped(threadId: number | undefined): void {
    if (threadId === undefined || !this.mayStopBeforeHandler) return;
    // Whoever continues or ends the session meanwhile has taken the stop away; then there is nothing to step from.
    this.step(threadId).catch(() => undefined);
  }

  private async step(threadId: number): Promise<void> {
    const { stackFrames } = (await this.session.customRequest('stackTrace', {
      threadId,
      startFrame: 0,
      levels: 1,
    })) as StackTrace;
    const source = stackFrames[0]?.source;
    if ((source?.path ?? source?.name ?? '').endsWith(SCRIPT_BEFORE_HANDLER)) {
      this.isEntering = true;
      await this.session.customRequest('stepIn', { threadId });
    } else if (this.isEntering) {
      this.isEntering = false;
      await showDebugView();
    }
  }
}

/** As VS Code does at a breakpoint; at the end of a step it does not. */
async function showDebugView(): Promise<void> {
  if (vscode.workspace.getConfiguration('debug').get('openDebug') === 'openOnDebugBreak')
    await vscode.commands.executeCommand('workbench.view.debug');
}
