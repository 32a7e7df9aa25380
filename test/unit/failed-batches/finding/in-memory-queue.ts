/** An SQS queue behind its port: messages are hidden for a time when they are received; calls can fail or answer less. */
import type { StopSignal } from '../../../../src/engine/ports/stop-signal';
import type {
  FailureQueues,
  QueueState,
  QueuedMessage,
} from '../../../../src/failed-batches/ports/failure-queue';
import { ServiceError } from '../../../../src/triggers/ports/service-error';

interface Kept {
  readonly messageId: string;
  readonly body: string;
  visibleFromMs: number;
  receiveCount: number;
}

/** What happens instead of a whole answer: fewer messages than wanted (SQS asks some of its servers only), or an error. */
export type Fault = 'nothing' | 'refused' | number;

export class InMemoryQueue implements Pick<FailureQueues, 'describe' | 'receive' | 'hide'> {
  readonly messages: readonly Kept[];
  /** By name, in their order. */
  readonly calls: string[] = [];
  /** Of the next receives; whole answers after them. */
  receiveFaults: Fault[] = [];
  hideFails = false;
  redrivePolicy: QueueState['redrivePolicy'];
  /** Receives at the same time. */
  mostAtOnce = 0;
  private atOnce = 0;

  constructor(
    readonly clock: { nowMs: number },
    bodies: readonly string[],
    private readonly callMs = 10,
  ) {
    this.messages = bodies.map((body, index) => ({
      ...{ messageId: `m-${index}`, body },
      ...{ visibleFromMs: 0, receiveCount: 0 },
    }));
  }

  get visible(): number {
    return this.messages.filter(({ visibleFromMs }) => visibleFromMs <= this.clock.nowMs).length;
  }

  describe(): Promise<QueueState> {
    this.calls.push('describe');
    return Promise.resolve({
      ...{ visible: this.visible, inFlight: this.messages.length - this.visible, delayed: 0 },
      ...{ retentionSeconds: 345_600, visibilityTimeoutSeconds: 30 },
      ...(this.redrivePolicy !== undefined && { redrivePolicy: this.redrivePolicy }),
    });
  }

  async receive(
    _connection: unknown,
    _queueArn: string,
    { most, hiddenForSeconds }: { readonly most: number; readonly hiddenForSeconds: number },
    stop: StopSignal,
  ): Promise<readonly QueuedMessage[]> {
    this.calls.push('receive');
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await this.pass();
    this.atOnce -= 1;
    const fault = this.receiveFaults.shift();
    if (fault === 'refused') throw refusal('sqs:ReceiveMessage');
    const wanted = fault === 'nothing' ? 0 : Math.min(most, fault ?? most);
    const received = this.messages
      .filter(({ visibleFromMs }) => visibleFromMs <= this.clock.nowMs)
      .slice(0, wanted);
    for (const message of received) {
      message.visibleFromMs = this.clock.nowMs + hiddenForSeconds * 1000;
      message.receiveCount += 1;
    }
    // A request that is cut off when its answer is on the way hides messages that nobody has seen.
    if (stop.aborted) throw new Error('cut off');
    return received.map(({ messageId, body, receiveCount }) => ({
      ...{ messageId, body, receiveCount },
      receiptHandle: `${messageId}#${receiveCount}`,
    }));
  }

  async hide(
    _connection: unknown,
    _queueArn: string,
    messages: readonly Pick<QueuedMessage, 'messageId' | 'receiptHandle'>[],
    seconds: number,
    stop: StopSignal,
  ): Promise<readonly string[]> {
    this.calls.push('hide');
    await this.pass();
    if (stop.aborted) throw new Error('cut off');
    if (this.hideFails) throw refusal('sqs:ChangeMessageVisibility');
    const notOurs: string[] = [];
    for (const { messageId, receiptHandle } of messages) {
      const message = this.messages.find((one) => one.messageId === messageId);
      // Only the receipt of the last receive counts.
      if (message === undefined || receiptHandle !== `${messageId}#${message.receiveCount}`)
        notOurs.push(messageId);
      else message.visibleFromMs = this.clock.nowMs + seconds * 1000;
    }
    return notOurs;
  }

  private async pass(): Promise<void> {
    this.clock.nowMs += this.callMs;
    await Promise.resolve();
  }
}

export function refusal(action: string): ServiceError {
  const details = { action, code: 'AccessDenied', serviceMessage: 'refused' };
  return new ServiceError('accessDenied', `${action} was refused: ask for it.`, details);
}
