/** The SDK's clients, each loaded with its first question and kept for each connection. */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import { ClientPool } from './client-pool';
import type { ClientSettings } from './client-settings';

/** Of a service in one region. */
export interface AskedService<S extends AwsService> {
  readonly connection: StreamConnection;
  readonly service: S;
  /** The region in the ARN of what is asked for. */
  readonly arnRegion?: string;
  /** What the SDK sends a request at most: 1 for what must not be sent twice, or is repeated elsewhere. */
  readonly maxAttempts: number;
  /** How long an answer may take, where a time of its own is needed. */
  readonly requestTimeoutMs?: number;
}

interface Clients {
  readonly cloudwatch: CloudWatchClient;
  readonly dynamodb: DynamoDBClient;
  readonly dynamodb_streams: DynamoDBStreamsClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
}

export type ServiceClient<S extends AwsService> = Clients[S];

interface MadeWith extends Omit<ClientSettings, 'requestHandler'> {
  readonly maxAttempts: number;
  readonly requestHandler: Readonly<Record<'connectionTimeout' | 'requestTimeout', number>>;
}

/** Of what is asked again: somebody waits for a tree. What changes something may take longer. */
const READ_TIMEOUT_MS = 20_000;

type SettingsOf = (
  connection: StreamConnection,
  service: AwsService,
  arnRegion?: string,
) => Promise<ClientSettings>;

const MAKERS: { readonly [S in AwsService]: (made: MadeWith) => Promise<Clients[S]> } = {
  cloudwatch: async (made) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(made),
  dynamodb: async (made) => new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient(made),
  dynamodb_streams: async (made) =>
    new (await import('@aws-sdk/client-dynamodb-streams')).DynamoDBStreamsClient(made),
  iam: async (made) => new (await import('@aws-sdk/client-iam')).IAMClient(made),
  lambda: async (made) => new (await import('@aws-sdk/client-lambda')).LambdaClient(made),
  s3: async (made) =>
    new (await import('@aws-sdk/client-s3')).S3Client({
      ...made,
      followRegionRedirects: true,
      // An emulator's host name has no subdomain for each bucket.
      forcePathStyle: made.endpoint !== undefined,
    }),
  sns: async (made) => new (await import('@aws-sdk/client-sns')).SNSClient(made),
  sqs: async (made) => new (await import('@aws-sdk/client-sqs')).SQSClient(made),
  sts: async (made) => new (await import('@aws-sdk/client-sts')).STSClient(made),
};

export class ServiceClients {
  private readonly pools: { readonly [S in AwsService]: ClientPool<Clients[S]> } = {
    cloudwatch: new ClientPool(),
    dynamodb: new ClientPool(),
    dynamodb_streams: new ClientPool(),
    iam: new ClientPool(),
    lambda: new ClientPool(),
    s3: new ClientPool(),
    sns: new ClientPool(),
    sqs: new ClientPool(),
    sts: new ClientPool(),
  };

  constructor(private readonly settings: SettingsOf) {}

  /** @throws what making the client and the question throw */
  use<S extends AwsService, T>(
    of: AskedService<S>,
    question: (client: Clients[S]) => Promise<T>,
  ): Promise<T> {
    const { connection, service, arnRegion, maxAttempts, requestTimeoutMs } = of;
    const make = MAKERS[service];
    const open = async (): Promise<Clients[S]> => {
      const { requestHandler, ...settings } = await this.settings(connection, service, arnRegion);
      const usual = maxAttempts > 1 ? READ_TIMEOUT_MS : requestHandler.requestTimeout;
      const requestTimeout = requestTimeoutMs ?? usual;
      return make({ ...settings, maxAttempts, requestHandler: { ...requestHandler, requestTimeout } });
    };
    return this.pools[service].use(keyOf(of), open, question);
  }

  /** After this, credentials are resolved anew. */
  forget(): void {
    for (const pool of Object.values(this.pools)) pool.forget();
  }
}

function keyOf(of: AskedService<AwsService>): string {
  const { connection, arnRegion, maxAttempts, requestTimeoutMs } = of;
  const { awsProfile, region, endpointUrl, endpointUrls = {} } = connection;
  return JSON.stringify([
    awsProfile ?? null,
    region ?? null,
    endpointUrl ?? null,
    Object.entries(endpointUrls).sort(),
    arnRegion ?? null,
    maxAttempts,
    requestTimeoutMs ?? null,
  ]);
}
