/**
 * Messages of one queue that this redrive holds: received, and hidden from everybody else while their batch is worked at.
 * A message has to be received to be deleted, and nobody chooses which one SQS gives: those of other batches of this
 * redrive are kept for them, strangers' are given back when the search is over.
 */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { ServiceError } from '../../triggers/ports/service-error';
import type { FailureQueues, QueuedMessage } from '../ports/failure-queue';

/** After a crash a message comes back by itself after this. */
const HIDDEN_SECONDS = 120;
const HEARTBEAT_MS = 40_000;
const MOST_A_RECEIVE = 10;
/** 1,000 messages for each search. */
const MOST_RECEIVES = 100;
/** One empty answer alone does not prove that a queue is empty. */
const EMPTY_RECEIVES = 3;
/** Whoever else has it, such as this extension before a crash, has let go of it by then. */
const PATIENCE_MS = (HIDDEN_SECONDS + 15) * 1000;
const SEARCH_AGAIN_MS = 5000;
/** What SQS says of messages in flight is approximate: so often in a row it must say that there are none of others. */
const LOOKS_UNTIL_GONE = 3;

/** `hidden`: somebody else has it, or the queue is too deep to be searched. `gone`: nobody has, as far as SQS tells. */
export type Holding = 'held' | 'hidden' | 'gone';

interface Held {
  readonly receiptHandle: string;
  readonly hiddenUntilMs: number;
}

export interface QueueClaimsParts {
  readonly queues: FailureQueues;
  readonly connection: StreamConnection;
  readonly clock: Clock;
  warn(sentence: string): void;
}

export class QueueClaims {
  private readonly held = new Map<string, Held>();
  private readonly closed = new StopSwitch();
  private searching: Promise<unknown> = Promise.resolve();
  private beating: Promise<void> | undefined;

  /** @param wanted ids of the messages that this redrive is going to need */
  constructor(
    private readonly parts: QueueClaimsParts,
    private readonly queueArn: string,
    private readonly wanted: ReadonlySet<string>,
  ) {}

  /**
   * Holds the message until it is released or deleted; waits some time for one that others hold.
   *
   * @throws ServiceError
   */
  async hold(messageId: string, stop: StopSignal): Promise<Holding> {
    if (this.isHeld(messageId)) return 'held';
    const { clock } = this.parts;
    const endMs = clock.now() + PATIENCE_MS;
    for (let looksWithoutTrace = 0; ;) {
      const search = this.searching.then(() => this.search(messageId, stop));
      this.searching = search.catch(() => undefined);
      const mayBeHidden = await search;
      if (this.isHeld(messageId)) return 'held';
      looksWithoutTrace = mayBeHidden ? 0 : looksWithoutTrace + 1;
      if (looksWithoutTrace >= LOOKS_UNTIL_GONE) return 'gone';
      if (stop.aborted || clock.now() >= endMs) return 'hidden';
      await clock.sleepUntil(Math.min(clock.now() + SEARCH_AGAIN_MS, endMs), stop);
    }
  }

  /** @throws ServiceError */
  async delete(messageId: string, stop: StopSignal): Promise<Exclude<Holding, 'held'> | 'deleted'> {
    const holding = await this.hold(messageId, stop);
    if (holding !== 'held') return holding;
    const { queues, connection } = this.parts;
    const receiptHandle = this.held.get(messageId)?.receiptHandle;
    // The heartbeat may have found out at this very moment that it is another's.
    if (receiptHandle === undefined) return 'hidden';
    await queues.delete(connection, this.queueArn, receiptHandle, new StopSwitch());
    this.held.delete(messageId);
    return 'deleted';
  }

  /** Others may have it again, at once. */
  async release(messageId: string): Promise<void> {
    const held = this.held.get(messageId);
    this.held.delete(messageId);
    if (held !== undefined) await this.giveBack([{ messageId, receiptHandle: held.receiptHandle }]);
  }

