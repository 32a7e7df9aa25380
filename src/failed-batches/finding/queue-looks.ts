/**
 * Looks into queues, one at a time for each: triggers that share a queue share the look. A queue with a redrive policy is
 * looked into only after it was agreed to, since each look counts towards its dead-letter queue.
 */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { FailureQueues, QueueState } from '../ports/failure-queue';
import { type PeekPorts, type QueuePeek, peekQueue } from './peek-queue';
import { type WaitingDocuments, documentsOf } from './waiting-documents';

export type QueueLook =
  /** Not looked into, for nobody has agreed to it. */
  | { readonly kind: 'closed'; readonly state: QueueState }
  | ({
      readonly kind: 'looked';
      /** As it was before the look. */
      readonly state: QueueState;
    } & Pick<QueuePeek, 'end' | 'hidden'> &
      WaitingDocuments);

export interface QueueLookPorts extends PeekPorts {
  readonly queues: Pick<FailureQueues, 'describe' | 'receive' | 'hide'>;
}

interface Running {
  readonly most: number;
  readonly look: Promise<QueueLook>;
  readonly end: StopSwitch;
  /** Who waits for it. The last one who goes away stops it. */
  waiting: number;
}

export class QueueLooks {
  private readonly agreed = new Set<string>();
  private readonly running = new Map<string, Running>();

  constructor(private readonly ports: QueueLookPorts) {}

  /** For as long as the window lives. */
  agree(connection: AwsConnection, queueArn: string): void {
    this.agreed.add(keyOf(connection, queueArn));
  }

  /**
   * Joins a look that is under way, if it wants as much.
   *
   * @param most messages
   * @throws ServiceError when the queue can't be described; an error of the look itself is its `end`
   */
  async look(
    connection: AwsConnection,
    queueArn: string,
    most: number,
    stop: StopSignal,
  ): Promise<QueueLook> {
    const key = keyOf(connection, queueArn);
    for (;;) {
      const running = this.running.get(key);
      if (running === undefined) return joined(this.begin(connection, queueArn, most), stop);
      if (running.most >= most && !running.end.aborted) return joined(running, stop);
      // What it found was not asked for by us; whether it went well is told to those who asked.
      await running.look.catch(() => undefined);
    }
  }

  private begin(connection: AwsConnection, queueArn: string, most: number): Running {
    const key = keyOf(connection, queueArn);
    const end = new StopSwitch();
    const look = this.lookOnce(connection, queueArn, most, end).finally(() => this.running.delete(key));
    const running: Running = { most, look, end, waiting: 0 };
    this.running.set(key, running);
    return running;
  }

  private async lookOnce(
    connection: AwsConnection,
    queueArn: string,
    most: number,
    stop: StopSignal,
  ): Promise<QueueLook> {
    const state = await this.ports.queues.describe(connection, queueArn, stop);
    if (state.redrivePolicy !== undefined && !this.agreed.has(keyOf(connection, queueArn)))
      return { kind: 'closed', state };
    const { messages, ...how } = await peekQueue(this.ports, connection, queueArn, most, stop);
    return { kind: 'looked', state, ...how, ...documentsOf(queueArn, messages) };
  }
}

/** @returns the look, which is stopped when nobody waits for it any more */
async function joined(running: Running, stop: StopSignal): Promise<QueueLook> {
  running.waiting += 1;
  const leave = (): void => {
    running.waiting -= 1;
    if (running.waiting === 0) running.end.abort();
  };
  stop.addEventListener('abort', leave, { once: true });
  if (stop.aborted) leave();
  try {
    return await running.look;
  } finally {
    stop.removeEventListener('abort', leave);
  }
}

function keyOf({ id }: AwsConnection, queueArn: string): string {
  return JSON.stringify([id, queueArn]);
}
