/** The test cloud with everything behind it: one call starts DynamoDB Local, moto's server and the endpoint before them. */
import { startLocalDynamoDb, type LocalDynamoDb } from '../local-dynamodb/local-dynamodb';
import { startMotoServer } from '../moto/moto-server';
import { type TestCloud, type TestCloudOptions, startTestCloud } from './test-cloud';

export interface LocalAws extends TestCloud {
  /** For what only it can: roll shards over, let time pass. */
  readonly localDynamoDb: LocalDynamoDb;
}

export type LocalAwsOptions = Omit<TestCloudOptions, 'dynamoDbEndpoint' | 'motoEndpoint'>;

/**
 * Account 111122223333; each region has its own tables and mappings. `stop()` ends all three.
 *
 * @param repositoryRoot see test/support/repository-root.ts
 */
export async function startLocalAws(
  repositoryRoot: string,
  options: LocalAwsOptions = {},
): Promise<LocalAws> {
  const started = await Promise.allSettled([
    startLocalDynamoDb(repositoryRoot, { databasePerRegion: true }),
    startMotoServer(repositoryRoot),
  ]);
  const [dynamoDb, moto] = started;
  if (dynamoDb.status === 'rejected' || moto.status === 'rejected') {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop();
    throw new AggregateError(
      started.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
      'The local AWS did not start.',
    );
  }
  const cloud = await startTestCloud({
    account: { accountId: '111122223333' },
    ...options,
    dynamoDbEndpoint: dynamoDb.value.endpoint,
    motoEndpoint: moto.value.endpoint,
  });
  return {
    ...cloud,
    localDynamoDb: dynamoDb.value,
    stop: async () => {
      await cloud.stop();
      await Promise.all([dynamoDb.value.stop(), moto.value.stop()]);
    },
  };
}
