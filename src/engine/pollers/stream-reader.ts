/**
 * Reads a whole stream: finds its shards, again and again while they roll over and split, and
 * has each read by its consumer as soon as its parent is finished (SH-1, PR-10).
 */
import { Notice } from '../clock/notice';
import type { Checkpoint, CheckpointStore } from '../ports/checkpoint-store';
import type { StopSignal } from '../ports/stop-signal';
import type { Shard, ShardList } from '../ports/stream-source';
import { StreamSourceError } from '../ports/stream-source-error';
import type { StartingPosition } from '../event-source-mapping/event-source-mapping';
import { StopSwitch } from '../stopping/stop-switch';
import { readRetryDelayMs } from './read-backoff';
import { readyShards } from './shard-lineage';
import type { ReadOptions, ReadPorts } from './shard-reader';
import { ShardReader } from './shard-reader';
import type { ShardStart } from './starting-position';
import { LATEST_OVERLAP_MS, planStart, startOfFoundShard } from './starting-position';

export interface StreamReaderPorts extends ReadPorts {
  readonly checkpoints: CheckpointStore;
}

export interface StreamReaderOptions extends ReadOptions {
  readonly startingPosition: StartingPosition;
}

/**
 * Has everything of one shard handled, reading until a page is the last; then the shard counts as
 * finished, unless the signal has aborted.
 */
export type ConsumeShard = (reader: ShardReader, isFinalSource: boolean, stop: StopSignal) => Promise<void>;

/** While shards are being read; rollovers are found at once when a shard ends. */
const DISCOVERY_INTERVAL_MS = 10_000;
/** When none is being read: a child may be listed a moment after its parent's end. */
const IDLE_DISCOVERY_INTERVAL_MS = 1000;

type ShardState = { readonly start: ShardStart } | 'running' | 'finished';

/**
 * @returns when all shards of a final source are finished, or when the signal aborts and every consumer has returned
 * @throws the first error of a consumer, or StreamSourceError of a kind that no retry mends
 */
export async function readStream(
  ports: StreamReaderPorts,
  options: StreamReaderOptions,
  consume: ConsumeShard,
  stop: StopSignal,
): Promise<void> {
  await new StreamReader(ports, options, consume, stop).run();
}

class StreamReader {
  private readonly shards = new Map<string, Shard>();
  private readonly states = new Map<string, ShardState>();
  private readonly changed = new Notice();
  private readonly tasks = new Set<Promise<void>>();
  private readonly ended: StopSwitch;
  private failure: { readonly error: unknown } | undefined;
  private saved: ReadonlyMap<string, Checkpoint> = new Map();
  private isFinal = false;
  private mustList = false;

  constructor(
    private readonly ports: StreamReaderPorts,
    private readonly options: StreamReaderOptions,
    private readonly consume: ConsumeShard,
    stop: StopSignal,
  ) {
    this.ended = new StopSwitch(stop);
  }

