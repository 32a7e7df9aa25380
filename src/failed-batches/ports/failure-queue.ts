/** An SQS queue that is a trigger's on-failure destination. `aws/failed-batches/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface QueueState {
  /** Approximate, as SQS tells them. */
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  /** A look at a message counts as a receive: after `maxReceiveCount` of them SQS moves it to the dead-letter queue. */
  readonly redrivePolicy?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
}

export interface QueuedMessage {
  readonly messageId: string;
  /** Of this receive; only the last one of a message is sure to work. */
  readonly receiptHandle: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly sentMs?: number;
  /** This receive included. */
  readonly receiveCount: number;
}

/** Each member rejects with ServiceError, or with the stop signal's reason. */
export interface FailureQueues {
  describe(connection: StreamConnection, queueArn: string, stop: StopSignal): Promise<QueueState>;
  /**
   * One ReceiveMessage; none is deleted.
   *
   * @param most 1 to 10
   * @param hiddenForSeconds 0 to 43,200: until then nobody else receives them
   * @returns none when the queue seems empty, which one call alone does not prove
   */
  receive(
    connection: StreamConnection,
    queueArn: string,
    { most, hiddenForSeconds }: { readonly most: number; readonly hiddenForSeconds: number },
    stop: StopSignal,
  ): Promise<readonly QueuedMessage[]>;
  /**
   * ChangeMessageVisibility, ten at a time. 0 seconds gives them back.
   *
   * @returns the message ids of those that are not ours any more: another consumer's, or gone
   */
  hide(
    connection: StreamConnection,
    queueArn: string,
    messages: readonly Pick<QueuedMessage, 'messageId' | 'receiptHandle'>[],
    seconds: number,
    stop: StopSignal,
  ): Promise<readonly string[]>;
  /** One that is gone already is no error. */
  delete(
    connection: StreamConnection,
    queueArn: string,
    receiptHandle: string,
    stop: StopSignal,
  ): Promise<void>;
}
