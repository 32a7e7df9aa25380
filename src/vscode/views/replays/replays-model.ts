/** What the Replays view shows: replays of this window, their batches and each batch's last outcome. */
import type { InvocationResult, NotInvoked } from '../../../engine/ports/function-invoker';
import type { BatchOutcome, DropReason, InvokedBatch } from '../../../engine/ports/mapping-observer';
import type { RecordSelection } from '../../debug/attribute-reader';

/** What came of one invocation, and how Lambda takes it. */
export interface BatchVerdict {
  readonly result: InvocationResult | NotInvoked;
  readonly outcome: BatchOutcome;
}

export type BatchState =
  | { readonly phase: 'running' }
  /** The batch failed and holds back what comes after it until its source is saved or somebody decides. */
  | ({ readonly phase: 'waiting' } & BatchVerdict)
  | ({ readonly phase: 'finished' } & BatchVerdict)
  /** Never to be invoked again; without a verdict it never was. */
  | ({ readonly phase: 'discarded'; readonly reason: DropReason } & Partial<BatchVerdict>)
  /** The session ended while it ran. */
  | { readonly phase: 'stopped' };

/** Where a batch's records are to be found again. */
export type BatchOrigin =
  /** `file`: absolute path. `selection`: what to replay of it to feed this batch again. */
  | { readonly kind: 'capture'; readonly file: string; readonly selection: RecordSelection }
  | { readonly kind: 'stream'; readonly streamArn: string; readonly tableName: string };

export interface ReplayedBatch {
  readonly id: string;
  readonly replay: Replay;
  readonly origin: BatchOrigin;
  readonly shardId: string;
  readonly recordCount: number;
  /** Both ends included; absent for the final invocation of a tumbling window, which has no records. */
  readonly sequenceNumbers?: { readonly start: string; readonly end: string };
  /** From 1, over the whole replay. */
  readonly number: number;
  /** Counts its invocations, also over saves. */
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
  /** Its records come from a stream: it goes on until it is stopped. */
  readonly isLive: boolean;
  readonly progress: ReplayProgress;
  /** The batches that are kept: those that failed, and the last ones. */
  readonly batches: ReplayedBatch[];
  /** How many that went through are no longer kept. */
  earlierSucceeded: number;
  /** Likewise of those that failed, and do not wait for anything. */
  earlierFailed: number;
  state: ReplayState;
}

/** Records, counted since the replay began. */
export interface ReplayProgress {
  read: number;
  /** Of those read, what the filter criteria left out. */
  filtered: number;
}

const KEPT_REPLAYS = 20;
/** A long capture has more batches than a person, or a tree, can look at. */
const KEPT_BATCHES = 200;
/** Failed ones among them: a handler that fails for every record of a stream fails all night. */
const MOST_KEPT_BATCHES = 1000;

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

  startReplay(replay: Pick<Replay, 'name' | 'configuration' | 'workspaceFolder' | 'isLive'>): Replay {
    this.started += 1;
    const started: Replay = {
      ...replay,
      id: String(this.started),
      progress: { read: 0, filtered: 0 },
      batches: [],
      earlierSucceeded: 0,
      earlierFailed: 0,
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

  addProgress(replay: Replay, read: number, filtered: number): void {
    replay.progress.read += read;
    replay.progress.filtered += filtered;
    this.changed();
  }

  startBatch(replay: Replay, batch: InvokedBatch, origin: BatchOrigin): ReplayedBatch {
    const number = batchCount(replay) + 1;
    const [first] = batch.records;
    const last = batch.records.at(-1);
    const started: ReplayedBatch = {
      id: `${replay.id}.${String(number)}`,
      replay,
      origin,
      shardId: batch.shardId,
      recordCount: batch.records.length,
      ...(first && last
        ? { sequenceNumbers: { start: first.sequenceNumber, end: last.sequenceNumber } }
        : {}),
      number,
      attempt: 1,
      state: { phase: 'running' },
    };
    replay.batches.push(started);
    forgetEarlierBatch(replay);
    this.changed();
    return started;
  }

  setBatchState(batch: ReplayedBatch, state: BatchState): void {
    batch.state = state;
    this.changed();
  }

  startAgain(batch: ReplayedBatch): void {
    batch.attempt += 1;
    this.setBatchState(batch, { phase: 'running' });
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

/** Since the replay began. */
export function batchCount({ batches, earlierSucceeded, earlierFailed }: Replay): number {
  return earlierSucceeded + earlierFailed + batches.length;
}

/** The oldest batch that went through; failed ones are what somebody will look for, as long as they are few. */
function forgetEarlierBatch(replay: Replay): void {
  const { batches } = replay;
  if (batches.length <= KEPT_BATCHES) return;
  const succeeded = batches.findIndex(
    ({ state }) => state.phase === 'finished' && state.outcome.kind === 'succeeded',
  );
  if (succeeded >= 0) {
    batches.splice(succeeded, 1);
    replay.earlierSucceeded += 1;
    return;
  }
  if (batches.length <= MOST_KEPT_BATCHES) return;
  const failed = batches.findIndex(({ state }) => state.phase === 'discarded' || state.phase === 'finished');
  if (failed < 0) return;
  batches.splice(failed, 1);
  replay.earlierFailed += 1;
}
