/** Failed batches fetched from a stream of the real DynamoDB Local: rolled over, expired and trimmed as it does it. */
import assert from 'node:assert/strict';
import { DynamoDbStreamSource } from '../../../src/aws/streams/dynamodb-stream-source';
import type { StreamSource } from '../../../src/engine/ports/stream-source';
import { SystemClock } from '../../../src/handler-hosts/system-clock';
import type { FailedBatch } from '../../../src/failed-batches/failed-batch';
import { failedBatchId } from '../../../src/failed-batches/failed-batch-id';
import { fetchBatch } from '../../../src/failed-batches/fetching/fetch-batch';
import type { FetchedBatch } from '../../../src/failed-batches/fetching/fetched-batch';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../support/local-dynamodb/test-table';
import { writeItems } from '../../support/local-dynamodb/write-items';
import { repositoryRoot } from '../../support/repository-root';

const never = new AbortController().signal;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface WrittenShard {
  readonly shardId: string;
  readonly numbers: readonly string[];
}

describe('a failed batch on DynamoDB Local', function () {
  this.timeout(120_000);
  let local: LocalDynamoDb;
  let table: TestTable;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
  });
  after(() => local.stop());
  beforeEach(async () => {
    table = await TestTable.create(local.endpoint);
  });

  const open = (): StreamSource =>
    new DynamoDbStreamSource(table.streamArn, { endpointUrl: local.endpoint }, accessWithoutQuestions());

  /** Each with the numbers of its records, the oldest first. */
  async function shards(): Promise<readonly WrittenShard[]> {
    const source = open();
    const written: WrittenShard[] = [];
    for (const { shardId } of (await source.listShards(never)).shards) {
      const numbers: string[] = [];
      let iterator: string | undefined = await source.getShardIterator(
        shardId,
        { type: 'TRIM_HORIZON' },
        never,
      );
      while (iterator !== undefined) {
        const page = await source.getRecords(iterator, 1000, never);
        numbers.push(...page.records.map(({ sequenceNumber }) => sequenceNumber));
        iterator = page.records.length === 0 ? undefined : page.nextShardIterator;
      }
      written.push({ shardId, numbers });
    }
    return written.sort((a, b) => (BigInt(a.numbers[0] ?? 0) < BigInt(b.numbers[0] ?? 0) ? -1 : 1));
  }

  function batchOf({ shardId, numbers }: WrittenShard, from: number, to: number): FailedBatch {
    const range = {
      streamArn: table.streamArn,
      shardId,
      startSequenceNumber: numbers[from] ?? '',
      endSequenceNumber: numbers[to] ?? '',
      requestId: 'request',
    };
    const nowMs = Date.now();
    const times = { firstArrivalMs: nowMs, lastArrivalMs: nowMs, discardedMs: nowMs };
    return {
      ...range,
      ...times,
      id: failedBatchId(range),
      batchSize: to - from + 1,
      condition: 'RetryAttemptsExhausted',
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
      invocations: 1,
      documentText: '{}',
    };
  }

  async function fetch(batch: FailedBatch, source: StreamSource = open()): Promise<FetchedBatch> {
    const ports = { source, clock: new SystemClock(), filters: { known: true }, pollIntervalMs: 0 } as const;
    const fetched = await fetchBatch(batch, ports, never);
    assert.notEqual(fetched, 'stopped');
    return fetched as FetchedBatch;
  }

  const numbersOf = ({ records }: FetchedBatch): readonly string[] =>
    records.map(({ sequenceNumber }) => sequenceNumber);

  /** Does something before the n-th page. */
  function interrupted(page: number, happens: () => Promise<void>): StreamSource {
    const source = open();
    let pages = 0;
    return {
      streamArn: source.streamArn,
      listShards: (stop) => source.listShards(stop),
      getShardIterator: (shardId, position, stop) => source.getShardIterator(shardId, position, stop),
      getRecords: async (iterator, limit, stop) => {
        pages += 1;
        if (pages === page) await happens();
        return source.getRecords(iterator, limit, stop);
      },
    };
  }

  it('is read from the middle of its shard, for one page a thousand records', async () => {
    await writeItems(table, 4000);
    const [shard] = await shards();
    assert.ok(shard);
    const fetched = await fetch(batchOf(shard, 1200, 2699));
    assert.deepEqual(numbersOf(fetched), shard.numbers.slice(1200, 2700));
    assert.deepEqual([fetched.calls, fetched.differences], [3, []]);
  });

  it('is read to the end of a closed shard, and nothing of its child', async () => {
    await writeItems(table, 50);
    await local.triggerShardRollovers();
    await writeItems(table, 50, 50);
    const [parent, child] = await shards();
    assert.ok(parent && child);
    assert.deepEqual([parent.numbers.length, child.numbers.length], [50, 50]);
    const last = await fetch(batchOf(parent, 40, 49));
    assert.deepEqual([numbersOf(last), last.differences], [parent.numbers.slice(40), []]);
    const first = await fetch(batchOf(child, 0, 9));
    assert.deepEqual([numbersOf(first), first.differences], [child.numbers.slice(0, 10), []]);
  });

  it('that a document puts across the end of its shard has the records up to there, and says so', async () => {
    await writeItems(table, 20);
    await local.triggerShardRollovers();
    await writeItems(table, 20, 20);
    const [parent, child] = await shards();
    assert.ok(parent && child);
    const across = { ...batchOf(parent, 10, 19), endSequenceNumber: child.numbers[5] ?? '', batchSize: 16 };
    const fetched = await fetch(across);
    assert.deepEqual(numbersOf(fetched), parent.numbers.slice(10));
    const lastSequenceNumber = parent.numbers[19];
    assert.deepEqual(fetched.differences, [{ kind: 'shardEnded', lastSequenceNumber }]);
  });

  it('goes on with a new iterator where one expires between two pages', async () => {
    await writeItems(table, 2500);
    const [shard] = await shards();
    assert.ok(shard);
    const source = interrupted(2, () => local.dilateEventTimes(16 * MINUTE_MS));
    const fetched = await fetch(batchOf(shard, 100, 2299), source);
    assert.deepEqual([numbersOf(fetched), fetched.differences], [shard.numbers.slice(100, 2300), []]);
    assert.equal(fetched.calls, 6);
  });

  it('that is trimmed in part keeps what the stream still has, and says what is lost', async () => {
    await writeItems(table, 30);
    await local.dilateEventTimes(HOUR_MS);
    await writeItems(table, 30, 30);
    const [shard] = await shards();
    assert.ok(shard);
    await local.dilateEventTimes(23.5 * HOUR_MS);
    const fetched = await fetch(batchOf(shard, 20, 39));
    assert.deepEqual(numbersOf(fetched), shard.numbers.slice(30, 40));
    assert.deepEqual(fetched.differences, [{ kind: 'trimmed', until: shard.numbers[30], lostAtMost: 10 }]);
  });

  it('that is trimmed while it is read has both sides of what is lost', async () => {
    await writeItems(table, 1500);
    await local.dilateEventTimes(HOUR_MS);
    await writeItems(table, 500, 1500);
    const [shard] = await shards();
    assert.ok(shard);
    const { numbers } = shard;
    const source = interrupted(2, () => local.dilateEventTimes(23.5 * HOUR_MS));
    const fetched = await fetch(batchOf(shard, 0, 1899), source);
    assert.deepEqual(numbersOf(fetched), [...numbers.slice(0, 1000), ...numbers.slice(1500, 1900)]);
    assert.deepEqual(fetched.differences, [
      { kind: 'trimmed', after: numbers[999], until: numbers[1500], lostAtMost: 500 },
    ]);
  });

  it('that is trimmed as a whole, or with its shard, has none and says so', async () => {
    await writeItems(table, 20);
    const [shard] = await shards();
    assert.ok(shard);
    const batch = batchOf(shard, 5, 14);
    const nothing = [{ kind: 'trimmed', lostAtMost: 10 }];
    await local.dilateEventTimes(HOUR_MS);
    await writeItems(table, 20, 20);
    await local.dilateEventTimes(23.5 * HOUR_MS);
    const trimmed = await fetch(batch);
    assert.deepEqual([trimmed.records.length, trimmed.differences], [0, nothing]);
    await local.triggerShardRollovers();
    await local.dilateEventTimes(48 * HOUR_MS);
    const gone = await fetch(batch);
    assert.deepEqual([gone.records.length, gone.differences], [0, nothing]);
  });
});
