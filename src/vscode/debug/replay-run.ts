/**
 * One debug session's work: find the captures, start the handler, feed it batch after batch,
 * and tell the Debug Console and the Replays view how it went.
 */
import * as vscode from 'vscode';
import type { Batch } from '../../engine/batching/batch';
import { replayBatches } from '../../engine/event-source-mapping/replay-batches';
import type { InvocationResult } from '../../engine/ports/function-invoker';
import type { FailedBatchDecision, ReplayObserver } from '../../engine/ports/replay-observer';
import type { HandlerHost } from '../../handler-hosts/handler-host';
import { viewIds } from '../contributions';
import type { Replay, ReplayedBatch, ReplaysModel } from '../views/replays/replays-model';
import type { DebugConsoleLine, WriteLine } from './debug-console';
import { outcomeLines } from './debug-console';
import { findCaptures } from './find-captures';
import { handlerHostOptions } from './handler-host-options';
import { attachJavaScriptDebugger } from './javascript-debugger';
import type { LaunchConfiguration } from './launch-configuration';
import { PausedDeadline } from './paused-deadline';
import type { ReplayParts, StreamPlace } from './replay-parts';
import { RetrySignal } from './retry-signal';

/** Where no capture says where its stream was. */
const fallbackStream: StreamPlace = { region: 'us-east-1', accountId: '000000000000' };

export interface ReplayOutcomeStore {
  set(captureFile: string, outcome: InvocationResult['outcome']): void;
}

export interface ReplayContext {
  readonly parts: ReplayParts;
  readonly replays: ReplaysModel;
  readonly outcomes: ReplayOutcomeStore;
}

export class ReplayRun {
  private readonly abort = new AbortController();
  private readonly retry: RetrySignal;
  private readonly replay: Replay;
  private host: HandlerHost | undefined;
  private current: ReplayedBatch | undefined;
  private readonly deadline: PausedDeadline;
  private attachError: Error | undefined;

  constructor(
    private readonly context: ReplayContext,
    private readonly session: vscode.DebugSession,
    private readonly folder: vscode.WorkspaceFolder,
    private readonly configuration: LaunchConfiguration,
    private readonly write: WriteLine,
  ) {
    this.retry = new RetrySignal(folder);
    this.deadline = new PausedDeadline((ms) => context.parts.extendDeadlineExpression(ms));
    this.replay = context.replays.startReplay({
      name: configuration.name,
      configuration: session.configuration,
      workspaceFolder: folder.uri.fsPath,
    });
  }

  /** Replays everything. @throws an error for people when the replay can't go on */
  async run(): Promise<void> {
    // The Replays view shows that something runs; the debug toolbar's Stop cancels it.
    const location = { viewId: viewIds.replays };
    await vscode.window.withProgress({ location }, () => this.replayCaptures());
  }

  private async replayCaptures(): Promise<void> {
    try {
      const files = await findCaptures(this.configuration.captures, this.folder);
      if (files.length === 0) throw new Error(this.noCaptureFound());
      const host = await this.startHost(files);
      const { failed, unreadable } = await this.replayFiles(host, files);
      this.end(failed === 0 && unreadable.length === 0 ? 'succeeded' : 'failed');
      // Said in the Debug Console already; where nothing could be replayed it is the session's end as well.
      if (unreadable[0] !== undefined && this.replay.batches.length === 0) throw unreadable[0];
    } catch (error) {
      this.end('failed');
      if (this.attachError !== undefined) throw this.attachError;
      if (!this.abort.signal.aborted) throw error;
    } finally {
      await this.stop();
    }
  }

  /** One bad file does not hold back the others. */
  private async replayFiles(
    host: HandlerHost,
    files: readonly string[],
  ): Promise<{ readonly failed: number; readonly unreadable: readonly Error[] }> {
    const unreadable: Error[] = [];
    let failed = 0;
    for (const file of files) {
      if (this.abort.signal.aborted) break;
      try {
        failed += await this.replayCapture(host, file);
      } catch (error) {
        if (!isCaptureError(error)) throw error;
        unreadable.push(error);
        if (files.length > 1) this.write({ category: 'stderr', text: `✗ ${error.message}\n` });
      }
    }
    return { failed, unreadable };
  }

  /** Drained: the handler's process tree is gone when it resolves. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.retry.dispose();
    await this.host?.stop();
  }

  /** Whether a batch of this run waits for a decision. */
  waitsFor(batch: ReplayedBatch): boolean {
    return this.current === batch && batch.state.phase === 'waiting';
  }

  decide(decision: FailedBatchDecision): void {
    this.retry.decide(decision);
  }

  /** The debugger holds the handler: time does not count, neither here nor in the handler's own eyes. */
  paused(session: vscode.DebugSession): vscode.Disposable {
    const release = this.host?.holdTimeout();
    const moving = this.deadline.hold(session);
    return new vscode.Disposable(() => {
      moving.dispose();
      release?.();
    });
  }

