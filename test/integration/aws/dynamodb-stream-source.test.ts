/** The stream source on the real DynamoDB Local. */
import assert from 'node:assert/strict';
import { DynamoDbStreamSource } from '../../../src/aws/streams/dynamodb-stream-source';
import type { EncodedRecord } from '../../../src/engine/events/encoded-record';
import type { ShardPosition } from '../../../src/engine/ports/stream-source';
import { StreamSourceError } from '../../../src/engine/ports/stream-source-error';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../support/repository-root';

const never = new AbortController().signal;
const TRIM_HORIZON = { type: 'TRIM_HORIZON' } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('a stream of DynamoDB Local', function () {
  this.timeout(120_000);
  let local: LocalDynamoDb;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
  });
  after(() => local.stop());

  function open(streamArn: string): DynamoDbStreamSource {
    return new DynamoDbStreamSource(streamArn, { endpointUrl: local.endpoint }, accessWithoutQuestions());
  }

  async function shardIds(source: DynamoDbStreamSource): Promise<string[]> {
    return (await source.listShards(never)).shards.map(({ shardId }) => shardId);
  }

  /** All pages of a shard, to its end or to the first empty one. */
  async function readShard(
    source: DynamoDbStreamSource,
    shardId: string,
    position: ShardPosition = TRIM_HORIZON,
    limit = 1000,
  ): Promise<{ records: EncodedRecord[]; isClosed: boolean; pages: number }> {
    const records: EncodedRecord[] = [];
    let iterator: string | undefined = await source.getShardIterator(shardId, position, never);
    for (let pages = 1; ; pages += 1) {
      const page = await source.getRecords(iterator, limit, never);
      records.push(...page.records);
      iterator = page.nextShardIterator;
      if (iterator === undefined) return { records, isClosed: true, pages };
      if (page.records.length === 0) return { records, isClosed: false, pages };
    }
  }

  const keys = (records: readonly EncodedRecord[]): string[] =>
    records.map(({ record }) => String(record.dynamodb.Keys['pk']?.['S']));

  it('has one open shard, with a start and without an end, and is not final (SH-2, DS-7)', async () => {
    const table = await TestTable.create(local.endpoint);
    const { shards, isFinal } = await open(table.streamArn).listShards(never);
    assert.equal(isFinal, false);
    const [shard] = shards;
    assert.equal(shards.length, 1);
    assert.match(shard?.shardId ?? '', /^shardId-\d{20}-[a-zA-Z0-9]{1,36}$/);
    assert.match(shard?.startingSequenceNumber ?? '', /^\d{21,40}$/);
    assert.equal(shard?.endingSequenceNumber, undefined);
    assert.equal(shard?.parentShardId, undefined);
  });

  it('gives each change once and in order, over as many pages as it takes (DS-3, IT-5)', async () => {
    const table = await TestTable.create(local.endpoint);
    for (const key of ['a', 'b', 'a', 'c']) await table.put(key, { at: { N: String(Math.random()) } });
    const source = open(table.streamArn);
    const [shardId = ''] = await shardIds(source);
    const { records, isClosed, pages } = await readShard(source, shardId, TRIM_HORIZON, 3);
    assert.deepEqual(keys(records), ['a', 'b', 'a', 'c']);
    assert.equal(isClosed, false);
    assert.equal(pages, 3);
    assert.deepEqual(
      records.map(({ record }) => record.eventName),
      ['INSERT', 'INSERT', 'MODIFY', 'INSERT'],
    );
    const numbers = records.map(({ sequenceNumber }) => BigInt(sequenceNumber));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  it('is read from its beginning, its end, at and after a sequence number (IT-1)', async () => {
    const table = await TestTable.create(local.endpoint);
    const source = open(table.streamArn);
    const [shardId = ''] = await shardIds(source);
    const latest = await source.getShardIterator(shardId, { type: 'LATEST' }, never);
    for (const key of ['a', 'b', 'c']) await table.put(key);
    const { records } = await readShard(source, shardId);
    const sequenceNumber = records[1]?.sequenceNumber ?? '';
    const from = async (position: ShardPosition): Promise<string[]> =>
      keys((await readShard(source, shardId, position)).records);
    assert.deepEqual(await from({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber }), ['b', 'c']);
    assert.deepEqual(await from({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber }), ['c']);
    assert.deepEqual(await from({ type: 'LATEST' }), []);
    assert.deepEqual(keys((await source.getRecords(latest, 1000, never)).records), ['a', 'b', 'c']);
  });

  it('closes a shard and opens its child, which names it as its parent (SH-1, SH-2, IT-6, IT-7)', async () => {
    const table = await TestTable.create(local.endpoint);
    const source = open(table.streamArn);
    await table.put('a');
    await local.triggerShardRollovers();
    await table.put('b');
    const { shards } = await source.listShards(never);
    const parent = shards.find(({ parentShardId }) => parentShardId === undefined);
    const child = shards.find(({ parentShardId }) => parentShardId !== undefined);
    assert.equal(child?.parentShardId, parent?.shardId);
    assert.match(parent?.endingSequenceNumber ?? '', /^\d+$/);
    const closed = await readShard(source, parent?.shardId ?? '');
    assert.deepEqual([keys(closed.records), closed.isClosed], [['a'], true]);
    const opened = await readShard(source, child?.shardId ?? '');
    assert.deepEqual([keys(opened.records), opened.isClosed], [['b'], false]);
  });

  it('lists 106 shards over two pages, each the child of another (SH-7)', async () => {
    const table = await TestTable.create(local.endpoint);
    for (let count = 1; count < 106; count += 1) await local.triggerShardRollovers();
    const { shards } = await open(table.streamArn).listShards(never);
    assert.equal(shards.length, 106);
    assert.equal(new Set(shards.map(({ parentShardId }) => parentShardId)).size, 106);
  });

  it('is final once it is disabled, and can still be read (DS-7)', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('a');
    await table.disableStream();
    const source = open(table.streamArn);
    const { shards, isFinal } = await source.listShards(never);
    assert.equal(isFinal, true);
    const { records, isClosed } = await readShard(source, shards[0]?.shardId ?? '');
    assert.deepEqual([keys(records), isClosed], [['a'], true]);
  });

  it('refuses an iterator of 16 minutes ago as expired (IT-2)', async () => {
    const table = await TestTable.create(local.endpoint);
    await table.put('a');
    const source = open(table.streamArn);
    const [shardId = ''] = await shardIds(source);
    const iterator = await source.getShardIterator(shardId, TRIM_HORIZON, never);
    await local.dilateEventTimes(16 * MINUTE_MS);
    await assert.rejects(source.getRecords(iterator, 1000, never), kind('expiredIterator', table.name));
    assert.deepEqual(keys((await readShard(source, shardId)).records), ['a']);
  });

  it('refuses what is older than a day as trimmed; at the trim horizon is what is left (IT-8)', async () => {
    const table = await TestTable.create(local.endpoint);
    const source = open(table.streamArn);
    const [shardId = ''] = await shardIds(source);
    await table.put('a');
    const { records } = await readShard(source, shardId);
    await local.dilateEventTimes(HOUR_MS);
    await table.put('b');
    await local.dilateEventTimes(23.5 * HOUR_MS);
    const position = {
      type: 'AT_SEQUENCE_NUMBER',
      sequenceNumber: records[0]?.sequenceNumber ?? '',
    } as const;
    await assert.rejects(readShard(source, shardId, position), kind('trimmedData', table.name));
    assert.deepEqual(keys((await readShard(source, shardId)).records), ['b']);
  });

  it('lists a shard of which nothing is left, and refuses it as trimmed and later as gone (SH-5)', async () => {
    const table = await TestTable.create(local.endpoint);
    const source = open(table.streamArn);
    const [shardId = ''] = await shardIds(source);
    await table.put('a');
    await local.dilateEventTimes(HOUR_MS);
    await local.triggerShardRollovers();
    await local.dilateEventTimes(23.5 * HOUR_MS);
    await assert.rejects(readShard(source, shardId), kind('trimmedData', table.name));
    await local.dilateEventTimes(HOUR_MS);
    assert.ok((await shardIds(source)).includes(shardId));
    await assert.rejects(readShard(source, shardId), kind('shardNotFound', table.name));
  });

  it('that does not exist is named, with what to do about it (IT-10)', async () => {
    const table = await TestTable.create(local.endpoint);
    const source = open(table.streamArn.replace(table.name, 'NoSuchTable'));
    await assert.rejects(source.listShards(never), kind('streamNotFound', 'NoSuchTable'));
  });

  it('is not waited for once the run is stopped', async () => {
    const table = await TestTable.create(local.endpoint);
    const stop = new AbortController();
    const listing = open(table.streamArn).listShards(stop.signal);
    stop.abort(new Error('enough'));
    await assert.rejects(listing, /^Error: enough$/);
  });
});

function kind(expected: string, named: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StreamSourceError, String(error));
    assert.equal(error.kind, expected, error.message);
    assert.match(error.message, new RegExp(`"${named}"`));
    assert.match(error.message, /[.]$/);
    return true;
  };
}
