/**
 * Records the captures of samples/orders from a real stream of DynamoDB Local.
 *
 *   node samples/record-orders-captures/record.mjs
 *
 * Needs Node 22.18 or newer, `npm ci`, and Java 17. This folder is not part of the sample,
 * so the extension's package does not carry it.
 */
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serializeEvent, serializeRecord } from '../../src/engine/events/dynamodb-event.ts';
import { eventRecord, STREAM_ARN } from './event-records.mjs';
import { startLocalDynamoDb } from '../../test/support/local-dynamodb/local-dynamodb.ts';
import { batches } from './story.mjs';

const TABLE = 'Orders';
const SECONDS_BETWEEN_CHANGES = 17;
const folder = path.join(import.meta.dirname, '..', 'orders', '.stream-triggers', 'captures');

const local = await startLocalDynamoDb(path.join(import.meta.dirname, '..', '..'));
try {
  const connection = {
    endpoint: local.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'sample', secretAccessKey: 'sample' },
  };
  const streamArn = await makeChanges(new DynamoDBClient(connection));
  writeCaptures(await readStream(new DynamoDBStreamsClient(connection), streamArn));
} finally {
  await local.stop();
}

async function makeChanges(client) {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  for (const step of batches.flatMap(({ steps }) => steps)) await client.send(commandOf(step));
  return TableDescription.LatestStreamArn;
}

function commandOf({ put, update, remove }) {
  if (put) return new PutItemCommand({ TableName: TABLE, Item: put });
  if (remove) return new DeleteItemCommand({ TableName: TABLE, Key: remove });
  const { Key, attributes, removed } = update;
  const names = [...Object.keys(attributes), ...removed];
  const sets = Object.keys(attributes).map((name) => `#${name} = :${name}`);
  return new UpdateItemCommand({
    TableName: TABLE,
    Key,
    UpdateExpression: `SET ${sets.join(', ')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`)}` : ''}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
    ),
  });
}

/** Every record, in order: a young stream has one shard. */
async function readStream(client, StreamArn) {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const [{ ShardId }] = StreamDescription.Shards;
  const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const records = [];
  for (;;) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator }));
    if (page.Records.length === 0) return { ShardId, records };
    records.push(...page.Records);
    ShardIterator = page.NextShardIterator;
  }
}

function writeCaptures({ ShardId, records }) {
  const steps = batches.flatMap(({ file, startsAt, steps }) =>
    steps.map(({ expired }, index) => ({
      file,
      expired,
      seconds: Date.parse(startsAt) / 1000 + index * SECONDS_BETWEEN_CHANGES,
    })),
  );
  if (records.length !== steps.length) {
    throw new Error(
      `${steps.length} changes gave ${records.length} records: a step of the story changes nothing.`,
    );
  }
  const recorded = steps.map(({ file, expired, seconds }, index) => ({
    file,
    record: eventRecord(records[index], seconds, expired),
  }));
  mkdirSync(folder, { recursive: true });
  for (const { file } of batches) {
    if (file === undefined) continue;
    const batch = recorded.filter((one) => one.file === file).map(({ record }) => record);
    write(file, `${serializeEvent(batch, 2)}\n`, batch.length);
  }
  const header = JSON.stringify({ captureVersion: 1, streamArn: STREAM_ARN });
  const lines = recorded.map(
    ({ record }) => `{"shardId":${JSON.stringify(ShardId)},"record":${serializeRecord(record)}}`,
  );
  write('whole-day.jsonl', `${[header, ...lines].join('\n')}\n`, lines.length);
}

function write(file, text, count) {
  writeFileSync(path.join(folder, file), text);
  process.stdout.write(`${file}: ${count} records\n`);
}
