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
import { sentenceOf } from '../notifications';
import type { Replay, ReplayedBatch, ReplaysModel } from '../views/replays/replays-model';
import type { DebugConsoleLine, WriteLine } from './debug-console';
import { outcomeLines } from './debug-console';
import { findCaptures } from './find-captures';
import { handlerHostOptions } from './handler-host-options';
import { attachJavaScriptDebugger } from './javascript-debugger';
import type { LaunchConfiguration } from './launch-configuration';
import type { ReplayParts } from './replay-parts';
import { RetrySignal } from './retry-signal';

/** How often a paused handler's deadline is moved; what it sees lags by at most this, however often it pauses. */
const DEADLINE_STEP_MS = 500;

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
  /** Time of pauses by which the deadline of the running invocation has not been moved yet, in milliseconds. */
  private owedMs = 0;

  constructor(
    private readonly context: ReplayContext,
    private readonly session: vscode.DebugSession,
    private readonly folder: vscode.WorkspaceFolder,
    private readonly configuration: LaunchConfiguration,
    private readonly write: WriteLine,
  ) {
    this.retry = new RetrySignal(folder);
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
    let failed = 0;
    try {
      const files = await findCaptures(this.configuration.captures, this.folder);
      if (files.length === 0) throw new Error(this.noCaptureFound());
      this.host = await this.startHost(files[0] ?? '');
      for (const file of files) {
        if (this.abort.signal.aborted) break;
        failed += await this.replayCapture(this.host, file);
      }
      this.end(failed === 0 ? 'succeeded' : 'failed');
    } catch (error) {
      this.end('failed');
      if (!this.abort.signal.aborted) throw error;
    } finally {
      await this.stop();
    }
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
    this.host?.holdTimeout();
    let sinceMs = performance.now();
    const extendDeadline = (): void => {
      const nowMs = performance.now();
      const expression = this.context.parts.extendDeadlineExpression(this.owedMs + nowMs - sinceMs);
      sinceMs = nowMs;
      this.owedMs = 0;
      session.customRequest('evaluate', { expression, context: 'watch' }).then(undefined, () => {
        // The session has just continued or ended; there is no deadline left to move.
      });
    };
    // A process that runs can't be told: what a pause still owes is paid when the next one begins.
    if (this.owedMs > 0) extendDeadline();
    const timer = setInterval(extendDeadline, DEADLINE_STEP_MS);
    return new vscode.Disposable(() => {
      clearInterval(timer);
      this.owedMs += performance.now() - sinceMs;
      this.host?.resumeTimeout();
    });
  }

  private async startHost(firstCapture: string): Promise<HandlerHost> {
    const { parts } = this.context;
    const options = await handlerHostOptions(
      this.configuration,
      this.folder,
      firstCapture,
      parts,
      this.write,
    );
    return parts.startHandlerHost(options, {
      output: (stream, text) => this.writeOutput({ category: stream, text, isHandlerOutput: true }),
      notice: (message) => this.write({ category: 'stdout', text: `${message}\n` }),
      debuggerListening: (port) => this.attach(port),
      processEnded: () => undefined,
    });
  }

  private attach(port: number): void {
    const { hostFolder } = this.context.parts;
    attachJavaScriptDebugger(this.session, this.configuration, port, hostFolder).catch((error: unknown) => {
      if (!this.abort.signal.aborted) this.write({ category: 'stderr', text: `${sentenceOf(error)}\n` });
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
    if (totals.failed === 0 && !this.abort.signal.aborted) this.context.outcomes.set(file, 'succeeded');
    return totals.failed;
  }

  private observer(file: string): ReplayObserver {
    const position = new Map<string, number>();
    const first = this.configuration.records?.from ?? 0;
    return {
      batchStarted: (batch, attempt) => {
        this.owedMs = 0;
        this.retry.watchSaves();
        if (attempt === 1) this.startBatch(file, batch, position, first);
        else if (this.current)
          this.context.replays.setBatchState(this.current, attempt, { phase: 'running' });
      },
      batchFinished: (_batch, attempt, result) => this.finishBatch(file, attempt, result),
    };
  }

  private startBatch(file: string, batch: Batch, position: Map<string, number>, first: number): void {
    const place = position.get(batch.shardId) ?? first;
    position.set(batch.shardId, place + batch.records.length);
    this.current = this.context.replays.startBatch(this.replay, file, batch, place);
  }

  private finishBatch(file: string, attempt: number, result: InvocationResult): void {
    const batch = this.current;
    if (batch === undefined) return;
    this.context.replays.setBatchState(batch, attempt, { phase: 'finished', result });
    // A capture has failed as soon as one of its batches has; it has succeeded when all are through.
    if (result.outcome !== 'succeeded') this.context.outcomes.set(file, result.outcome);
    for (const line of outcomeLines(batch, result)) this.write(line);
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
