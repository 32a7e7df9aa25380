/**
 * The reference model proper: walks through one shard of a run with ParallelizationFactor 1 and
 * says at each point what Lambda does next, when, and with which records. What the stream gave
 * and what the function answered are its input; everything between the two must agree exactly.
 */
import type { FollowedShard } from './lane-actions';
import { LaneQueue } from './lane-queue';
import { contentOf, windowStartOf } from './batch-content';
import { ActionCursor, type Attempts, Ended, Mismatch } from './action-cursor';
import { isoSeconds } from './failure-documents';
import type { Outcome } from './outcome';
import type { ModelOptions, WindowMembers, WorldRecord } from './trace';

const DAY_MS = 24 * 60 * 60 * 1000;
const LARGEST_STATE_BYTES = 1024 * 1024;

interface OpenWindow {
  readonly startMs: number;
  state: unknown;
}

const afresh = (): Attempts => ({ counted: 0, failuresInARow: 0, functionError: null });

/** Records that are sent next, as batches that have not been tried. */
interface Handled {
  readonly rest: readonly (readonly WorldRecord[])[];
  readonly atMs: number;
}

/** @returns what is wrong, if something is */
export function followShard(shard: FollowedShard, options: ModelOptions): string | undefined {
  try {
    new Follower(shard, options).follow();
    return undefined;
  } catch (error) {
    if (error instanceof Ended) return undefined;
    if (error instanceof Mismatch) return `${shard.shardId}: ${error.message}`;
    throw error;
  }
}

class Follower {
  private readonly seen: ActionCursor;
  private readonly queue: LaneQueue;
  private idleSinceMs = Number.NEGATIVE_INFINITY;
  private window: OpenWindow | undefined;

  constructor(
    private readonly shard: FollowedShard,
    private readonly options: ModelOptions,
  ) {
    this.queue = new LaneQueue(shard.arrivals);
    this.seen = new ActionCursor(shard.actions, shard.stoppedAtMs, options);
  }

  follow(): void {
    let nowMs = this.shard.startMs;
    for (;;) {
      this.queue.receiveUntil(nowMs);
      const head = this.queue.waiting[0];
      if (head === undefined) {
        const nextMs = this.waitForRecords(nowMs);
        if (nextMs === undefined) break;
        nowMs = nextMs;
      } else if (this.window !== undefined && windowStartOf(head, this.options) > this.window.startMs) {
        nowMs = this.finalInvocation(nowMs, false);
      } else {
        nowMs = this.nextBatch(nowMs);
      }
    }
    this.seen.expectNothing();
  }

  /** @returns when to look again; undefined when no record will ever come */
  private waitForRecords(nowMs: number): number | undefined {
    const { window } = this;
    const next = this.queue.next;
    if (window === undefined) return next?.atMs;
    if (this.queue.hasShardEnded) return this.finalInvocation(nowMs, false);
    const endMs = window.startMs + this.options.tumblingMs;
    const isComplete = this.queue.caughtUpToMs >= endMs;
    if (isComplete && nowMs >= endMs) return this.finalInvocation(nowMs, false);
    const closesAtMs = isComplete ? endMs : Number.POSITIVE_INFINITY;
    if (closesAtMs <= (next?.atMs ?? Number.POSITIVE_INFINITY)) return isComplete ? closesAtMs : undefined;
    return next?.atMs;
  }

  private nextBatch(idleMs: number): number {
    const head = this.queue.waiting[0];
    if (head === undefined) throw new Error('No batch without a record.');
    const windowStartsMs = Math.max(this.queue.readMs(head), this.idleSinceMs);
    let nowMs = Math.max(idleMs, this.queue.readMs(head));
    const deadlineMs = Math.max(nowMs, windowStartsMs + this.options.batchingWindowMs);
    for (;;) {
      this.queue.receiveUntil(nowMs);
      const { count, isClosed } = contentOf(this.queue.waiting, this.options, this.window?.startMs);
      // A capture's records are all there: it is read on until the batch is full (fillsBatches).
      const isFilling =
        this.options.batchingWindowMs === 0 && this.shard.fillsBatches && !this.queue.isCaughtUp;
      if (isClosed || this.queue.hasShardEnded || (nowMs >= deadlineMs && !isFilling)) {
        return this.sendUntilFinished(this.queue.waiting.splice(0, count), nowMs);
      }
      const nextMs = this.queue.next?.atMs ?? Number.POSITIVE_INFINITY;
      nowMs = isFilling ? nextMs : Math.min(deadlineMs, nextMs);
      if (nowMs === Number.POSITIVE_INFINITY) throw new Ended();
    }
  }

