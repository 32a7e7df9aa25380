/**
 * One of a shard's concurrent sequences of batches: collects records, decides when a batch is
 * ready, has it sent, and goes on when all of it is finished.
 *
 * A batch is ready when it is full (BatchSize, 6 MB), when the batch window has passed, or, without
 * a window, as soon as there are records (PR-2, PR-3). When the window begins is not said for the
 * first record; here with the record that enters an idle lane (PR-4).
 */
import { Notice } from '../clock/notice';
import { buildEvent, envelopeBytes } from '../events/event-bytes';
import { isoSeconds } from '../events/iso-time';
import { BatchRun } from '../invocations/batch-run';
import type { BatchSetting } from '../invocations/batch-setting';
import type { InvocationContext } from '../invocations/invocation-context';
import type { InvokedBatch, InvokedWindow } from '../ports/mapping-observer';
import type { StopSignal } from '../ports/stop-signal';
import type { StreamRecord } from '../events/dynamodb-event';
import type { BatchLimits } from './batch-limits';
import { nextBatch } from './batch-limits';
import type { ShardRecord } from './shard-record';
import type { OpenWindow } from './tumbling-window';
import { TumblingWindow } from './tumbling-window';

export interface LaneShard {
  readonly shardId: string;
  /** The records are done with. */
  readonly finish: (records: readonly ShardRecord[]) => void;
  /** Records have left the lane's queue: there is room to read more. */
  readonly madeRoom: (records: readonly ShardRecord[]) => void;
  /** Records have come back to it. */
  readonly tookRoom: (records: readonly ShardRecord[]) => void;
  readonly isolate: ((record: StreamRecord) => boolean) | undefined;
}

/** As long as any other that has no state yet. */
const unopenedWindow: OpenWindow = { startMs: 0, endMs: 0, state: '{}' };

type Step =
  | { readonly kind: 'send'; readonly count: number }
  | { readonly kind: 'closeWindow' }
  | { readonly kind: 'wait'; readonly untilMs: number | undefined }
  | { readonly kind: 'ended' };

export class Lane {
  private waiting: ShardRecord[] = [];
  private head = 0;
  private hasEnded = false;
  private caughtUpToMs = Number.NEGATIVE_INFINITY;
  private expectsMore = false;
  private idleSinceMs = Number.NEGATIVE_INFINITY;
  private readonly changed = new Notice();
  private readonly window: TumblingWindow | undefined;

  constructor(
    private readonly shard: LaneShard,
    private readonly context: InvocationContext,
    private readonly stop: StopSignal,
  ) {
    const { tumblingWindowInSeconds } = context.mapping;
    if (tumblingWindowInSeconds > 0)
      this.window = new TumblingWindow(
        tumblingWindowInSeconds,
        ({ record, readAtMs }) => record.approximateCreationMs ?? readAtMs,
      );
  }

  push(record: ShardRecord): void {
    this.waiting.push(record);
  }

  /** After each read of the shard, when its records are in. @param caughtUpToMs see ShardPage */
  wasRead(caughtUpToMs: number | undefined): void {
    if (caughtUpToMs !== undefined) this.caughtUpToMs = caughtUpToMs;
    this.changed.give();
  }

  /** Whether records are being read that may fill the next batch; asked only without a batch window. */
  expectMore(isExpected: boolean): void {
    this.expectsMore = isExpected;
    if (!isExpected) this.changed.give();
  }

  /** The shard was read to its end. */
  end(): void {
    this.hasEnded = true;
    this.changed.give();
  }

  /** Until everything is finished and the shard has ended, or the signal aborts. */
  async run(): Promise<void> {
    while (!this.stop.aborted) {
      const step = this.nextStep(this.context.clock.now());
      switch (step.kind) {
        case 'send':
          await this.send(step.count);
          break;
        case 'closeWindow':
          await this.closeWindow(false);
          break;
        case 'wait':
          await this.changed.wait(this.context.clock, step.untilMs, this.stop);
          break;
        case 'ended':
          return;
      }
    }
  }

  private nextStep(nowMs: number): Step {
    const first = this.waiting[this.head];
    if (first === undefined) return this.stepWithoutRecords(nowMs);
    if (this.window?.isOfLaterWindow(first) === true) return { kind: 'closeWindow' };
    const { count, isFull } = nextBatch(this.waiting, this.head, this.limitsFor(first));
    if (isFull || this.hasEnded) return { kind: 'send', count };
    const windowMs = this.context.mapping.maximumBatchingWindowInSeconds * 1000;
    const closesAtMs = Math.max(first.readAtMs, this.idleSinceMs) + windowMs;
    if (windowMs > 0)
      return nowMs >= closesAtMs ? { kind: 'send', count } : { kind: 'wait', untilMs: closesAtMs };
    return this.expectsMore ? { kind: 'wait', untilMs: undefined } : { kind: 'send', count };
  }

