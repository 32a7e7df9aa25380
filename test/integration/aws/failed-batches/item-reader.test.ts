/** Items of tables as they are now. */
import assert from 'node:assert/strict';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { awsItemReader } from '../../../../src/aws/failed-batches/item-reader';
import type { AttributeMap } from '../../../../src/engine/events/dynamodb-event';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import type { ItemReader } from '../../../../src/failed-batches/ports/item-reader';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { isServiceError } from '../service-errors';
import { startCannedAnswers, stopCannedAnswers } from './canned-answers';

const never = new AbortController().signal;
const TABLE_ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders';

describe('items that are read', function () {
  this.timeout(120_000);
  const reader = awsItemReader(accessWithoutQuestions());
  const readItems: ItemReader['readItems'] = (...asked) => reader.readItems(...asked);
  let cloud: LocalAws;
  let connection: StreamConnection;
  let dynamoDb: DynamoDBClient;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    dynamoDb = new DynamoDBClient(setUpClient(cloud));
    await createTable(cloud, 'Orders');
  });
  after(() => cloud.stop());
  afterEach(async () => {
    cloud.disturbances.restore();
    cloud.calls.clear();
    await stopCannedAnswers();
  });

  const put = async (table: string, Item: Record<string, AttributeValue>): Promise<void> => {
    await dynamoDb.send(new PutItemCommand({ TableName: table, Item }));
  };

  it('come in the order of their keys, repeated where a key is, undefined where there is none', async () => {
    for (const pk of ['a', 'b']) await put('Orders', { pk: { S: pk }, n: { N: '1' } });
    const key = (pk: string): AttributeMap => ({ pk: { S: pk } });
    assert.deepEqual(await readItems(connection, 'Orders', [key('b'), key('x'), key('a'), key('b')], never), [
      { pk: { S: 'b' }, n: { N: '1' } },
      undefined,
      { pk: { S: 'a' }, n: { N: '1' } },
      { pk: { S: 'b' }, n: { N: '1' } },
    ]);
    assert.equal(cloud.calls.count('dynamodb:BatchGetItem'), 1);
  });

  it('are asked for 100 at a time', async () => {
    for (let index = 0; index < 250; index += 2) await put('Orders', { pk: { S: `k${index}` } });
    const keys = Array.from({ length: 250 }, (_, index) => ({ pk: { S: `k${index}` } }));
    const items = await readItems(connection, 'Orders', keys, never);
    assert.deepEqual(
      items,
      keys.map((key, index) => (index % 2 === 0 ? key : undefined)),
    );
    assert.equal(cloud.calls.count('dynamodb:BatchGetItem'), 3);
    assert.deepEqual(await readItems(connection, 'Orders', [], never), []);
  });

  it('have keys of numbers however written, and of binary, and values as events have them', async () => {
    await dynamoDb.send(
      new CreateTableCommand({
        TableName: 'Measures',
        KeySchema: [
          { AttributeName: 'at', KeyType: 'HASH' },
          { AttributeName: 'device', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'at', AttributeType: 'N' },
          { AttributeName: 'device', AttributeType: 'B' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const bytes = Buffer.from('foobar');
    await put('Measures', {
      at: { N: '-12.5' },
      device: { B: bytes },
      set: { BS: [bytes] },
      deep: { L: [{ M: { b: { B: bytes }, none: { NULL: true }, yes: { BOOL: true } } }] },
      names: { SS: ['a', 'b'] },
    });
    const item = {
      at: { N: '-12.5' },
      device: { B: 'Zm9vYmFy' },
      set: { BS: ['Zm9vYmFy'] },
      deep: { L: [{ M: { b: { B: 'Zm9vYmFy' }, none: { NULL: true }, yes: { BOOL: true } } }] },
      names: { SS: ['a', 'b'] },
    };
    const device = { B: 'Zm9vYmFy' };
    const keys = ['-12.5', '-12.50', '-0.125e2', '-125E-1', '12.5'].map((N) => ({ device, at: { N } }));
    assert.deepEqual(await readItems(connection, 'Measures', keys, never), [
      item,
      item,
      item,
      item,
      undefined,
    ]);
  });

  it('are read consistently, and what DynamoDB leaves out is asked for again', async () => {
    const key = (pk: string): AttributeMap => ({ pk: { S: pk } });
    const canned = await startCannedAnswers((index) => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: {
        Responses:
          index === 1 ? {} : { Orders: [{ ...key(index === 0 ? 'a' : 'b'), n: { N: String(index) } }] },
        UnprocessedKeys: index < 2 ? { Orders: { Keys: [key('b')], ConsistentRead: true } } : {},
      },
    }));
    const there = { ...connection, endpointUrl: canned.endpoint };
    assert.deepEqual(await readItems(there, 'Orders', [key('a'), key('b')], never), [
      { ...key('a'), n: { N: '0' } },
      { ...key('b'), n: { N: '2' } },
    ]);
    const asked = canned.requests.map(
      ({ body }) => (JSON.parse(body) as { RequestItems: object }).RequestItems,
    );
    assert.deepEqual(asked, [
      { Orders: { Keys: [key('a'), key('b')], ConsistentRead: true } },
      { Orders: { Keys: [key('b')], ConsistentRead: true } },
      { Orders: { Keys: [key('b')], ConsistentRead: true } },
    ]);
  });

  it('that are left out again and again end as throttled', async () => {
    const canned = await startCannedAnswers(() => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: { Responses: {}, UnprocessedKeys: { Orders: { Keys: [{ pk: { S: 'a' } }] } } },
    }));
    await assert.rejects(
      readItems({ ...connection, endpointUrl: canned.endpoint }, 'Orders', [{ pk: { S: 'a' } }], never),
      isServiceError('throttled', /asked too often.*dynamodb:BatchGetItem.*table "Orders".*left out a key/),
    );
  });

  it('may be of a table that is named by its ARN, in whose region it is asked', async () => {
    const key = { pk: { S: 'by-arn' } };
    const canned = await startCannedAnswers(() => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: { Responses: { Orders: [key] } },
    }));
    const there = { endpointUrl: canned.endpoint, region: 'us-east-1' };
    assert.deepEqual(await readItems(there, TABLE_ARN, [key], never), [key]);
    const [request] = canned.requests;
    assert.match(request?.headers.authorization ?? '', /\/eu-west-1\/dynamodb\//);
    // Emulators know no ARNs of tables.
    assert.match(request?.body ?? '', /"RequestItems":[{]"Orders":/);
    await put('Orders', key);
    assert.deepEqual(await readItems(connection, TABLE_ARN, [key], never), [key]);
  });

  it('can’t be of a table that is gone', async () => {
    await assert.rejects(
      readItems(connection, 'Gone', [{ pk: { S: 'a' } }], never),
      isServiceError('notFound', /[Tt]able "Gone" was not found/),
    );
  });
});
