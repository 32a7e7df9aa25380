/** Messages of a queue hidden for some more time, or given back. */
import type { BatchResultErrorEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { QueuedMessage } from '../../failed-batches/ports/failure-queue';
import type { SendOptions } from '../access/ask-aws';
import type { AskQueue } from './queue-questions';

type Hidden = Pick<QueuedMessage, 'messageId' | 'receiptHandle'>;

/** What ChangeMessageVisibilityBatch takes. */
const MESSAGES_PER_CALL = 10;
/** Of what SQS could not do for reasons of its own. */
const ATTEMPTS = 3;

/**
 * Of entries that SQS refuses, those that it blames on the sender are no longer ours: ReceiptHandleIsInvalid,
 * MessageNotInflight, InvalidParameterValue for a handle that has expired or a message that has been hidden for 12 hours.
 *
 * @returns their message ids
 * @throws ServiceError, also if SQS goes on failing by itself for some entries
 */
export async function hideMessages(
  ask: AskQueue,
  messages: readonly Hidden[],
  seconds: number,
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (let first = 0; first < messages.length; first += MESSAGES_PER_CALL) {
    const some = messages.slice(first, first + MESSAGES_PER_CALL);
    lost.push(...(await hideSome(ask, some, seconds)));
  }
  return lost;
}

function hideSome(ask: AskQueue, messages: readonly Hidden[], seconds: number): Promise<readonly string[]> {
  // As IAM names it: the batch has no name of its own. Hiding twice does what hiding once does.
  return ask('sqs:ChangeMessageVisibility', async (client, QueueUrl, options) => {
    const lost: string[] = [];
    let left = messages;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const failed = await refusedEntries(client, QueueUrl, left, seconds, options);
      const named = failed.map((entry) => ({ ...entry, message: left[Number(entry.Id)] }));
      for (const { SenderFault, message } of named)
        if (SenderFault === true && message !== undefined) lost.push(message.messageId);
      const again = named.filter(({ SenderFault }) => SenderFault !== true);
      if (again.length > 0 && attempt >= ATTEMPTS) throw entryError(again);
      left = again.flatMap(({ message }) => message ?? []);
    }
    return lost;
  });
}

async function refusedEntries(
  client: SQSClient,
  QueueUrl: string,
  messages: readonly Hidden[],
  seconds: number,
  options: SendOptions,
): Promise<readonly BatchResultErrorEntry[]> {
  const { ChangeMessageVisibilityBatchCommand } = await import('@aws-sdk/client-sqs');
  const Entries = messages.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: seconds,
  }));
  const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
  const { Failed = [] } = await client.send(command, options);
  return Failed;
}

function entryError(entries: readonly BatchResultErrorEntry[]): Error {
  const { Code = 'InternalError', Message = Code } = entries[0] ?? {};
  return Object.assign(new Error(Message), { name: Code, $metadata: { httpStatusCode: 500 } });
}
