/** Tables, streams and shards: of DynamoDB Local as many have it, and of an account behind the test cloud. */
import assert from 'node:assert/strict';
import { awsTableCatalog } from '../../../../src/aws/tables/table-catalog';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import type { Page } from '../../../../src/triggers/ports/page';
import type { StreamViewType } from '../../../../src/triggers/ports/table-catalog';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../../support/repository-root';
import { type TestCloud, startTestCloud } from '../../../support/test-cloud/test-cloud';
import { isServiceError } from '../service-errors';

const never = new AbortController().signal;
const catalog = awsTableCatalog(accessWithoutQuestions());
const VIEW_TYPES: readonly StreamViewType[] = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

describe('the tables of an account', function () {
  this.timeout(300_000);
  let local: LocalDynamoDb;
  let cloud: TestCloud;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
    cloud = await startTestCloud({
      dynamoDbEndpoint: local.endpoint,
      account: { accountId: '111122223333' },
    });
  });
  after(async () => {
    await cloud.stop();
    await local.stop();
  });

  for (const place of ['DynamoDB Local', 'the test cloud'] as const) {
    const isLocal = place === 'DynamoDB Local';
    const account = isLocal ? 'ddblocal:000000000000' : 'eu-west-1:111122223333';
    const connection = (): StreamConnection => ({
      endpointUrl: isLocal ? local.endpoint : cloud.endpoint,
      region: 'eu-west-1',
    });

    describe(`at ${place}`, () => {
      it('are described with their stream, key and state', async () => {
        const { name } = await TestTable.create(local.endpoint, 'NEW_IMAGE');
        const details = await catalog.describeTable(connection(), name, never);
        const { latestStreamArn = '', ...rest } = details;
        assert.deepEqual(rest, {
          tableName: name,
          tableArn: `arn:aws:dynamodb:${account}:table/${name}`,
          status: 'ACTIVE',
          viewType: 'NEW_IMAGE',
          keyAttributes: [{ name: 'pk', type: 'S' }],
          isGlobal: false,
          itemCount: 0,
          billingMode: 'PAY_PER_REQUEST',
        });
        assert.ok(latestStreamArn.startsWith(`${rest.tableArn}/stream/20`), latestStreamArn);
      });

      it('have their stream turned off and on again with each view type; each time it is another one', async () => {
        const table = await TestTable.create(local.endpoint);
        const arns = new Set([table.streamArn]);
        for (const viewType of VIEW_TYPES) {
          const off = await catalog.setStream(connection(), table.name, undefined, never);
          assert.equal(off.viewType, undefined);
          const on = await catalog.setStream(connection(), table.name, viewType, never);
          assert.equal(on.viewType, viewType);
          const stream = await catalog.describeStream(connection(), on.latestStreamArn ?? '', never);
          assert.deepEqual([stream.tableName, stream.viewType], [table.name, viewType]);
          arns.add(stream.streamArn);
        }
        assert.equal(arns.size, 1 + VIEW_TYPES.length);
      });

      it('have streams with their shards, also once they are off (DS-7)', async () => {
        const table = await TestTable.create(local.endpoint);
        await table.put('a');
        await local.triggerShardRollovers();
        await table.put('b');
        const { latestStreamArn = '' } = await catalog.describeTable(connection(), table.name, never);
        const on = await catalog.describeStream(connection(), latestStreamArn, never);
        const { createdMs = 0, shards, ...rest } = on;
        assert.deepEqual(rest, {
          streamArn: latestStreamArn,
          tableName: table.name,
          label: latestStreamArn.split('/stream/')[1],
          status: 'ENABLED',
          viewType: 'NEW_AND_OLD_IMAGES',
        });
        assert.ok(Math.abs(createdMs - Date.now()) < 600_000);
        const [first, second] = shards;
        assert.equal(shards.length, 2);
        assert.ok(first?.startingSequenceNumber !== undefined && first.endingSequenceNumber !== undefined);
        assert.equal(second?.parentShardId, first.shardId);
        assert.equal(second.endingSequenceNumber, undefined);
        await table.disableStream();
        const off = await catalog.describeStream(connection(), latestStreamArn, never);
        assert.equal(off.status, 'DISABLED');
      });

      it('that do not exist are named, with what to do', async () => {
        const gone = `arn:aws:dynamodb:${account}:table/Gone/stream/2025-11-25T15:45:36.123`;
        for (const [ask, words] of [
          [() => catalog.describeTable(connection(), 'Gone', never), /^Table "Gone" was not found at http/],
          [() => catalog.setStream(connection(), 'Gone', 'KEYS_ONLY', never), /^Table "Gone" was not found/],
          [() => catalog.describeStream(connection(), gone, never), /^The stream of table "Gone" was not/],
        ] as const)
          await assert.rejects(ask, isServiceError('notFound', words, { code: 'ResourceNotFoundException' }));
      });

      it('refuse a stream that is on already in DynamoDB’s own words', async () => {
        const { name } = await TestTable.create(local.endpoint);
        await assert.rejects(
          catalog.setStream(connection(), name, 'KEYS_ONLY', never),
          isServiceError('invalid', /^DynamoDB refused dynamodb:UpdateTable for table "Table-.*already/),
        );
      });
    });
  }

  it('have 106 shards over two pages of DescribeStream (SH-7)', async () => {
    const connection = { endpointUrl: local.endpoint };
    const { streamArn } = await TestTable.create(local.endpoint);
    for (let rolled = 0; rolled < 105; rolled += 1) await local.triggerShardRollovers();
    const { shards } = await catalog.describeStream(connection, streamArn, never);
    assert.equal(shards.length, 106);
    assert.equal(new Set(shards.map(({ shardId }) => shardId)).size, 106);
  });

  it('say a customer’s key and replicas', async () => {
    const { name } = await TestTable.create(local.endpoint);
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/k';
    const connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    const described = async (overlay: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> => {
      cloud.dynamoDb.describe(name, overlay);
      const { kmsKeyArn, isGlobal } = await catalog.describeTable(connection, name, never);
      return [kmsKeyArn, isGlobal];
    };
    const encrypted = { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: key } };
    assert.deepEqual(await described(encrypted), [key, false]);
    assert.deepEqual(await described({ Replicas: [{ RegionName: 'us-west-2' }] }), [undefined, true]);
    assert.deepEqual(await described({ SSEDescription: { Status: 'DISABLED' } }), [undefined, false]);
  });
});

describe('a large account', () => {
  it('is listed with one call for each hundred', async () => {
    const cloud = await startTestCloud({ synthetic: { tables: 1000, mappings: 0 } });
    const connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    try {
      const tables = await rows((after) => catalog.listTables(connection, after, never));
      const streams = await rows((after) => catalog.listStreams(connection, after, never));
      assert.equal(new Set(tables).size, 1000);
      assert.deepEqual(
        streams.map(({ tableName }) => tableName),
        tables,
      );
      assert.match(
        streams[999]?.streamArn ?? '',
        /^arn:aws:dynamodb:eu-west-1:\d+:table\/table-00999\/stream/,
      );
      assert.equal(streams[0]?.label, '2025-11-25T15:45:36.123');
      for (const list of ['ListTables', 'ListStreams'])
        assert.equal(cloud.calls.count(`dynamodb:${list}`), 10, list);
    } finally {
      await cloud.stop();
    }
  });
});

async function rows<Row>(list: (after: string | undefined) => Promise<Page<Row>>): Promise<readonly Row[]> {
  const all: Row[] = [];
  let after: string | undefined;
  do {
    const page = await list(after);
    all.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return all;
}
