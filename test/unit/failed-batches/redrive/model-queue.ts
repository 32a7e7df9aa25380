/** A queue with visibility, as SQS has it: whoever receives a message hides it from everybody for a while. */
import type { Clock } from '../../../../src/engine/ports/clock';
import type { QueueState, QueuedMessage } from '../../../../src/failed-batches/ports/failure-queue';

interface Message {
  visibleAtMs: number;
  /** Of the last receive; no other works. */
  receipt: string;
  receives: number;
}

export class ModelQueue {
  private readonly messages = new Map<string, Message>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  get messageIds(): readonly string[] {
    return [...this.messages.keys()];
  }

  send(messageId: string): void {
    this.messages.set(messageId, { visibleAtMs: 0, receipt: '', receives: 0 });
  }

  state(): QueueState {
    const inFlight = this.messages.size - this.visible().length;
    return {
      visible: this.messages.size - inFlight,
      inFlight,
      delayed: 0,
      retentionSeconds: 345_600,
      visibilityTimeoutSeconds: 30,
    };
  }

  receive(most: number, hiddenForSeconds: number): readonly QueuedMessage[] {
    return this.visible()
      .slice(0, most)
      .map(([messageId, message]) => {
        message.receives += 1;
        message.receipt = `${messageId}#${message.receives}`;
        message.visibleAtMs = this.clock.now() + hiddenForSeconds * 1000;
        return { messageId, receiptHandle: message.receipt, body: '{}', receiveCount: message.receives };
      });
  }

  /** @returns false if it is not theirs any more who ask */
  hide({ messageId, receiptHandle }: Pick<QueuedMessage, 'messageId' | 'receiptHandle'>, seconds: number) {
    const message = this.messages.get(messageId);
    if (message?.receipt !== receiptHandle || message.visibleAtMs <= this.clock.now()) return false;
    message.visibleAtMs = this.clock.now() + seconds * 1000;
    return true;
  }

  /** @returns the message's id, if the receipt was the last one */
  delete(receiptHandle: string): string | undefined {
    const [messageId = ''] = receiptHandle.split('#');
    if (this.messages.get(messageId)?.receipt !== receiptHandle) return undefined;
    this.messages.delete(messageId);
    return messageId;
  }

  /** Somebody else receives a message that nobody holds. */
  receiveElsewhere(dice: number): void {
    const visible = this.visible();
    const [, message] = visible[dice % Math.max(1, visible.length)] ?? [];
    if (message === undefined) return;
    message.receives += 1;
    message.receipt = `somebody else's #${message.receives}`;
    message.visibleAtMs = this.clock.now() + (dice % 60) * 1000;
  }

  private visible(): readonly (readonly [string, Message])[] {
    return [...this.messages].filter(([, { visibleAtMs }]) => visibleAtMs <= this.clock.now());
  }
}
