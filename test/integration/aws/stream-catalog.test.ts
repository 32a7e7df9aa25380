/** Finding streams on DynamoDB Local, and reading mappings as AWS was recorded to answer them. */
import assert from 'node:assert/strict';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { awsStreamCatalog } from '../../../src/aws/streams/stream-catalog';
import { mappingDefaults } from '../../../src/engine/event-source-mapping/event-source-mapping';
import type { StreamConnection } from '../../../src/engine/streams/stream-connection';
import type { StreamSourceErrorKind } from '../../../src/engine/ports/stream-source-error';
import { StreamSourceError } from '../../../src/engine/ports/stream-source-error';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../support/repository-root';
import { recordedMapping } from '../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type TestCloud, startTestCloud } from '../../support/test-cloud/test-cloud';

const never = new AbortController().signal;
const catalog = awsStreamCatalog(accessWithoutQuestions());
const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:';
const uuid = (index: number): string => `0000000${index}-0000-4000-8000-000000000000`;

const mappings = [
  recordedMapping({ UUID: uuid(1), EventSourceArn: STREAM, FunctionArn: `${FUNCTION}one` }),
  recordedMapping(
    { UUID: uuid(2), EventSourceArn: STREAM, FunctionArn: `${FUNCTION}tuned:live` },
    {
      BatchSize: 500,
      BisectBatchOnFunctionError: true,
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"]}' }, { Pattern: '{"eventName":["MODIFY"]}' }],
      },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k',
      MaximumBatchingWindowInSeconds: 5,
      MaximumRecordAgeInSeconds: 3600,
      MaximumRetryAttempts: 3,
      ParallelizationFactor: 2,
      StartingPosition: 'TRIM_HORIZON',
      TumblingWindowInSeconds: 60,
    },
  ),
  ...[3, 4, 5].map((index) =>
    recordedMapping({ UUID: uuid(index), EventSourceArn: STREAM, FunctionArn: `${FUNCTION}many` }),
  ),
  recordedMapping(
    {
      UUID: uuid(6),
      EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:q',
      FunctionArn: `${FUNCTION}queue`,
    },
    { State: 'Disabled' },
  ),
  recordedMapping(
    { UUID: uuid(7), EventSourceArn: STREAM, FunctionArn: `${FUNCTION}off` },
    { State: 'Disabled' },
  ),
];