  /** Until every record of the batch is finished, or the window has to be ended early. */
  private sendUntilFinished(batch: readonly WorldRecord[], fromMs: number): number {
    const first = batch[0];
    if (this.options.tumblingMs > 0 && first !== undefined) {
      this.window ??= { startMs: windowStartOf(first, this.options), state: {} };
    }
    const parts: (readonly WorldRecord[])[] = [batch];
    let nowMs = fromMs;
    while (parts.length > 0 && !this.isStateTooLarge()) {
      const part = parts.shift() ?? [];
      const { rest, atMs } = this.handle(part, nowMs);
      parts.unshift(...rest);
      nowMs = atMs;
    }
    this.idleSinceMs = nowMs;
    this.queue.waiting.unshift(...parts.flat());
    return this.isStateTooLarge() ? this.finalInvocation(nowMs, true) : nowMs;
  }

  /** One batch until it is finished or has become others. */
  private handle(records: readonly WorldRecord[], fromMs: number): Handled {
    let nowMs = fromMs;
    const attempts = afresh();
    for (;;) {
      const young = this.withoutTooOld(records, nowMs, attempts);
      if (young.length < records.length) return asBatches([young], nowMs);
      const { outcome, answeredAtMs } = this.seen.expectInvocation(
        records,
        nowMs,
        this.windowMembers(false, false),
      );
      nowMs = answeredAtMs;
      if (outcome.kind === 'stopped') throw new Ended();
      if ('state' in outcome && this.window !== undefined) this.window.state = outcome.state;
      const parts = this.partsAfter(records, outcome, nowMs);
      if (parts !== undefined) return parts;
      const { rest, atMs, isAfresh } = this.afterFailure(records, nowMs, outcome, attempts);
      if (isAfresh || rest.length === 0) return { rest, atMs };
      nowMs = atMs;
    }
  }

  /** What is left after a success, a partial one, or a cut; undefined after a failure of the whole. */
  private partsAfter(records: readonly WorldRecord[], outcome: Outcome, nowMs: number): Handled | undefined {
    if (outcome.kind === 'succeeded') return asBatches([], nowMs);
    if (outcome.kind === 'partial') {
      // Its remainder is a batch that has not been tried yet, sent after the backoff of one failure (BI-9).
      return this.retry(records.slice(outcome.firstFailed), nowMs, { ...afresh(), failuresInARow: 1 });
    }
    if (outcome.kind !== 'failed' || !this.options.bisects || records.length < 2) return undefined;
    // BS-6: first half first.
    const middle = Math.floor(records.length / 2);
    return asBatches([records.slice(0, middle), records.slice(middle)], nowMs);
  }

  /** Age, then the stream's retention, then the attempts, then the wait (RT-7). */
  private afterFailure(
    records: readonly WorldRecord[],
    nowMs: number,
    outcome: Outcome,
    attempts: Attempts,
  ): Handled & { readonly isAfresh: boolean } {
    if (outcome.kind === 'failed') {
      attempts.counted += 1;
      attempts.functionError = outcome.functionError;
    }
    const rest = this.withoutExpired(this.withoutTooOld(records, nowMs, attempts), records, nowMs, attempts);
    if (rest.length < records.length) return { ...asBatches([rest], nowMs), isAfresh: true };
    if (this.isExhausted(attempts)) {
      this.seen.expectDrop(records, 'RetryAttemptsExhausted', nowMs, attempts);
      return { ...asBatches([], nowMs), isAfresh: true };
    }
    attempts.failuresInARow += 1;
    return this.retry(records, nowMs, attempts);
  }

  /** The wait before records are sent again. */
  private retry(
    records: readonly WorldRecord[],
    nowMs: number,
    attempts: Attempts,
  ): Handled & { isAfresh: boolean } {
    const { nowMs: atMs, decision } = this.waitForRetry(nowMs, attempts);
    if (decision === 'giveUp') this.seen.expectDrop(records, 'GivenUp', atMs, attempts);
    return { rest: decision === 'giveUp' ? [] : [records], atMs, isAfresh: decision === 'retryAfresh' };
  }

