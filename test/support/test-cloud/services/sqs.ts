/** SQS is moto's; a test may end the time for which messages are hidden, as after a consumer's crash. */
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Answer } from '../cloud-answer';
import { type CloudRequest, inputOf } from '../cloud-request';

interface Received {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
  readonly region: string;
}

export class Sqs {
  private received: Received[] = [];

  /** @param clientOf gives a client of moto for a region */
  constructor(private readonly clientOf: (region: string) => SQSClient) {}

  async answer(request: CloudRequest, askMoto: (request: CloudRequest) => Promise<Answer>): Promise<Answer> {
    const answer = await askMoto(request);
    if (request.action !== 'sqs:ReceiveMessage' || answer.status !== 200) return answer;
    const { QueueUrl } = inputOf(request) as { readonly QueueUrl: string };
    const { Messages = [] } = inputOf(answer) as {
      readonly Messages?: readonly { readonly ReceiptHandle: string }[];
    };
    for (const { ReceiptHandle } of Messages)
      this.received.push({ QueueUrl, ReceiptHandle, region: request.region });
    return answer;
  }

  /** Messages that were received and not deleted can be received again now. */
  async showHidden(): Promise<void> {
    for (const { region, ...message } of this.received.splice(0)) {
      const command = new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 });
      // One that is deleted or visible has nothing to be changed.
      await this.clientOf(region)
        .send(command)
        .catch((error: unknown) => {
          if (!(error instanceof Error) || !IS_NOT_HIDDEN.has(error.name)) throw error;
        });
    }
  }
}

const IS_NOT_HIDDEN: ReadonlySet<string> = new Set([
  'ReceiptHandleIsInvalid',
  'MessageNotInflight',
  'InvalidParameterValue',
]);
