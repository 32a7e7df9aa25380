/** Questions about one queue: which queues there may be, where they are. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { parseArn } from '../../triggers/policies/arn-parts';
import { ServiceError } from '../../triggers/ports/service-error';
import type { SendOptions } from '../access/ask-aws';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import type { AwsCall } from '../access/aws-call';
import { queueUrl } from '../access/queue-url';

/** @param action as IAM names it */
export type AskQueue = <T>(
  action: string,
  asking: (client: SQSClient, QueueUrl: string, options: SendOptions) => Promise<T>,
  isChange?: boolean,
) => Promise<T>;

/** @throws ServiceError if the ARN is none of a standard queue */
export function askQueue(
  access: AwsAccess,
  connection: StreamConnection,
  arn: string,
  stop: StopSignal,
): AskQueue {
  const queue = parseArn(arn);
  return (action, asking, isChange = false) => {
    const call: AwsCall = {
      action,
      subject: l10n.t('the queue "{0}"', queue?.resource ?? arn),
      arn,
      ...(action === 'sqs:ReceiveMessage' && { ifUnanswered: onLostMessages() }),
      connection,
    };
    if (queue?.service !== 'sqs' || queue.resource.endsWith('.fifo')) throw notStandard(arn, action);
    const question = { service: 'sqs' as const, arnRegion: queue.region, call, isChange };
    return askService(access, question, stop, async (client, options) =>
      asking(client, await queueUrl(access, connection, client, queue), options),
    );
  };
}

/** Messages of an answer that was lost are hidden as if somebody had them. */
function onLostMessages(): string {
  return l10n.t(
    'try again; messages that seem missing are there again when their visibility timeout has passed',
  );
}

/** Lambda sends failed batches of a stream to standard queues only (reference section 3.7). */
function notStandard(arn: string, action: string): ServiceError {
  const why = arn.endsWith('.fifo') ? l10n.t('a FIFO queue') : l10n.t('no SQS queue');
  return new ServiceError(
    'invalid',
    l10n.t(
      "{0} is {1}, and so can't hold failed batches of a stream. Name the ARN of a standard SQS queue.",
      arn,
      why,
    ),
    { action, code: '', serviceMessage: why },
  );
}
