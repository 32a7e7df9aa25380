/**
 * One look at what waits in a queue: received and given back, none deleted. While the look lasts its messages are hidden
 * from everybody else; whatever goes wrong, they are given back at its end, or come back by themselves soon after.
 */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import type { FailureQueues, QueuedMessage } from '../ports/failure-queue';

/** So that no message is seen twice in one look; a longer look hides for longer. */
const HIDDEN_SECONDS = 30;
const MESSAGES_A_SECOND = 100;

/** In a row: SQS asks only some of its servers, and an empty answer does not prove an empty queue. */
const EMPTY_ANSWERS_BELIEVED = 2;

/** In a row, of nothing but messages that were seen: the first ones are visible again, and others may never come. */
const REPEATED_ANSWERS_BELIEVED = 2;

/** What one ReceiveMessage gives at most. */
const MESSAGES_A_CALL = 10;

export interface QueuePeek {
  /** Each once, in the order in which they came; the receipt handles are of no use any more. */
  readonly messages: readonly QueuedMessage[];
  /** `limit`: more may wait. */
  readonly end: 'empty' | 'limit' | 'stopped' | { readonly error: unknown };
  /** Messages that could not be given back: nobody receives them until then (epoch milliseconds). */
  readonly hidden?: { readonly messages: number; readonly untilMs: number; readonly error: unknown };
}

export interface PeekPorts {
  readonly queues: Pick<FailureQueues, 'receive' | 'hide'>;
  readonly clock: Clock;
}

/**
 * Never rejects. A stop lets the call that is under way end, for a cut one would hide its messages unseen.
 *
 * @param most messages; at least 1
 */
export async function peekQueue(
  { queues, clock }: PeekPorts,
  connection: StreamConnection,
  queueArn: string,
  most: number,
  stop: StopSignal,
): Promise<QueuePeek> {
  const hiddenForSeconds = Math.max(HIDDEN_SECONDS, Math.ceil(most / MESSAGES_A_SECOND));
  const seen = new Map<string, QueuedMessage>();
  const uncut = new StopSwitch();
  let untilMs = clock.now();
  const end = await receiveAll();
  return { messages: [...seen.values()], end, ...(await giveBack()) };

  async function receiveAll(): Promise<QueuePeek['end']> {
    try {
      let repeatedAnswers = 0;
      for (let emptyAnswers = 0; emptyAnswers < EMPTY_ANSWERS_BELIEVED;) {
        if (stop.aborted) return 'stopped';
        if (seen.size >= most || repeatedAnswers >= REPEATED_ANSWERS_BELIEVED) return 'limit';
        const wanted = Math.min(MESSAGES_A_CALL, most - seen.size);
        const received = await queues.receive(
          connection,
          queueArn,
          { most: wanted, hiddenForSeconds },
          uncut,
        );
        untilMs = clock.now() + hiddenForSeconds * 1000;
        const before = seen.size;
        // A message that comes again (SQS may deliver twice) is given back by its last receipt.
        for (const message of received) seen.set(message.messageId, message);
        emptyAnswers = received.length === 0 ? emptyAnswers + 1 : 0;
        if (received.length > 0) repeatedAnswers = seen.size === before ? repeatedAnswers + 1 : 0;
      }
      return 'empty';
    } catch (error) {
      return { error };
    }
  }

  async function giveBack(): Promise<Pick<QueuePeek, 'hidden'>> {
    if (seen.size === 0) return {};
    try {
      // Those that are not ours any more are another consumer's now, or gone: nothing is kept from anybody.
      await queues.hide(connection, queueArn, [...seen.values()], 0, uncut);
      return {};
    } catch (error) {
      return { hidden: { messages: seen.size, untilMs, error } };
    }
  }
}
