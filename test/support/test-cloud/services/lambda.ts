/** Lambda: mappings of our own; functions are moto's, which has no GetFunctionConfiguration. */
import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Answer } from '../cloud-answer';
import { type CloudRequest, inputOf } from '../cloud-request';
import { invalidParameter } from '../event-source-mappings/mapping-checks';
import type { MappingReferences } from '../event-source-mappings/event-source-mappings';
import { decide } from '../role-policies';
import type { Iam } from './iam';

const STREAM_ACTIONS = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map((name) => `dynamodb:${name}`);
const LIST_STREAMS = 'dynamodb:ListStreams';

/** By the destination's service: what is needed, and how the refusal calls it. */
const SENDING: Readonly<Record<string, { readonly action: string; readonly words: string }>> = {
  sqs: { action: 'sqs:SendMessage', words: 'SendMessage on SQS' },
  sns: { action: 'sns:Publish', words: 'Publish on SNS' },
  s3: { action: 's3:PutObject', words: 'PutObject on S3' },
};

/** What Lambda looks up before it takes a mapping. */
export class LambdaReferences implements MappingReferences {
  /** @param clientOf gives a client of moto for a region */
  constructor(
    private readonly clientOf: (region: string) => LambdaClient,
    private readonly iam: Iam,
    private readonly streamExists: (streamArn: string, region: string) => Promise<boolean>,
  ) {}

  async checkFunction(functionArn: string): Promise<void> {
    await this.roleOf(functionArn);
  }

  async checkStream(streamArn: string, region: string): Promise<void> {
    if (!(await this.streamExists(streamArn, region)))
      throw invalidParameter(`Stream not found: ${streamArn}`);
  }

  async checkRole(functionArn: string, streamArn: string, destinationArn: string | undefined): Promise<void> {
    const documents = await this.iam.documentsInEffect(await this.roleOf(functionArn));
    const may = (action: string, resource: string): boolean =>
      decide(documents, { action, resource, context: {} }) === 'allowed';
    // Sources disagree on what ListStreams must be allowed on (reference section 4.1): either will do.
    const mayRead =
      STREAM_ACTIONS.every((action) => may(action, streamArn)) &&
      (may(LIST_STREAMS, '*') || may(LIST_STREAMS, streamArn));
    if (!mayRead)
      throw invalidParameter(
        `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      );
    const service = destinationArn?.split(':')[2] ?? '';
    const sending = SENDING[service];
    if (destinationArn === undefined || sending === undefined) return;
    // Lambda chooses the object's key.
    const resource = service === 's3' ? `${destinationArn}/aws/lambda/object` : destinationArn;
    if (!may(sending.action, resource))
      throw invalidParameter(
        `The provided execution role does not have permissions to call ${sending.words}`,
      );
  }

  private async roleOf(functionArn: string): Promise<string> {
    const [, , , region = '', , , name, qualifier] = functionArn.split(':');
    const command = new GetFunctionCommand({ FunctionName: name, Qualifier: qualifier });
    try {
      const { Configuration } = await this.clientOf(region).send(command);
      return String(Configuration?.Role);
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        throw invalidParameter('Function does not exist');
      throw error;
    }
  }
}

/** @param askMoto with another request in its place */
export async function answerFunctionConfiguration(
  request: CloudRequest,
  askMoto: (request: CloudRequest) => Promise<Answer>,
): Promise<Answer> {
  const url = new URL(request.url);
  url.pathname = url.pathname.replace(/\/configuration$/, '');
  const answer = await askMoto({ ...request, url, action: 'lambda:GetFunction' });
  if (answer.status !== 200) return answer;
  const { Configuration } = inputOf(answer) as { readonly Configuration: unknown };
  return { ...answer, body: Buffer.from(JSON.stringify(Configuration)) };
}