  /** A tumbling window without a successor ends when its time is over and nothing of it can come any more. */
  private stepWithoutRecords(nowMs: number): Step {
    const open = this.window?.current;
    if (open === undefined) return this.hasEnded ? { kind: 'ended' } : { kind: 'wait', untilMs: undefined };
    // The shard's end closes its window: no state is carried over to its children (TW-9).
    if (this.hasEnded) return { kind: 'closeWindow' };
    if (nowMs < open.endMs) return { kind: 'wait', untilMs: open.endMs };
    return this.caughtUpToMs >= open.endMs ? { kind: 'closeWindow' } : { kind: 'wait', untilMs: undefined };
  }

  private limitsFor(first: ShardRecord): BatchLimits {
    const { window } = this;
    const startMs = window?.startFor(first);
    return {
      batchSize: this.context.mapping.batchSize,
      envelopeBytes: this.envelopeBytes(),
      isolate: this.shard.isolate,
      isOfLaterWindow:
        window === undefined || startMs === undefined
          ? undefined
          : (record) => window.startOf(record) > startMs,
    };
  }

  private envelopeBytes(): number {
    if (this.window === undefined) return envelopeBytes(undefined);
    return envelopeBytes(this.timeWindow(this.window.current ?? unopenedWindow, false, false));
  }

  private async send(count: number): Promise<void> {
    const records = this.waiting.slice(this.head, this.head + count);
    const [first] = records;
    if (first === undefined) return;
    this.head += count;
    if (this.head * 2 >= this.waiting.length) this.compact();
    this.window?.enter(first);
    // What comes next is read while the function works, not before it has begun.
    let wasSent = false;
    const makeRoom = (): void => {
      if (!wasSent) this.shard.madeRoom(records);
      wasSent = true;
    };
    const run = new BatchRun(this.context, this.setting(false, false, makeRoom), this.stop);
    const unsent = await run.run(records);
    makeRoom();
    this.idleSinceMs = this.context.clock.now();
    if (unsent.length > 0 || this.window?.isTooLarge === true) await this.endWindowEarly(unsent);
  }

  /** TW-5. What was not sent yet begins the window again, with an empty state. */
  private async endWindowEarly(unsent: readonly ShardRecord[]): Promise<void> {
    this.shard.tookRoom(unsent);
    this.waiting = [...unsent, ...this.waiting.slice(this.head)];
    this.head = 0;
    await this.closeWindow(true);
  }

  private async closeWindow(isEarly: boolean): Promise<void> {
    await new BatchRun(
      this.context,
      this.setting(true, isEarly, () => undefined),
      this.stop,
    ).run([]);
    this.window?.close();
    this.idleSinceMs = this.context.clock.now();
  }

  private setting(isFinal: boolean, isEarly: boolean, wasSent: () => void): BatchSetting {
    const { shardId, finish } = this.shard;
    return {
      shardId,
      wasSent,
      finish,
      acceptState: (state) => isFinal || this.window === undefined || this.window.accept(state),
      batchOf: (records) => {
        const batch: InvokedBatch = { shardId, records: records.map(({ record }) => record) };
        const open = this.window?.current;
        return open === undefined ? batch : { ...batch, window: invokedWindow(open, isFinal, isEarly) };
      },
      eventOf: (records) => {
        const open = this.window?.current;
        return buildEvent(
          records.map(({ record }) => record),
          open === undefined ? undefined : this.timeWindow(open, isFinal, isEarly),
        );
      },
    };
  }

  private timeWindow(open: OpenWindow, isFinal: boolean, isEarly: boolean): Parameters<typeof buildEvent>[1] {
    const { start, end, ...flags } = invokedWindow(open, isFinal, isEarly);
    return {
      window: { start, end },
      state: open.state,
      shardId: this.shard.shardId,
      eventSourceARN: this.context.mapping.eventSourceArn,
      ...flags,
    };
  }

  private compact(): void {
    this.waiting = this.waiting.slice(this.head);
    this.head = 0;
  }
}

function invokedWindow(
  { startMs, endMs }: OpenWindow,
  isFinalInvokeForWindow: boolean,
  isWindowTerminatedEarly: boolean,
): InvokedWindow {
  return {
    start: isoSeconds(startMs),
    end: isoSeconds(endMs),
    isFinalInvokeForWindow,
    isWindowTerminatedEarly,
  };
}