describe('streams and mappings of an account', function () {
  this.timeout(300_000);
  let local: LocalDynamoDb;
  let cloud: TestCloud;
  let connection: StreamConnection;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
    cloud = await startTestCloud({ dynamoDbEndpoint: local.endpoint, mappings });
    cloud.mappings.pageSize = 2;
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
  });
  after(async () => {
    await cloud.stop();
    await local.stop();
  });
  afterEach(() => {
    cloud.disturbances.restore();
  });

  it('have the stream of a table, the enabled one rather than an old one (DS-6, DS-7)', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.disableStream();
    const find = (): ReturnType<typeof catalog.findStream> =>
      catalog.findStream({ table: table.name }, connection, never);
    assert.deepEqual(await find(), {
      streamArn: table.streamArn,
      tableName: table.name,
      status: 'DISABLED',
      viewType: 'NEW_AND_OLD_IMAGES',
    });
    await table.client.send(
      new UpdateTableCommand({
        TableName: table.name,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      }),
    );
    const found = await find();
    assert.notEqual(found.streamArn, table.streamArn);
    assert.deepEqual([found.status, found.viewType], ['ENABLED', 'KEYS_ONLY']);
    assert.deepEqual(await catalog.findStream({ streamArn: found.streamArn }, connection, never), found);
  });

  it('say which table has no stream, and what to do', async () => {
    await assert.rejects(
      catalog.findStream({ table: 'NoSuchTable' }, connection, never),
      kind('streamNotFound', /^Table "NoSuchTable" has no stream at http.*Enable DynamoDB Streams/),
    );
  });

  for (const [partition, region] of [
    ['aws', 'eu-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ] as const)
    it(`may lie in ${region}: its records have its ARN and region (AR-1, AR-2, AR-2a, EV-1, RE-4)`, async () => {
      const account = { partition, region, accountId: '111122223333' };
      const elsewhere = await startTestCloud({ dynamoDbEndpoint: local.endpoint, account });
      try {
        const table = await TestTable.create(local.endpoint);
        await table.put('a');
        const there = { endpointUrl: elsewhere.endpoint };
        const { streamArn } = await catalog.findStream({ table: table.name }, there, never);
        assert.ok(streamArn.startsWith(`arn:${partition}:dynamodb:${region}:111122223333:table/`));
        const source = catalog.openStream(streamArn, there);
        const { shards } = await source.listShards(never);
        const position = { type: 'TRIM_HORIZON' } as const;
        const iterator = await source.getShardIterator(shards[0]?.shardId ?? '', position, never);
        const [record] = (await source.getRecords(iterator, 10, never)).records;
        assert.deepEqual([record?.eventSourceArn, record?.record.awsRegion], [streamArn, region]);
      } finally {
        await elsewhere.stop();
      }
    });

  it('have a mapping by UUID, with AWS’s defaults as recorded (reference 2.3)', async () => {
    assert.deepEqual(await catalog.readMapping(uuid(1), connection, never), {
      ...mappingDefaults,
      uuid: uuid(1),
      functionArn: `${FUNCTION}one`,
      eventSourceArn: STREAM,
      startingPosition: { type: 'LATEST' },
    });
  });

  it('have a mapping by the function’s ARN, with all that it says and filters under a key (reference 2.2)', async () => {
    assert.deepEqual(await catalog.readMapping(`${FUNCTION}tuned:live`, connection, never), {
      uuid: uuid(2),
      functionArn: `${FUNCTION}tuned:live`,
      eventSourceArn: STREAM,
      startingPosition: { type: 'TRIM_HORIZON' },
      batchSize: 500,
      maximumBatchingWindowInSeconds: 5,
      parallelizationFactor: 2,
      maximumRecordAgeInSeconds: 3600,
      maximumRetryAttempts: 3,
      bisectBatchOnFunctionError: true,
      tumblingWindowInSeconds: 60,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterPatterns: ['{"eventName":["INSERT"]}', '{"eventName":["MODIFY"]}'],
    });
  });

  for (const [name, words] of [
    ['many', new RegExp(`has 3 triggers.*${uuid(3)} .table "Orders".*${uuid(5)}`)],
    ['queue', /Function "queue" has no trigger on a DynamoDB stream/],
    [uuid(6), /does not read a DynamoDB stream but arn:aws:sqs/],
    [uuid(9), /The event source mapping .* was not found .*The resource you requested does not exist/],
  ] as const)
    it(`refuse the mapping ${name} in a sentence`, async () => {
      await assert.rejects(catalog.readMapping(name, connection, never), (error) => {
        assert.ok(error instanceof StreamSourceError);
        assert.match(error.message, words);
        return true;
      });
    });

  it('count the mappings that read a stream, over all pages (DS-8)', async () => {
    assert.equal(await catalog.countReaders(STREAM, connection, never), 5);
  });

  it('say which call is denied, and of which permission there is a want', async () => {
    cloud.disturbances.deny('dynamodb:ListStreams');
    await assert.rejects(
      catalog.findStream({ table: 'Orders' }, connection, never),
      kind(
        'accessDenied',
        /may not call dynamodb:ListStreams on the stream of table "Orders".*Allow dynamodb:ListStreams/,
      ),
    );
  });

  for (const [type, expected, words] of [
    ['ExpiredTokenException', 'credentials', /No valid AWS credentials.*choose an AWS profile/],
    ['UnrecognizedClientException', 'credentials', /No valid AWS credentials/],
    ['LimitExceededException', 'throttled', /asked too often.*two readers a shard/],
    ['InternalServerError', 'unavailable', /can't be reached/],
  ] as const)
    it(`tell ${type} as ${expected} (IT-9, IT-11)`, async () => {
      cloud.disturbances.fail('*', {
        status: expected === 'unavailable' ? 500 : 400,
        type: `x#${type}`,
        message: 'Why.',
      });
      const source = catalog.openStream(STREAM, connection);
      await assert.rejects(source.listShards(never), kind(expected, words));
    });

  it('are asked for at the endpoint that the connection has for their service; streams follow their tables', async () => {
    const { name } = await TestTable.create(local.endpoint);
    const region = 'eu-west-1';
    const [nowhere, here] = ['http://127.0.0.1:1', cloud.endpoint];
    const apart = { region, endpointUrls: { dynamodb: here, lambda: nowhere } };
    assert.equal((await catalog.findStream({ table: name }, apart, never)).tableName, name);
    await assert.rejects(
      catalog.readMapping(uuid(1), apart, never),
      kind('unavailable', /^Nothing answers at/),
    );
    const other = { region, endpointUrl: nowhere, endpointUrls: { lambda: here } };
    assert.equal((await catalog.readMapping(uuid(1), other, never)).uuid, uuid(1));
  });

  it('are not there where nothing listens', async () => {
    const source = catalog.openStream(STREAM, { endpointUrl: 'http://127.0.0.1:1', region: 'eu-west-1' });
    await assert.rejects(
      source.listShards(never),
      kind('unavailable', /^Nothing answers at http:\/\/127.0.0.1:1 for the stream of table "Orders"/),
    );
  });
});

function kind(expected: StreamSourceErrorKind, words: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StreamSourceError, String(error));
    assert.equal(error.kind, expected, error.message);
    assert.match(error.message, words);
    assert.match(error.message, /[.]$/);
    return true;
  };
}