  private async startHost(files: readonly string[]): Promise<HandlerHost> {
    const { parts } = this.context;
    const options = await handlerHostOptions(
      this.configuration,
      this.folder,
      await this.streamOf(files),
      parts,
      { write: this.write, signal: this.abort.signal },
    );
    this.host = await parts.startHandlerHost(options, {
      output: (stream, text) => this.writeOutput({ category: stream, text, isHandlerOutput: true }),
      notice: (message) => this.write({ category: 'stdout', text: `${message}\n` }),
      debuggerListening: (port) => this.attach(port),
      processEnded: () => undefined,
    });
    return this.host;
  }

  /** Region and account of the first capture that can be read and says them. */
  private async streamOf(files: readonly string[]): Promise<StreamPlace> {
    for (const file of files) {
      try {
        const stream = await this.context.parts.streamOf(file);
        if (stream !== undefined) return stream;
      } catch (error) {
        // A bad capture is reported when its turn comes.
        if (!isCaptureError(error)) throw error;
      }
    }
    return fallbackStream;
  }

  private attach(port: number): void {
    const { hostFolder } = this.context.parts;
    attachJavaScriptDebugger(this.session, this.configuration, port, hostFolder).catch((error: unknown) => {
      // Without a debugger the process would wait for it for ever.
      if (this.abort.signal.aborted) return;
      this.attachError = error instanceof Error ? error : new Error(String(error));
      this.abort.abort();
    });
  }

  /** @returns how many of its batches were given up */
  private async replayCapture(host: HandlerHost, file: string): Promise<number> {
    const source = this.context.parts.openCapture(file, this.configuration.records, this.abort.signal);
    const totals = await replayBatches(
      source,
      this.configuration.batchSize,
      {
        invoker: host,
        observer: this.observer(file),
        decideFailedBatch: () => this.decideFailedBatch(host),
      },
      this.abort.signal,
    );
    if (totals.failed === 0 && !this.abort.signal.aborted) this.rememberOutcome(file, 'succeeded');
    return totals.failed;
  }

  private observer(file: string): ReplayObserver {
    const position = new Map<string, number>();
    return {
      batchStarted: (batch, attempt) => {
        this.deadline.invocationBegins();
        this.retry.watchSaves();
        if (attempt === 1) this.startBatch(file, batch, position);
        else if (this.current)
          this.context.replays.setBatchState(this.current, attempt, { phase: 'running' });
      },
      batchFinished: (_batch, attempt, result) => this.finishBatch(file, attempt, result),
    };
  }

  private startBatch(file: string, batch: Batch, position: Map<string, number>): void {
    const { records } = this.configuration;
    const place = position.get(batch.shardId) ?? records?.from ?? 0;
    position.set(batch.shardId, place + batch.records.length);
    // A selection over a whole file does not say where in its shard a batch stands: it is repeated as a whole.
    const isPlaceKnown = records === undefined || records.shardId !== undefined;
    const selection = isPlaceKnown
      ? { shardId: batch.shardId, from: place, count: batch.records.length }
      : records;
    this.current = this.context.replays.startBatch(this.replay, file, batch, selection);
  }

  private finishBatch(file: string, attempt: number, result: InvocationResult): void {
    const batch = this.current;
    if (batch === undefined) return;
    this.context.replays.setBatchState(batch, attempt, { phase: 'finished', result });
    // A capture has failed as soon as one of its batches has; it has succeeded when all are through.
    if (result.outcome !== 'succeeded') this.rememberOutcome(file, result.outcome);
    for (const line of outcomeLines(batch, result)) this.write(line);
  }

  /** Some of its records say nothing about the capture. */
  private rememberOutcome(file: string, outcome: InvocationResult['outcome']): void {
    if (this.configuration.records === undefined) this.context.outcomes.set(file, outcome);
  }

  private async decideFailedBatch(host: HandlerHost): Promise<FailedBatchDecision> {
    const batch = this.current;
    if (batch?.state.phase !== 'finished' || !this.configuration.retryOnSave || this.abort.signal.aborted)
      return 'giveUp';
    this.context.replays.setBatchState(batch, batch.attempt, {
      phase: 'waiting',
      result: batch.state.result,
    });
    this.write({
      category: 'console',
      text: `${vscode.l10n.t('Waiting: fix the handler and save, and the batch is fed again. The Replays view can also run it again or give it up.')}\n`,
    });
    const decision = await this.retry.wait();
    if (decision === 'retry') await host.restart();
    else
      this.context.replays.setBatchState(batch, batch.attempt, {
        phase: 'finished',
        result: batch.state.result,
      });
    return decision;
  }

  private writeOutput(line: DebugConsoleLine): void {
    // With outputCapture "console" the JavaScript debugger shows what goes through console.*.
    const shownByDebugger = this.configuration.outputCapture === 'console' && !this.configuration.noDebug;
    if (!shownByDebugger) this.write(line);
  }

  private end(state: 'succeeded' | 'failed'): void {
    this.context.replays.endReplay(this.replay, this.abort.signal.aborted ? 'stopped' : state);
  }

  private noCaptureFound(): string {
    return vscode.l10n.t(
      'No captured batch was found for "captures": {0}. Name files that exist, or open the sample to see one.',
      this.configuration.captures.join(', '),
    );
  }
}

/** The captures room's own class is not known here, its name is. */
function isCaptureError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CaptureError';
}
