/**
 * One debug session's work: find what is to be replayed or followed, start the handler, feed it batch after
 * batch, and tell the Debug Console and the Replays view how it went.
 */
import * as vscode from 'vscode';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import type { RetryDecision } from '../../engine/ports/retry-gate';
import { viewIds } from '../contributions';
import { streamConnection } from '../settings';
import type { Replay, ReplayedBatch, ReplaysModel } from '../views/replays/replays-model';
import type { WriteLine } from './debug-console';
import { followStream, placeOfStream, regionBeforeFound, sayStream } from './follow-stream';
import type { HandlerIdentity } from './handler-host-options';
import { handlerHostOptions, identifyHandler } from './handler-host-options';
import { HandlerSession } from './handler-session';
import type { LaunchConfiguration } from './launch-configuration';
import type { CapturedRecords, LiveRecords } from './record-source';
import type { ReplayOutcomeStore } from './replay-captures';
import { capturesToReplay, replayCaptures, streamOfCaptures } from './replay-captures';
import type { AwsIdentity, ReplayParts, StreamPlace } from './replay-parts';
import { RetrySignal } from './retry-signal';
import { sayWhatIsChosen } from './session-announcements';
import type { SessionTools } from './session-tools';
import { checkReaders, confirmProductionDestination, confirmProductionStream } from './stream-readers';

export interface ReplayContext {
  readonly parts: ReplayParts;
  readonly replays: ReplaysModel;
  readonly outcomes: ReplayOutcomeStore;
  /** Of the workspace. */
  readonly state: vscode.Memento;
}

export class ReplayRun {
  private readonly abort = new AbortController();
  private readonly retry: RetrySignal;
  private readonly replay: Replay;
  private readonly handler: HandlerSession;
  private readonly tools: SessionTools;
  private failure: Error | undefined;

  constructor(
    private readonly context: ReplayContext,
    session: vscode.DebugSession,
    private readonly folder: vscode.WorkspaceFolder,
    private readonly configuration: LaunchConfiguration,
    private readonly write: WriteLine,
  ) {
    const { parts, replays } = context;
    this.retry = new RetrySignal(folder);
    this.handler = new HandlerSession({
      parts,
      session,
      configuration,
      write,
      fail: (error) => this.fail(error),
    });
    this.replay = replays.startReplay({
      name: configuration.name,
      configuration: session.configuration,
      workspaceFolder: folder.uri.fsPath,
      isLive: configuration.source.kind === 'stream',
    });
    const { handler, retry, replay } = this;
    const stop = this.abort.signal;
    const connection = { ...streamConnection(folder), ...configuration.connection };
    this.tools = { parts, folder, configuration, connection, replays, replay, handler, retry, write, stop };
  }

  /** Replays everything. @throws an error for people when the replay can't go on */
  async run(): Promise<void> {
    // The Replays view shows that something runs; the debug toolbar's Stop cancels it.
    const location = { viewId: viewIds.replays };
    await vscode.window.withProgress({ location }, () => this.work());
  }

  /** Drained: the handler's process tree is gone when it resolves. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.retry.dispose();
    await this.handler.stop();
  }

  /** Whether a batch of this run waits for a decision. */
  waitsFor(batch: ReplayedBatch): boolean {
    return batch.replay === this.replay && batch.state.phase === 'waiting';
  }

  decide(batch: ReplayedBatch, decision: RetryDecision): void {
    this.retry.decide(batch, decision);
  }

  paused(session: vscode.DebugSession, threadId: number | undefined): vscode.Disposable {
    return this.handler.paused(session, threadId);
  }

  debuggerAttached(session: vscode.DebugSession): void {
    this.handler.debuggerAttached(session);
  }

  debuggerDetached(session: vscode.DebugSession): void {
    this.handler.debuggerDetached(session);
  }

  private async work(): Promise<void> {
    const { source, onFailureDestination } = this.configuration;
    try {
      if (onFailureDestination !== undefined)
        await confirmProductionDestination(onFailureDestination, this.tools.connection, process.env);
      const succeeded = await (source.kind === 'captures'
        ? this.replayCaptures(source)
        : this.follow(source));
      this.end(succeeded ? 'succeeded' : 'failed');
      if (this.failure !== undefined) throw this.failure;
    } catch (error) {
      this.end('failed');
      if (this.failure !== undefined) throw this.failure;
      if (!this.abort.signal.aborted) throw error;
    } finally {
      await this.stop();
    }
  }

  private async replayCaptures(source: CapturedRecords): Promise<boolean> {
    const { parts, outcomes } = this.context;
    const files = await capturesToReplay(source, this.folder);
    const place = await streamOfCaptures(files, (file) => parts.streamOf(file));
    const deployed = await this.readDeployed();
    await this.startHandler(place, await this.identify(place.region));
    sayWhatIsChosen(this.tools, deployed);
    return replayCaptures({ tools: this.tools, source, outcomes, place, deployed }, files);
  }

  private async follow(source: LiveRecords): Promise<boolean> {
    const { parts, state } = this.context;
    const { connection, stop } = this.tools;
    const identity = await this.identify(regionBeforeFound(source, connection));
    const deployed = await this.readDeployed();
    const of = source.of ?? (deployed && { streamArn: deployed.eventSourceArn });
    if (of === undefined) throw new Error(vscode.l10n.t('Name the stream with "table" or "streamArn".'));
    const stream = await parts.streams.findStream(of, connection, stop);
    // Whoever agreed to hand the handler a production profile has been asked enough.
    if (identity?.isProduction !== true)
      await confirmProductionStream(stream.tableName, connection, process.env);
    sayStream(this.tools, stream);
    await checkReaders(stream, { streams: parts.streams, connection, state, write: this.write, stop });
    const place = placeOfStream(stream.streamArn, connection);
    await this.startHandler(place, identity);
    sayWhatIsChosen(this.tools, deployed);
    return followStream({ tools: this.tools, source, stream, place, deployed });
  }

  private async readDeployed(): Promise<EventSourceMapping | undefined> {
    const { mapping } = this.configuration;
    if (mapping === undefined) return undefined;
    return this.context.parts.streams.readMapping(mapping, this.tools.connection, this.tools.stop);
  }

  private identify(region: string): Promise<HandlerIdentity | undefined> {
    const io = { write: this.write, signal: this.abort.signal };
    return identifyHandler(this.configuration, region, this.context.parts, io);
  }

  private async startHandler(place: StreamPlace, identity: AwsIdentity | undefined): Promise<void> {
    const options = await handlerHostOptions(this.configuration, this.folder, {
      place,
      identity,
      parts: this.context.parts,
    });
    await this.handler.start(options);
  }

  private fail(error: Error): void {
    if (this.abort.signal.aborted) return;
    this.failure = error;
    this.abort.abort();
  }

  private end(state: 'succeeded' | 'failed'): void {
    this.context.replays.endReplay(this.replay, this.abort.signal.aborted ? 'stopped' : state);
  }
}
