/**
 * Sends one batch, and what becomes of it, until each of its records has succeeded or is dropped:
 * retries, bisecting, partial responses, record age (reference sections 3.4 to 3.7).
 *
 * Everything of a batch is finished before its lane goes on: a failure blocks what is behind (PR-12).
 */
import { MAXIMUM_PAYLOAD_BYTES } from '../batching/batch-limits';
import type { ShardRecord } from '../batching/shard-record';
import { judgeResult } from '../failures/judge-response';
import { RetryPolicy } from '../failures/retry-policy';
import type { InvocationResult, NotInvoked } from '../ports/function-invoker';
import type { BatchOutcome } from '../ports/mapping-observer';
import type { StopSignal } from '../ports/stop-signal';
import type { BatchPart } from './batch-part';
import { newPart } from './batch-part';
import type { BatchSetting } from './batch-setting';
import { discardRecords } from './discard-records';
import type { InvocationContext } from './invocation-context';

export class BatchRun {
  private readonly policy: RetryPolicy;
  private readonly beganMs: number;
  private hasEndedWindow = false;

  constructor(
    private readonly context: InvocationContext,
    private readonly setting: BatchSetting,
    private readonly stop: StopSignal,
  ) {
    this.policy = new RetryPolicy(context.mapping, context.recordAgeFrom);
    this.beganMs = context.clock.now();
  }

  /** @returns records that were not sent because the state grew too large: their window must be ended first */
  async run(records: readonly ShardRecord[]): Promise<readonly ShardRecord[]> {
    const waiting: BatchPart[] = [newPart(records)];
    while (!this.stop.aborted && !this.hasEndedWindow) {
      const part = waiting.pop();
      if (part === undefined) return [];
      waiting.push(...(await this.send(part)));
    }
    return this.hasEndedWindow ? waiting.reverse().flatMap((part) => part.records) : [];
  }

  /** @returns what is still to be sent of it, the last one first */
  private async send(part: BatchPart): Promise<BatchPart[]> {
    const { slots, clock } = this.context;
    if ((await slots.acquire(this.stop)) === 'stopped') return [];
    let holdsSlot = true;
    const letGo = (): void => {
      if (holdsSlot) slots.release();
      holdsSlot = false;
    };
    let result: InvocationResult | NotInvoked;
    try {
      if (this.isStopped()) return [];
      // A destination may take its time; nobody else has to wait for it.
      if (this.overAge(part) > 0) letGo();
      // Asked only now: the batch may have waited long for its turn.
      const rest = await this.dropOverAge(part);
      if (rest !== undefined) return rest;
      const event = this.setting.eventOf(part.records);
      // The window's state may have grown since the batch was made, by a partial answer or a first half's (PR-3).
      if (event.length > MAXIMUM_PAYLOAD_BYTES && part.records.length > 1) return halves(part);
      result = await this.invoke(part, event);
    } catch (error) {
      if (this.isStopped()) return [];
      throw error;
    } finally {
      letGo();
    }
    if (this.isStopped()) return [];
    const { outcome, state } = judgeResult(result, {
      sequenceNumbers: () => part.records.map(({ record }) => record.sequenceNumber),
      reportBatchItemFailures: this.context.mapping.functionResponseTypes.includes('ReportBatchItemFailures'),
      mustReturnState: this.context.mapping.tumblingWindowInSeconds > 0,
    });
    this.context.observer.observe({
      type: 'batchFinished',
      batch: this.setting.batchOf(part.records),
      attempt: part.attempts,
      result,
      outcome,
    });
    if (state !== undefined && !this.setting.acceptState(state)) this.hasEndedWindow = true;
    return this.conclude(part, outcome, clock.now());
  }

  /** Asked after each wait. */
  private isStopped(): boolean {
    return this.stop.aborted;
  }

  private async invoke(part: BatchPart, event: Uint8Array): Promise<InvocationResult | NotInvoked> {
    const { observer, clock, invoker } = this.context;
    part.attempts += 1;
    observer.observe({
      type: 'batchStarted',
      batch: this.setting.batchOf(part.records),
      attempt: part.attempts,
      atMs: clock.now(),
    });
    const invocation = invoker.invoke(event, this.stop);
    this.setting.wasSent();
    const result = await invocation;
    part.lastResult = result;
    return result;
  }

  private async conclude(part: BatchPart, outcome: BatchOutcome, nowMs: number): Promise<BatchPart[]> {
    switch (outcome.kind) {
      case 'succeeded':
        this.setting.finish(part.records);
        return [];
      case 'partialFailure':
        return this.retryRemainder(part, outcome.firstFailedIndex, nowMs);
      case 'failed':
        part.countedFailures += 1;
        return this.afterFailure(part);
      case 'notInvoked':
        return this.retryOrDrop(part);
    }
  }