  /** The decision about age, which comes first (RT-7). @returns what is young enough */
  private withoutTooOld(
    records: readonly WorldRecord[],
    nowMs: number,
    attempts: Attempts,
  ): readonly WorldRecord[] {
    const { maximumAgeMs } = this.options;
    if (maximumAgeMs < 0) return records;
    const tooOld = prefixLength(records, (record) => nowMs - this.bornMs(record) > maximumAgeMs);
    if (tooOld > 0) this.seen.expectDrop(records.slice(0, tooOld), 'RecordAgeExceeded', nowMs, attempts);
    return records.slice(tooOld);
  }

  /** What failed and has left the stream meanwhile; what is left after an age drop has not failed itself. */
  private withoutExpired(
    records: readonly WorldRecord[],
    failed: readonly WorldRecord[],
    nowMs: number,
    attempts: Attempts,
  ): readonly WorldRecord[] {
    if (records.length < failed.length) return records;
    const expired = prefixLength(records, (record) => nowMs - this.bornMs(record) > DAY_MS);
    if (expired > 0) this.seen.expectDrop(records.slice(0, expired), 'ExpiredFromStream', nowMs, attempts);
    return records.slice(expired);
  }

  private isExhausted({ counted }: Attempts): boolean {
    return this.options.maximumRetries >= 0 && counted > this.options.maximumRetries;
  }

  private waitForRetry(nowMs: number, { failuresInARow }: Attempts): { nowMs: number; decision: string } {
    const retryAtMs = nowMs + Math.min(500 * 2 ** (failuresInARow - 1), 30_000);
    if (!this.shard.hasGate) return { nowMs: retryAtMs, decision: 'retry' };
    return this.seen.expectGate(nowMs, retryAtMs);
  }

  private isStateTooLarge(): boolean {
    const { window } = this;
    return window !== undefined && Buffer.byteLength(JSON.stringify(window.state)) > LARGEST_STATE_BYTES;
  }

  /** TW-6, and TW-7 as the advice has it: the limits apply. */
  private finalInvocation(fromMs: number, isTerminatedEarly: boolean): number {
    const { window } = this;
    if (window === undefined) throw new Error('No final invocation without a window.');
    let nowMs = fromMs;
    const attempts = afresh();
    for (;;) {
      const members = this.windowMembers(true, isTerminatedEarly);
      const { outcome, answeredAtMs } = this.seen.expectInvocation([], nowMs, members);
      nowMs = answeredAtMs;
      if (outcome.kind === 'stopped') throw new Ended();
      if (outcome.kind === 'succeeded') break;
      if (outcome.kind !== 'notInvoked') attempts.counted += 1;
      attempts.failuresInARow += 1;
      const { maximumAgeMs } = this.options;
      // The age of an invocation without records counts from when it was due.
      const ageMs = nowMs - fromMs;
      if ((maximumAgeMs >= 0 && ageMs > maximumAgeMs) || ageMs > DAY_MS || this.isExhausted(attempts)) {
        this.seen.expectDrop([], undefined, nowMs, attempts);
        break;
      }
      const decided = this.waitForRetry(nowMs, attempts);
      nowMs = decided.nowMs;
      if (decided.decision === 'retryAfresh') attempts.counted = attempts.failuresInARow = 0;
      if (decided.decision === 'giveUp') {
        this.seen.expectDrop([], 'GivenUp', nowMs, attempts);
        break;
      }
    }
    this.window = undefined;
    this.idleSinceMs = nowMs;
    return nowMs;
  }

  private windowMembers(isFinal: boolean, isTerminatedEarly: boolean): WindowMembers | undefined {
    if (this.window === undefined) return undefined;
    const { startMs, state } = this.window;
    return {
      start: isoSeconds(startMs),
      end: isoSeconds(startMs + this.options.tumblingMs),
      state,
      shardId: this.shard.shardId,
      eventSourceARN: this.options.streamArn,
      isFinal,
      isTerminatedEarly,
    };
  }

  private bornMs(record: WorldRecord): number {
    return this.options.ageFrom === 'reading' ? this.queue.readMs(record) : record.createdMs;
  }
}

function asBatches(rest: Handled['rest'], atMs: number): Handled {
  return { rest: rest.filter(({ length }) => length > 0), atMs };
}

function prefixLength(records: readonly WorldRecord[], is: (record: WorldRecord) => boolean): number {
  const first = records.findIndex((record) => !is(record));
  return first === -1 ? records.length : first;
}