  /** Gives back what is still held. @param except of batches that have succeeded: they must not be handled again */
  async close(except: ReadonlySet<string>): Promise<void> {
    this.closed.abort();
    await this.beating;
    const messages = [...this.held]
      .filter(([messageId]) => !except.has(messageId))
      .map(([messageId, { receiptHandle }]) => ({ messageId, receiptHandle }));
    this.held.clear();
    await this.giveBack(messages);
  }

  private isHeld(messageId: string): boolean {
    const held = this.held.get(messageId);
    return held !== undefined && this.parts.clock.now() < held.hiddenUntilMs;
  }

  /** @returns whether it may be there all the same: others, or this extension before a crash, hide messages of this queue */
  private async search(messageId: string, stop: StopSignal): Promise<boolean> {
    const { queues, connection, clock } = this.parts;
    const strangers: QueuedMessage[] = [];
    this.forgetExpired();
    try {
      let empty = 0;
      for (let receives = 0; empty < EMPTY_RECEIVES; receives += 1) {
        if (this.isHeld(messageId) || stop.aborted || receives >= MOST_RECEIVES) return true;
        const hiddenUntilMs = clock.now() + HIDDEN_SECONDS * 1000;
        const many = { most: MOST_A_RECEIVE, hiddenForSeconds: HIDDEN_SECONDS };
        const received = await queues.receive(connection, this.queueArn, many, new StopSwitch());
        empty = received.length === 0 ? empty + 1 : 0;
        for (const message of received) {
          if (this.wanted.has(message.messageId)) this.keep(message, hiddenUntilMs);
          else strangers.push(message);
        }
      }
      if (this.isHeld(messageId)) return true;
      const { inFlight, delayed } = await queues.describe(connection, this.queueArn, new StopSwitch());
      return inFlight + delayed > this.held.size + strangers.length;
    } finally {
      await this.giveBack(strangers);
    }
  }

  /** Others may have received them since. */
  private forgetExpired(): void {
    for (const messageId of [...this.held.keys()]) if (!this.isHeld(messageId)) this.held.delete(messageId);
  }

  private keep({ messageId, receiptHandle }: QueuedMessage, hiddenUntilMs: number): void {
    this.held.set(messageId, { receiptHandle, hiddenUntilMs });
    this.beating ??= this.beat();
  }

  private async beat(): Promise<void> {
    const { clock } = this.parts;
    while (!this.closed.aborted) {
      await clock.sleepUntil(clock.now() + HEARTBEAT_MS, this.closed);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- closed while it slept
      if (!this.closed.aborted && this.held.size > 0) await this.hideOn();
    }
  }

  private async hideOn(): Promise<void> {
    const { queues, connection, clock } = this.parts;
    const before = [...this.held];
    const messages = before.map(([messageId, { receiptHandle }]) => ({ messageId, receiptHandle }));
    const hiddenUntilMs = clock.now() + HIDDEN_SECONDS * 1000;
    try {
      const lost = new Set(
        await queues.hide(connection, this.queueArn, messages, HIDDEN_SECONDS, new StopSwitch()),
      );
      for (const { messageId, receiptHandle } of messages) {
        // What was released or deleted meanwhile is not ours any more.
        if (!this.held.has(messageId)) continue;
        if (lost.has(messageId)) this.held.delete(messageId);
        else this.held.set(messageId, { receiptHandle, hiddenUntilMs });
      }
    } catch (error) {
      // It is tried again before they come back; what has come back is received anew.
      this.warnOf(error);
    }
  }

  private async giveBack(
    messages: readonly Pick<QueuedMessage, 'messageId' | 'receiptHandle'>[],
  ): Promise<void> {
    if (messages.length === 0) return;
    const { queues, connection } = this.parts;
    try {
      await queues.hide(connection, this.queueArn, messages, 0, new StopSwitch());
    } catch (error) {
      // They come back by themselves after two minutes.
      this.warnOf(error);
    }
  }

  private warnOf(error: unknown): void {
    if (!(error instanceof ServiceError)) throw error;
    this.parts.warn(error.message);
  }
}
