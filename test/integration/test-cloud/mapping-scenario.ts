/** What the suites on the test cloud's mappings begin with: a stream, a queue, two functions, and the SDK's client. */
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { repositoryRoot } from '../../support/repository-root';
import { createFunction } from '../../support/test-cloud/deployed-function';
import { createQueue, createTable } from '../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';

export class MappingScenario {
  readonly lambda: LambdaClient;

  private constructor(
    readonly cloud: LocalAws,
    readonly streamArn: string,
    readonly queueArn: string,
  ) {
    this.lambda = new LambdaClient({
      ...setUpClient(cloud),
      credentials: { accessKeyId: 'dev', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  }

  /** The function "orders" may read the stream; "powerless" may do nothing. */
  static async start(): Promise<MappingScenario> {
    const cloud = await startLocalAws(repositoryRoot());
    const { streamArn } = await createTable(cloud, 'Orders');
    const queueArn = await createQueue(cloud, 'failures');
    await createFunction(cloud, 'orders', { aliases: ['live'] });
    await createFunction(cloud, 'powerless', { policies: [] });
    return new MappingScenario(cloud, streamArn, queueArn);
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** After each test: no mapping stays. */
  async reset(): Promise<void> {
    const { disturbances, mappings } = this.cloud;
    disturbances.restore();
    mappings.settling = { afterReads: 1 };
    mappings.settle();
    for (const { UUID } of mappings.mappings)
      await this.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    mappings.settle();
  }

  /** Of the stream to "orders", unless the input says otherwise. */
  async create(
    input: Partial<CreateEventSourceMappingCommandInput> = {},
  ): Promise<Record<string, unknown> & { UUID?: string | undefined }> {
    const answer = await this.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'orders',
        EventSourceArn: this.streamArn,
        StartingPosition: 'LATEST',
        ...input,
      }),
    );
    return { ...answer };
  }
}

/** What `assert.rejects` compares with. */
export function refusal(
  name: string,
  message: string | RegExp,
): { readonly name: string; readonly message: string | RegExp } {
  return { name, message };
}
