/**
 * The debug adapter of `dynamodb-stream`: it speaks for the replay, while breakpoints, stacks and
 * variables belong to the JavaScript debugger's sessions below it.
 *
 * Restart is VS Code's own, stop and start: everything that a session holds is in its ReplayRun.
 */
import { InitializedEvent, OutputEvent, Source, DebugSession, TerminatedEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DebugConsoleLine } from './debug-console';
import { sentenceOf } from '../notifications';

/** What the adapter starts and stops; a ReplayRun is one. */
export interface DebuggedWork {
  run(): Promise<void>;
  stop(): Promise<void>;
}

export type StartWork = (noDebug: boolean, write: (line: DebugConsoleLine) => void) => DebuggedWork;

export class ReplayDebugAdapter extends DebugSession {
  private work: DebuggedWork | undefined;
  private finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly startWork: StartWork,
    private readonly report: (error: unknown) => void,
  ) {
    super();
    this.setDebuggerLinesStartAt1(true);
    this.setDebuggerColumnsStartAt1(true);
  }

  /** Ends the work and waits until nothing of it is left. */
  async shutDown(): Promise<void> {
    await this.work?.stop();
    await this.finished;
  }

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    response.body = { supportsConfigurationDoneRequest: true, supportsTerminateRequest: true };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  protected override launchRequest(
    response: DebugProtocol.LaunchResponse,
    args: DebugProtocol.LaunchRequestArguments,
  ): void {
    this.sendResponse(response);
    this.finished = this.runWork(args.noDebug === true)
      .catch((error: unknown) => this.reportFailure(error))
      .finally(() => this.sendEvent(new TerminatedEvent()));
  }

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    args: DebugProtocol.SetBreakpointsArguments,
  ): void {
    // The JavaScript debugger's session below binds them.
    response.body = { breakpoints: (args.breakpoints ?? []).map(() => ({ verified: false })) };
    this.sendResponse(response);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [] };
    this.sendResponse(response);
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    this.endThen(() => this.sendResponse(response));
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse): void {
    this.endThen(() => this.sendResponse(response));
  }

  private async runWork(noDebug: boolean): Promise<void> {
    const work = this.startWork(noDebug, (line) => this.writeLine(line));
    this.work = work;
    await work.run();
  }

  private endThen(respond: () => void): void {
    this.shutDown()
      .catch((error: unknown) => this.reportFailure(error))
      .finally(respond);
  }

  private reportFailure(error: unknown): void {
    if (error instanceof vscode.CancellationError) return;
    this.writeLine({ category: 'stderr', text: `${sentenceOf(error)}\n` });
    // The console may be closed: what ends a session is said where it is seen as well.
    this.report(error);
  }

  private writeLine({ category, text, source }: DebugConsoleLine): void {
    const event: DebugProtocol.OutputEvent = new OutputEvent(text, category);
    if (source !== undefined) {
      event.body.source = new Source(path.basename(source.file), source.file);
      event.body.line = source.line;
      event.body.column = source.column;
    }
    this.sendEvent(event);
  }
}
