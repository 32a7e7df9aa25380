/** What the Replays view shows: replays of this window, their batches and each batch's last outcome. */
import type { Batch } from '../../../engine/batching/batch';
import { sequenceNumberRange } from '../../../engine/batching/batch';
import type { InvocationResult } from '../../../engine/ports/function-invoker';
import type { RecordSelection } from '../../debug/attribute-reader';

export type BatchState =
  | { readonly phase: 'running' }
  /** The batch failed and holds back what comes after it until its source is saved or somebody decides. */
  | { readonly phase: 'waiting'; readonly result: InvocationResult }
  | { readonly phase: 'finished'; readonly result: InvocationResult }
  /** The session ended while it ran. */
  | { readonly phase: 'stopped' };

export interface ReplayedBatch {
  readonly id: string;
  readonly replay: Replay;
  /** Absolute path of the capture. */
  readonly captureFile: string;
  readonly shardId: string;
  /** What to replay of the capture to feed this batch again. */
  readonly selection: RecordSelection;
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
  /** The batches that are kept: those that failed, and the last ones. */
  readonly batches: ReplayedBatch[];
  /** How many that went through are no longer kept. */
  earlierSucceeded: number;
  state: ReplayState;
}

const KEPT_REPLAYS = 20;
/** A long capture has more batches than a person, or a tree, can look at. */
const KEPT_BATCHES = 200;

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
    const started: Replay = {
      ...replay,
      id: String(this.started),
      batches: [],
      earlierSucceeded: 0,
      state: 'running',
    };
    this.all.unshift(started);
    this.forgetOldReplays();
    this.changed();
    return started;
  }

  endReplay(replay: Replay, state: Exclude<ReplayState, 'running'>): void {
    replay.state = state;
    for (const batch of replay.batches)
      if (batch.state.phase === 'running') batch.state = { phase: 'stopped' };
    this.changed();
  }

  startBatch(replay: Replay, captureFile: string, batch: Batch, selection: RecordSelection): ReplayedBatch {
    const number = replay.earlierSucceeded + replay.batches.length + 1;
    const started: ReplayedBatch = {
      id: `${replay.id}.${String(number)}`,
      replay,
      captureFile,
      shardId: batch.shardId,
      selection,
      recordCount: batch.records.length,
      sequenceNumbers: sequenceNumberRange(batch),
      number,
      attempt: 1,
      state: { phase: 'running' },
    };
    replay.batches.push(started);
    forgetEarlierBatch(replay);
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

/** The oldest batch that went through; failed ones are what somebody will look for. */
function forgetEarlierBatch(replay: Replay): void {
  if (replay.batches.length <= KEPT_BATCHES) return;
  const oldest = replay.batches.findIndex(
    ({ state }) => state.phase === 'finished' && state.result.outcome === 'succeeded',
  );
  if (oldest < 0) return;
  replay.batches.splice(oldest, 1);
  replay.earlierSucceeded += 1;
}
