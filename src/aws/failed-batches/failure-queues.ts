/** SQS queues as on-failure destinations. */
import type { Message, QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { FailureQueues, QueueState, QueuedMessage } from '../../failed-batches/ports/failure-queue';
import { ServiceError } from '../../triggers/ports/service-error';
import type { SendOptions } from '../access/ask-aws';
import type { AwsAccess } from '../access/aws-access';
import { hideMessages } from './hidden-messages';
import { type AskQueue, askQueue } from './queue-questions';

/** More than 0, so that SQS asks all its servers; a queue that seems empty answers this late. */
const WAIT_SECONDS = 1;
/** What ReceiveMessage takes. */
const MOST_MESSAGES = 10;

const STATE: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'MessageRetentionPeriod',
  'VisibilityTimeout',
  'RedrivePolicy',
];

export function awsFailureQueues(access: AwsAccess): FailureQueues {
  const about = (connection: StreamConnection, queueArn: string, stop: StopSignal): AskQueue =>
    askQueue(access, connection, queueArn, stop);
  return {
    describe: async (connection, queueArn, stop) => describe(about(connection, queueArn, stop)),
    receive: async (connection, queueArn, options, stop) =>
      receive(about(connection, queueArn, stop), options),
    hide: async (connection, queueArn, messages, seconds, stop) =>
      hideMessages(about(connection, queueArn, stop), messages, seconds),
    delete: async (connection, queueArn, receiptHandle, stop) =>
      deleteMessage(about(connection, queueArn, stop), receiptHandle),
  };
}

function describe(ask: AskQueue): Promise<QueueState> {
  return ask('sqs:GetQueueAttributes', async (client, QueueUrl, options) => {
    const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
    const input = { QueueUrl, AttributeNames: STATE };
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand(input), options);
    const redrivePolicy = readRedrivePolicy(Attributes.RedrivePolicy);
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
      delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
      // SQS's defaults: 4 days and 30 seconds.
      retentionSeconds: Number(Attributes.MessageRetentionPeriod ?? 345_600),
      visibilityTimeoutSeconds: Number(Attributes.VisibilityTimeout ?? 30),
      ...(redrivePolicy !== undefined && { redrivePolicy }),
    };
  });
}

function readRedrivePolicy(json: string | undefined): QueueState['redrivePolicy'] {
  if (json === undefined || json === '') return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  // AWS writes the count as a number, and as a text where it was set so.
  return { deadLetterTargetArn: String(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) };
}

/** A change: sent again blindly, it would count one more receive, and hide messages that nobody has seen. */
function receive(
  ask: AskQueue,
  { most, hiddenForSeconds }: { readonly most: number; readonly hiddenForSeconds: number },
): Promise<readonly QueuedMessage[]> {
  const asking = async (
    client: SQSClient,
    QueueUrl: string,
    options: SendOptions,
  ): Promise<QueuedMessage[]> => {
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs');
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(most, MOST_MESSAGES),
      VisibilityTimeout: hiddenForSeconds,
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
    });
    const { Messages = [] } = await client.send(command, options);
    return Messages.map(readMessage);
  };
  return ask('sqs:ReceiveMessage', asking, true);
}

function readMessage({ MessageId, ReceiptHandle, Body, Attributes }: Message): QueuedMessage {
  const sentMs = Number(Attributes?.SentTimestamp);
  return {
    messageId: MessageId ?? '',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    ...(Number.isFinite(sentMs) && { sentMs }),
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
  };
}

/**
 * SQS says nothing when it deletes what is gone. ReceiptHandleIsInvalid, its word for a handle that belongs to no
 * message of the queue, is taken for the same; a handle that has expired is an error, for its message is there again.
 */
async function deleteMessage(ask: AskQueue, ReceiptHandle: string): Promise<void> {
  const asking = async (client: SQSClient, QueueUrl: string, options: SendOptions): Promise<void> => {
    const { DeleteMessageCommand } = await import('@aws-sdk/client-sqs');
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }), options);
  };
  try {
    // Deleting twice does what deleting once does.
    await ask('sqs:DeleteMessage', asking);
  } catch (error) {
    if (!(error instanceof ServiceError && error.details.code === 'ReceiptHandleIsInvalid')) throw error;
  }
}