  /** The records before the lowest failed one have succeeded; the others are a batch of their own (BI-8, BS-3). */
  private async retryRemainder(
    part: BatchPart,
    firstFailedIndex: number,
    nowMs: number,
  ): Promise<BatchPart[]> {
    this.setting.finish(part.records.slice(0, firstFailedIndex));
    const rest = newPart(part.records.slice(firstFailedIndex));
    return this.waitForRetry(rest, part, nowMs + this.policy.delayMs(1));
  }

  private async afterFailure(part: BatchPart): Promise<BatchPart[]> {
    const { mapping, observer } = this.context;
    if (!mapping.bisectBatchOnFunctionError || part.records.length < 2) return this.retryOrDrop(part);
    // Cutting uses up no attempt and needs no wait (BS-2, BS-6).
    const firstHalf = firstHalfOf(part);
    observer.observe({ type: 'batchBisected', batch: this.setting.batchOf(part.records), firstHalf });
    return halves(part);
  }

  /** Age first, then attempts (RT-7). */
  private async retryOrDrop(part: BatchPart): Promise<BatchPart[]> {
    const { clock } = this.context;
    const rest = (await this.dropOverAge(part)) ?? this.dropGone(part);
    if (rest !== undefined) return rest;
    if (this.policy.isExhausted(part.countedFailures)) {
      await discardRecords(
        this.context,
        this.setting,
        part,
        part.records.length,
        'RetryAttemptsExhausted',
        this.stop,
      );
      return [];
    }
    part.failuresInARow += 1;
    return this.waitForRetry(part, part, clock.now() + this.policy.delayMs(part.failuresInARow));
  }

  /** @param failed the invocation that is waited for; `next` may be a part of it */
  private async waitForRetry(next: BatchPart, failed: BatchPart, retryAtMs: number): Promise<BatchPart[]> {
    const { retryGate, observer } = this.context;
    const { lastResult } = failed;
    if (lastResult === undefined) return [next];
    const batch = this.setting.batchOf(next.records);
    const decision = await retryGate.beforeRetry(
      { batch, attempt: failed.attempts, result: lastResult, retryAtMs },
      this.stop,
    );
    if (this.stop.aborted) return [];
    if (decision === 'retryAfresh') return [newPart(next.records)];
    if (decision === 'retry') return [next];
    observer.observe({ type: 'recordsDropped', batch, reason: 'GivenUp' });
    this.setting.finish(next.records);
    return [];
  }

  /** @returns undefined if no record is too old; else what is left, as a batch of its own */
  private async dropOverAge(part: BatchPart): Promise<BatchPart[] | undefined> {
    const count = this.overAge(part);
    if (count === 0) return undefined;
    await discardRecords(this.context, this.setting, part, count, 'RecordAgeExceeded', this.stop);
    return restAfter(part, count);
  }

  /** How many records at the beginning are over their age. */
  private overAge(part: BatchPart): number {
    return this.policy.limitsAge ? this.policy.overAge(this.bornMs(part), this.context.clock.now()) : 0;
  }

  /** Only what was sent before can be gone: what is read was there. Lambda tells nobody (CK-8). */
  private dropGone(part: BatchPart): BatchPart[] | undefined {
    const count = this.policy.gone(this.bornMs(part), this.context.clock.now());
    if (count === 0) return undefined;
    const records = part.records.slice(0, count);
    this.context.observer.observe({
      type: 'recordsDropped',
      batch: this.setting.batchOf(records),
      reason: 'ExpiredFromStream',
    });
    this.setting.finish(records);
    return restAfter(part, count);
  }

  /**
   * From when their age counts, later by what a debugger has held the function since then. A window's final
   * invocation has no records: its age counts from when it was due.
   */
  private bornMs({ records }: BatchPart): readonly number[] {
    const bornMs =
      records.length === 0 ? [this.beganMs] : records.map((record) => this.policy.bornMs(record));
    return bornMs.map((born) => born + this.context.heldMs(born));
  }
}

/** The first half is the smaller one (BS-4). */
function firstHalfOf(part: BatchPart): number {
  return Math.floor(part.records.length / 2);
}

/** The last one first. */
function halves(part: BatchPart): BatchPart[] {
  const firstHalf = firstHalfOf(part);
  return [newPart(part.records.slice(firstHalf)), newPart(part.records.slice(0, firstHalf))];
}

function restAfter(part: BatchPart, count: number): BatchPart[] {
  return count >= part.records.length ? [] : [newPart(part.records.slice(count))];
}
