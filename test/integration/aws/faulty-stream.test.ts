/** The engine and the stream source behind a proxy that lets one request in five fail. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbStreamSource } from '../../../src/aws/streams/dynamodb-stream-source';
import type { StreamRecord } from '../../../src/engine/events/dynamodb-event';
import { mappingDefaults } from '../../../src/engine/event-source-mapping/event-source-mapping';
import { runMapping } from '../../../src/engine/event-source-mapping/run-mapping';
import type { MappingEvent } from '../../../src/engine/ports/mapping-observer';
import { accessWithoutQuestions } from '../../support/aws-access';
import { HurriedClock } from '../../support/hurried-clock';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../support/repository-root';
import { type TestCloud, type TestCloudOptions, startTestCloud } from '../../support/test-cloud/test-cloud';

const never = new AbortController().signal;
const ITEMS = 400;
const RECORDS = 20_000;
const WRITES_AT_ONCE = 25;

/** What is written into one shard: so many versions of all items, or of every second one. */
interface Phase {
  readonly versions: number;
  readonly items: 'all' | 'even' | 'odd';
}

const CHAIN: readonly Phase[] = [12, 12, 12, 14].map((versions) => ({ versions, items: 'all' }));
/** The second and the third are children of the first: no item is in both, as after a real split. */
const SPLIT: readonly Phase[] = [
  { versions: 20, items: 'all' },
  { versions: 30, items: 'even' },
  { versions: 20, items: 'odd' },
  { versions: 10, items: 'odd' },
];

describe('a stream that answers one request in five with a fault', function () {
  this.timeout(600_000);
  let local: LocalDynamoDb;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
  });
  after(() => local.stop());

  for (const [title, phases, seed] of [
    ['while its shards roll over', CHAIN, 1],
    ['while a shard splits', SPLIT, 2],
  ] as const)
    it(`gives all 20,000 records, each item's in order, ${title} (SH-1, IT-2, IT-4, IT-8, IT-9, IT-11, DS-3, PR-10)`, async () => {
      const table = await TestTable.create(local.endpoint);
      const written = await writePhases(table, phases, () => local.triggerShardRollovers());
      await table.disableStream();
      const options = { faults: { seed, oneIn: 5 }, splits: phases === SPLIT };
      const { events, faults, invoked } = await runThroughFaults(table.streamArn, options);
      assert.equal(invoked.length, RECORDS);
      const versions = new Map<string, number[]>();
      for (const { dynamodb } of invoked) {
        const key = String(dynamodb.Keys['pk']?.['S']);
        versions.set(key, [...(versions.get(key) ?? []), Number(dynamodb.NewImage?.['v']?.['N'])]);
      }
      assert.deepEqual(versions, written);
      const kinds = new Set(events.flatMap((event) => (event.type === 'readRetried' ? [event.kind] : [])));
      assert.deepEqual([...kinds].sort(), ['expiredIterator', 'throttled', 'trimmedData', 'unavailable']);
      assert.equal(faults?.injected.size, 6);
      assert.ok(!events.some(({ type }) => type === 'recordsDropped'));
      // A trim at the very first read of a shard: nobody can know what was before, and so it is said.
      assert.ok(
        events.every((event) => event.type !== 'recordsLost' || event.afterSequenceNumber === undefined),
      );
    });

  async function runThroughFaults(
    streamArn: string,
    options: Omit<TestCloudOptions, 'dynamoDbEndpoint'>,
  ): Promise<{ events: MappingEvent[]; invoked: StreamRecord[]; faults: TestCloud['faults'] }> {
    const cloud = await startTestCloud({ dynamoDbEndpoint: local.endpoint, mostRecords: 100, ...options });
    const events: MappingEvent[] = [];
    const invoked: StreamRecord[] = [];
    try {
      await runMapping(
        {
          ...mappingDefaults,
          uuid: randomUUID(),
          functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
          eventSourceArn: streamArn,
          startingPosition: { type: 'TRIM_HORIZON' },
        },
        {
          source: new DynamoDbStreamSource(
            streamArn,
            { endpointUrl: cloud.endpoint },
            accessWithoutQuestions(),
          ),
          invoker: {
            invoke: (event) => {
              const { Records } = JSON.parse(Buffer.from(event).toString()) as { Records: StreamRecord[] };
              invoked.push(...Records);
              return Promise.resolve({ outcome: 'succeeded', payload: 'null', durationMs: 0 });
            },
          },
          clock: new HurriedClock(50),
          checkpoints: {
            load: () => Promise.resolve(new Map()),
            save: () => undefined,
            flush: () => Promise.resolve(),
          },
          observer: { observe: (event) => events.push(event) },
          newUuid: randomUUID,
        },
        { pollIntervalMs: 0, concurrentInvocations: 1, recordAgeFrom: 'creation' },
        never,
      );
    } finally {
      await cloud.stop();
    }
    return { events, invoked, faults: cloud.faults };
  }
});

/** @returns the versions of each item in the order in which they were written */
async function writePhases(
  table: TestTable,
  phases: readonly Phase[],
  rollOver: () => Promise<void>,
): Promise<Map<string, number[]>> {
  const written = new Map<string, number[]>();
  for (const [index, { versions, items }] of phases.entries()) {
    if (index > 0) await rollOver();
    const [first, step] = items === 'all' ? [0, 1] : [items === 'even' ? 0 : 1, 2];
    for (let version = 0; version < versions; version += 1)
      for (let from = first; from < ITEMS; from += WRITES_AT_ONCE * step)
        await table.client.send(
          new BatchWriteItemCommand({
            RequestItems: {
              [table.name]: Array.from({ length: WRITES_AT_ONCE }, (_item, place) => {
                const pk = `item-${from + place * step}`;
                const own = written.get(pk) ?? [];
                written.set(pk, [...own, own.length]);
                return { PutRequest: { Item: { pk: { S: pk }, v: { N: String(own.length) } } } };
              }),
            },
          }),
        );
  }
  return written;
}
