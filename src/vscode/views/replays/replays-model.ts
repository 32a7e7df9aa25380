/** What the Replays view shows: replays of this window, their batches and each batch's last outcome. */
import type { Batch } from '../../../engine/batching/batch';
import { sequenceNumberRange } from '../../../engine/batching/batch';
import type { InvocationResult } from '../../../engine/ports/function-invoker';

export type BatchState =
  | { readonly phase: 'running' }
  /** The batch failed and holds back what comes after it until its source is saved or somebody decides. */
  | { readonly phase: 'waiting'; readonly result: InvocationResult }
  | { readonly phase: 'finished'; readonly result: InvocationResult };

export interface ReplayedBatch {
  readonly id: string;
  readonly replay: Replay;
  /** Absolute path of the capture. */
  readonly captureFile: string;
  readonly shardId: string;
  /** Place of the first record among those of its shard in the capture, from 0. */
  readonly firstRecord: number;
  readonly recordCount: number;
  readonly sequenceNumbers: { readonly start: string; readonly end: string };
  /** From 1, over the whole replay. */
  readonly number: number;
  attempt: number;
  state: BatchState;
}

export type ReplayState = 'running' | 'succeeded' | 'failed' | 'stopped';

export interface Replay {
  readonly id: string;
  readonly name: string;
  /** The configuration to start from when a batch is run again after the session. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly workspaceFolder: string;
  readonly batches: ReplayedBatch[];
  state: ReplayState;
}

const KEPT_REPLAYS = 20;

export class ReplaysModel {
  private readonly all: Replay[] = [];
  private readonly listeners = new Set<() => void>();
  private started = 0;

  /** Newest first. */
  get replays(): readonly Replay[] {
    return this.all;
  }

  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  startReplay(replay: Pick<Replay, 'name' | 'configuration' | 'workspaceFolder'>): Replay {
    this.started += 1;
    const started: Replay = { ...replay, id: String(this.started), batches: [], state: 'running' };
    this.all.unshift(started);
    this.forgetOldReplays();
    this.changed();
    return started;
  }

  endReplay(replay: Replay, state: Exclude<ReplayState, 'running'>): void {
    replay.state = state;
    this.changed();
  }

  startBatch(replay: Replay, captureFile: string, batch: Batch, firstRecord: number): ReplayedBatch {
    const number = replay.batches.length + 1;
    const started: ReplayedBatch = {
      id: `${replay.id}.${String(number)}`,
      replay,
      captureFile,
      shardId: batch.shardId,
      firstRecord,
      recordCount: batch.records.length,
      sequenceNumbers: sequenceNumberRange(batch),
      number,
      attempt: 1,
      state: { phase: 'running' },
    };
    replay.batches.push(started);
    this.changed();
    return started;
  }

  setBatchState(batch: ReplayedBatch, attempt: number, state: BatchState): void {
    batch.attempt = attempt;
    batch.state = state;
    this.changed();
  }

  /** Forgets what has ended; what runs stays. */
  clear(): void {
    this.all.splice(0, this.all.length, ...this.all.filter(({ state }) => state === 'running'));
    this.changed();
  }

  private forgetOldReplays(): void {
    for (let index = this.all.length - 1; index >= KEPT_REPLAYS; index -= 1) {
      if (this.all[index]?.state !== 'running') this.all.splice(index, 1);
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
