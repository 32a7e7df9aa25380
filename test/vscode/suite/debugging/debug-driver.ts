/**
 * Starts replay sessions inside VS Code and waits for what the debugger and the replay report:
 * stops, Debug Console output, ends. Every wait ends with the event, or with what was seen instead.
 */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const DEBUG_TYPE = 'dynamodb-stream';
const NODE_TYPE = 'pwa-node';
const LIMIT_MS = 120_000;
/** Lambda's default of 3 seconds would tell of a machine that stands still. */
const TIMEOUT_IN_SECONDS = 60;

export interface StoppedAt {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
  readonly frameId: number;
  readonly file: string;
  readonly line: number;
  readonly functionName: string;
}

interface TopFrame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

interface ProtocolMessage {
  readonly type: string;
  readonly seq?: number;
  readonly request_seq?: number;
  readonly command?: string;
  readonly arguments?: { readonly breakpoints?: readonly unknown[] };
  readonly event?: string;
  readonly body?: { readonly output?: string; readonly category?: string; readonly threadId?: number };
}

export class DebugDriver implements vscode.Disposable {
  readonly output: { readonly category: string; readonly text: string }[] = [];
  private readonly stops: { readonly session: vscode.DebugSession; readonly threadId: number }[] = [];
  private readonly ended: string[] = [];
  private readonly started: vscode.DebugSession[] = [];
  private readonly waiting = new Set<() => void>();
  /** Requests that take all breakpoints of a file away, as `session request`; and those that are answered. */
  private readonly removals = new Set<string>();
  private readonly withoutBreakpoints: vscode.DebugSession[] = [];
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.subscription = vscode.Disposable.from(
      ...[DEBUG_TYPE, NODE_TYPE].map((type) =>
        vscode.debug.registerDebugAdapterTrackerFactory(type, {
          createDebugAdapterTracker: (session) => ({
            onWillReceiveMessage: (message: ProtocolMessage) => this.asked(session, message),
            onDidSendMessage: (message: ProtocolMessage) => this.saw(session, message),
          }),
        }),
      ),
      vscode.debug.onDidStartDebugSession((session) => this.note(() => this.started.push(session))),
      vscode.debug.onDidTerminateDebugSession((session) => this.note(() => this.ended.push(session.id))),
    );
  }

  /** Starts a session. @returns whether VS Code started it */
  async start(configuration: Readonly<Record<string, unknown>>, noDebug = false): Promise<boolean> {
    return vscode.debug.startDebugging(
      vscode.workspace.workspaceFolders?.[0],
      {
        ...{ type: DEBUG_TYPE, request: 'launch', name: 'replay', timeoutInSeconds: TIMEOUT_IN_SECONDS },
        ...configuration,
      },
      { noDebug },
    );
  }

  /** The next stop that was not asked for before; the extension itself steps on from one before the handler. */
  async nextStop(): Promise<StoppedAt> {
    await this.until(() => this.stops.length > 0, 'a stop');
    const stop = this.stops.shift();
    assert.ok(stop);
    const frame = await this.topFrame(stop).catch((error: unknown) => {
      // Stepped on from already: the next stop is on its way.
      if (!/not paused|not find|Unable/i.test(String(error))) throw error;
      return undefined;
    });
    if (frame === undefined || (frame.source?.path ?? '').endsWith('before-the-handler.js'))
      return this.nextStop();
    assert.ok(frame.source?.path, 'the top frame has a source');
    return {
      ...stop,
      frameId: frame.id,
      // On a remote workbench paths come as URIs.
      file: vscode.Uri.parse(frame.source.path.replace(/^(?=\/)/, 'file:')).path,
      line: frame.line,
      functionName: frame.name,
    };
  }

  private async topFrame(stop: {
    readonly session: vscode.DebugSession;
    readonly threadId: number;
  }): Promise<TopFrame | undefined> {
    const { stackFrames } = (await stop.session.customRequest('stackTrace', {
      threadId: stop.threadId,
      levels: 5,
    })) as { stackFrames: readonly TopFrame[] };
    return stackFrames[0];
  }

  evaluate(at: StoppedAt, expression: string): Promise<string> {
    return Promise.resolve(
      at.session
        .customRequest('evaluate', { expression, frameId: at.frameId, context: 'watch' })
        .then(({ result }: { result: string }) => result),
    );
  }

  async resume(at: StoppedAt): Promise<void> {
    await at.session.customRequest('continue', { threadId: at.threadId });
  }

  /** Takes all breakpoints away, and waits until the debugger that stands here has none: VS Code tells it later. */
  async removeBreakpoints({ session }: StoppedAt): Promise<void> {
    this.withoutBreakpoints.length = 0;
    clearBreakpoints();
    await this.until(() => this.withoutBreakpoints.includes(session), 'a debugger without breakpoints');
  }

  /** Continues from this stop and from all that follow, to the end of the session. */
  async finish(at: StoppedAt): Promise<void> {
    await this.resume(at).catch((error: unknown) => {
      // A thread that has gone on by itself can't be resumed; one that still stands is found by the wait below.
      if (!String(error).includes('Unable to resume')) throw error;
    });
    await this.until(() => this.stops.length > 0 || this.hasEnded(), 'a stop or the end of the session');
    if (this.stops.length > 0) await this.finish(await this.nextStop());
  }

  /** Steps over from this stop and from all that follow, to the end of the session. @returns the files that it stood in */
  async stepToEnd(at: StoppedAt): Promise<readonly string[]> {
    await at.session.customRequest('next', { threadId: at.threadId });
    await this.until(() => this.stops.length > 0 || this.hasEnded(), 'a stop or the end of the session');
    if (this.stops.length === 0) return [at.file];
    return [at.file, ...(await this.stepToEnd(await this.nextStop()))];
  }

  /** Waits until the newest replay session and everything below it has ended. */
  async end(): Promise<void> {
    await this.until(() => this.started.some(({ type }) => type === DEBUG_TYPE), 'a session');
    await this.until(() => this.hasEnded(), 'the end of the session');
  }

  /** Waits until the Debug Console says something. */
  async untilOutput(pattern: RegExp): Promise<void> {
    await this.until(() => pattern.test(this.text()), `output that matches ${pattern}`);
  }

  /** The Debug Console so far, as a person reads it. */
  text(): string {
    return this.output.map(({ text }) => text).join('');
  }

  get replaySession(): vscode.DebugSession {
    const session = this.started.findLast(({ type }) => type === DEBUG_TYPE);
    assert.ok(session, 'a replay session has started');
    return session;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private hasEnded(): boolean {
    return this.started.every(({ id }) => this.ended.includes(id));
  }

  private asked(session: vscode.DebugSession, { command, seq, arguments: given }: ProtocolMessage): void {
    if (command !== 'setBreakpoints' || given?.breakpoints?.length !== 0) return;
    this.removals.add(`${session.id} ${seq}`);
  }

  private saw(session: vscode.DebugSession, message: ProtocolMessage): void {
    const { type, event, body } = message;
    if (type === 'response' && this.removals.delete(`${session.id} ${message.request_seq}`))
      this.note(() => this.withoutBreakpoints.push(session));
    if (type !== 'event') return;
    if (event === 'stopped' && body?.threadId !== undefined) {
      const { threadId } = body;
      this.note(() => this.stops.push({ session, threadId }));
    }
    if (event === 'output' && body?.output !== undefined && body.category !== 'telemetry') {
      const { output, category = 'console' } = body;
      this.note(() => this.output.push({ category, text: output }));
    }
  }

  private note(change: () => void): void {
    change();
    for (const wake of this.waiting) wake();
  }

  private async until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`Waited ${LIMIT_MS / 1000} s for ${what}. The Debug Console says:\n${this.text()}`));
      }, LIMIT_MS);
      const check = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }
}

/** Sets the only breakpoint, on the line that holds the text. @returns the line, from 1 */
export async function breakAt(file: string, lineContaining: string): Promise<number> {
  clearBreakpoints();
  const uri = vscode.Uri.file(file);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const index = text.split('\n').findIndex((line) => line.includes(lineContaining));
  assert.ok(index >= 0, `${file} has a line with ${lineContaining}`);
  vscode.debug.addBreakpoints([
    new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(index, 0))),
  ]);
  return index + 1;
}

export function clearBreakpoints(): void {
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
}