  async run(): Promise<void> {
    try {
      await this.begin();
      while (!this.ended.aborted && !this.isComplete()) {
        this.startReadyShards();
        await this.waitForChange();
      }
    } catch (error) {
      this.failure ??= { error };
    } finally {
      if (this.failure !== undefined) this.ended.abort();
      await Promise.all(this.tasks);
      this.ended.unlink();
      await this.ports.checkpoints.flush().catch((error: unknown) => (this.failure ??= { error }));
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  private async begin(): Promise<void> {
    const { checkpoints, clock } = this.ports;
    this.saved = await checkpoints.load();
    const list = await this.listShards();
    if (list === undefined) return;
    this.remember(list);
    for (const [shardId, start] of planStart(list.shards, this.options.startingPosition, this.saved)) {
      if (start === 'finished') this.finish(shardId);
      else this.states.set(shardId, { start });
      if (start !== 'finished' && start.position.type === 'LATEST')
        checkpoints.save(shardId, { fromMs: clock.now() - LATEST_OVERLAP_MS });
    }
    this.reportGone();
  }

  /** What an earlier run had not finished and the stream does not list any more: past its 24 hours (CK-8). */
  private reportGone(): void {
    const { checkpoints, observer } = this.ports;
    for (const [shardId, checkpoint] of this.saved) {
      if ('isFinished' in checkpoint || this.shards.has(shardId)) continue;
      const after = 'sequenceNumber' in checkpoint ? checkpoint.sequenceNumber : undefined;
      observer.observe({
        type: 'recordsLost',
        shardId,
        ...(after !== undefined && { afterSequenceNumber: after }),
      });
      checkpoints.save(shardId, { isFinished: true });
    }
  }

  private isComplete(): boolean {
    return (
      this.isFinal &&
      this.tasks.size === 0 &&
      [...this.states.values()].every((state) => state === 'finished')
    );
  }

  private startReadyShards(): void {
    const ready = readyShards(
      this.shards,
      (shardId) => typeof this.states.get(shardId) === 'object',
      (shardId) => this.states.get(shardId) === 'finished',
    );
    // Parents that name each other in a circle, in a damaged capture, must not stop everything.
    const isStuck = ready.length === 0 && this.tasks.size === 0 && this.isFinal;
    for (const shard of isStuck ? this.shards.values() : ready) {
      const state = this.states.get(shard.shardId);
      if (typeof state === 'object') this.startShard(shard, state.start);
    }
  }

  private startShard(shard: Shard, start: ShardStart): void {
    this.states.set(shard.shardId, 'running');
    const { position } = start;
    const from = 'sequenceNumber' in position ? `${position.type} ${position.sequenceNumber}` : position.type;
    this.ports.observer.observe({ type: 'shardStarted', shardId: shard.shardId, from });
    const reader = new ShardReader(shard, start, this.ports, this.options);
    const task = this.consume(reader, this.isFinal, this.ended)
      .then(() => {
        if (!this.ended.aborted) this.finish(shard.shardId);
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
        this.ended.abort();
      })
      .finally(() => {
        this.tasks.delete(task);
        this.mustList = !this.isFinal;
        this.changed.give();
      });
    this.tasks.add(task);
  }

  private finish(shardId: string): void {
    const wasRunning = this.states.get(shardId) === 'running';
    this.states.set(shardId, 'finished');
    this.ports.checkpoints.save(shardId, { isFinished: true });
    if (wasRunning) this.ports.observer.observe({ type: 'shardFinished', shardId });
  }

  private async waitForChange(): Promise<void> {
    const { clock } = this.ports;
    if (this.tasks.size === 0 && this.isFinal) return;
    // A final list needs no successor, also if a shard ended while it was asked for.
    if (!this.mustList || this.isFinal) {
      const intervalMs = this.tasks.size > 0 ? DISCOVERY_INTERVAL_MS : IDLE_DISCOVERY_INTERVAL_MS;
      await this.changed.wait(clock, this.isFinal ? undefined : clock.now() + intervalMs, this.ended);
    }
    if (this.isFinal || this.ended.aborted) return;
    this.mustList = false;
    const list = await this.listShards();
    if (list !== undefined) this.remember(list);
  }

  private remember({ shards, isFinal }: ShardList): void {
    this.isFinal = isFinal;
    for (const shard of shards) {
      const { shardId } = shard;
      this.shards.set(shardId, shard);
      if (this.states.has(shardId)) continue;
      const start = startOfFoundShard(shardId, this.options.startingPosition, this.saved);
      this.states.set(shardId, start === 'finished' ? start : { start });
    }
  }

  /** @returns undefined if the signal aborted */
  private async listShards(): Promise<ShardList | undefined> {
    const { source, clock, observer } = this.ports;
    for (let failures = 1; ; failures += 1) {
      try {
        return await source.listShards(this.ended);
      } catch (error) {
        if (this.ended.aborted) return undefined;
        if (!(error instanceof StreamSourceError) || !isPassing(error)) throw error;
        const retryAtMs = clock.now() + readRetryDelayMs(failures);
        observer.observe({
          type: 'readRetried',
          kind: error.kind,
          message: error.message,
          failures,
          retryAtMs,
        });
        await clock.sleepUntil(retryAtMs, this.ended);
      }
    }
  }
}

function isPassing({ kind }: StreamSourceError): boolean {
  return kind === 'throttled' || kind === 'unavailable';
}
