import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScenarioCall, ScenarioRecord } from '../../../support/mapping-scenario';
import { runScenario, Throttle } from '../../../support/mapping-scenario';
import { repositoryRoot } from '../../../support/repository-root';
import { steps } from '../../../support/mapping-transcript';

const numbered = (count: number, more: Partial<ScenarioRecord> = {}): ScenarioRecord[] =>
  Array.from({ length: count }, (_, index) => ({ sequenceNumber: index + 1, ...more }));

/** When each invocation was made, in seconds, and with what. */
function invocationTimes(transcript: readonly string[]): readonly string[] {
  return transcript.flatMap((line) => {
    const [, seconds, records] = /^(\S+) invoke (\[.*\])/.exec(line) ?? [];
    return seconds === undefined ? [] : [`${seconds} ${records ?? ''}`];
  });
}

describe('Polling and batching', () => {
  it('reads a shard once an interval, by default four times a second (PR-1)', async () => {
    const manifest = JSON.parse(readFileSync(path.join(repositoryRoot(), 'package.json'), 'utf8')) as {
      readonly contributes: {
        readonly configuration: {
          readonly properties: Readonly<Record<string, { readonly default: number }>>;
        };
      };
    };
    const { default: pollIntervalMs = 0 } =
      manifest.contributes.configuration.properties['streamTriggers.pollIntervalMs'] ?? {};
    let reads = 0;
    await runScenario({
      shards: [{ shardId: 'A', records: [], closedAtSeconds: Infinity }],
      stream: {
        answer: ({ operation }) => {
          if (operation === 'getRecords') reads += 1;
          return undefined;
        },
      },
      options: { pollIntervalMs },
      stopAfterSeconds: 9.9,
    });
    assert.equal(reads, 40);
  });

  it('without a batch window invokes with a single record as soon as it is there (PR-2)', async () => {
    const { transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, { sequenceNumber: 2, atSeconds: 5.1 }], closedAtSeconds: Infinity },
      ],
      stopAfterSeconds: 10,
    });
    assert.deepEqual(invocationTimes(transcript), ['0 [1]', '5.25 [2]']);
  });

  it('sends together what has arrived while the function ran (PR-2)', async () => {
    const { transcript } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [0, 1, 2, 3].map((n) => ({ sequenceNumber: n + 1, atSeconds: n })),
          closedAtSeconds: Infinity,
        },
      ],
      invocationMs: 2500,
      stopAfterSeconds: 20,
    });
    assert.deepEqual(invocationTimes(transcript), ['0 [1]', '2.5 [2 3]', '5 [4]']);
  });

  it('a batch window closes when BatchSize is reached (PR-3)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: numbered(5), closedAtSeconds: Infinity }],
      mapping: { batchSize: 2, maximumBatchingWindowInSeconds: 30 },
      stopAfterSeconds: 60,
    });
    assert.deepEqual(invocationTimes(transcript), ['0 [1 2]', '0 [3 4]', '30 [5]']);
  });

  it('a batch window closes when its time is over, counted from the first record (PR-3, PR-4)', async () => {
    const { transcript } = await runScenario({
      shards: [
        {
          shardId: 'A',
          closedAtSeconds: Infinity,
          records: [
            { sequenceNumber: 1, atSeconds: 3 },
            { sequenceNumber: 2, atSeconds: 12.5 },
            { sequenceNumber: 3, atSeconds: 13.5 },
          ],
        },
      ],
      mapping: { maximumBatchingWindowInSeconds: 10 },
      stopAfterSeconds: 60,
    });
    assert.deepEqual(invocationTimes(transcript), ['13 [1 2]', '23.5 [3]']);
  });

  it('the next window starts once the previous invocation has finished (PR-4)', async () => {
    const { transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, { sequenceNumber: 2, atSeconds: 11 }], closedAtSeconds: Infinity },
      ],
      mapping: { maximumBatchingWindowInSeconds: 10 },
      invocationMs: 5000,
      stopAfterSeconds: 60,
    });
    assert.deepEqual(invocationTimes(transcript), ['10 [1]', '25 [2]']);
  });

  it('a batch window closes at 6 MB of event, to the byte (PR-3, PR-6)', async () => {
    const sizes: number[] = [];
    const bytesOf = ({ event }: ScenarioCall): void => {
      sizes.push(Buffer.byteLength(JSON.stringify(event)) + event.Records.length * '.0'.length);
    };
    const records = numbered(40, { padding: 400_000 });
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records }],
      mapping: { batchSize: 10_000, maximumBatchingWindowInSeconds: 60 },
      handler: bytesOf,
    });
    assert.deepEqual(
      invocations.flat(),
      records.map(({ sequenceNumber }) => sequenceNumber),
    );
    const [full = 0] = sizes;
    assert.ok(full <= 6_291_456, String(full));
    assert.ok(full + full / 15 > 6_291_456, 'one record more would have been too much');
    assert.deepEqual(
      invocations.map((sent) => sent.length),
      [15, 15, 10],
    );
  });

  it('fills the 6 MB exactly and goes not one byte further (PR-6)', async () => {
    const sizeWith = async (padding: number): Promise<number> => {
      const { invocations } = await runScenario({
        shards: [
          {
            shardId: 'A',
            records: [
              { sequenceNumber: 1, padding: 3_000_000 },
              { sequenceNumber: 2, padding },
            ],
          },
        ],
      });
      return invocations.length;
    };
    const envelope = '{"Records":[,]}'.length;
    const overhead = await recordBytes();
    const exact = 6_291_456 - envelope - 2 * overhead - 3_000_000;
    assert.equal(await sizeWith(exact), 1);
    assert.equal(await sizeWith(exact + 1), 2);
  });

  it('sends a record that is larger than 6 MB alone (PR-7)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, { sequenceNumber: 2, padding: 7_000_000 }, 3] }],
    });
    assert.deepEqual(invocations, [[1], [2], [3]]);
  });

  it('fills batches with what passes the filters, and windows begin with it (FI-1)', async () => {
    const { transcript } = await runScenario({
      shards: [
        {
          shardId: 'A',
          closedAtSeconds: Infinity,
          records: [1, 2, 3, 4, 5, 6, 7].map((n) => ({
            sequenceNumber: n,
            item: n % 2 === 0 ? 'wanted' : 'other',
            atSeconds: n === 1 ? 0 : 2,
          })),
        },
      ],
      mapping: {
        batchSize: 2,
        maximumBatchingWindowInSeconds: 10,
        filterPatterns: ['{"dynamodb":{"Keys":{"id":{"S":["wanted"]}}}}'],
      },
      stopAfterSeconds: 30,
    });
    assert.deepEqual(invocationTimes(transcript), ['2 [2 4]', '12 [6]']);
  });

  it('never invokes with nothing (PR-5)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [], closedAtSeconds: Infinity }],
      mapping: { maximumBatchingWindowInSeconds: 1 },
      stopAfterSeconds: 60,
    });
    assert.deepEqual(invocations, []);
  });

  it('delivers at least once: what was on its way when the run ended is sent again (PR-8)', async () => {
    const shards = [{ shardId: 'A', records: numbered(4), closedAtSeconds: Infinity }];
    const first = await runScenario({
      shards,
      mapping: { batchSize: 2 },
      invocationMs: 6000,
      stopAfterSeconds: 9,
    });
    const second = await runScenario({ shards, checkpoints: first.checkpoints, stopAfterSeconds: 9 });
    assert.deepEqual(first.invocations, [
      [1, 2],
      [3, 4],
    ]);
    assert.deepEqual(second.invocations, [[3, 4]]);
  });

  it('has one batch of a shard in flight, and shards side by side (PR-9)', async () => {
    const { transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, 2] },
        { shardId: 'B', records: [3, 4] },
      ],
      mapping: { batchSize: 1 },
      invocationMs: 1000,
    });
    const times = invocationTimes(transcript).map((line) => line.split(' ')[0]);
    assert.deepEqual(times, ['0', '0', '1', '1']);
  });

  it('never mixes the records of two shards (PR-11)', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', records: numbered(3) },
        { shardId: 'B', records: [11, 12] },
      ],
      mapping: { batchSize: 10, maximumBatchingWindowInSeconds: 5 },
    });
    assert.deepEqual(
      [...invocations].sort(),
      [
        [1, 2, 3],
        [11, 12],
      ].sort(),
    );
  });

  it('a failure blocks its shard and no other (PR-12)', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, 2], closedAtSeconds: Infinity },
        { shardId: 'B', records: [11, 12], closedAtSeconds: Infinity },
      ],
      mapping: { batchSize: 1 },
      stopAfterSeconds: 600,
      handler: ({ sequenceNumbers }) => {
        if (sequenceNumbers[0] === 1) throw new Error('poison');
      },
    });
    assert.equal(invocations.flat().includes(2), false);
    assert.deepEqual(
      invocations.flat().filter((n) => n > 10),
      [11, 12],
    );
  });

  it('throttles use up no retry attempt and are retried until the record is too old (PR-13)', async () => {
    const throttled = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRetryAttempts: 0 },
      handler: ({ call }) => {
        if (call <= 10) throw new Throttle();
      },
    });
    assert.equal(throttled.invocations.length, 11);
    assert.equal(steps(throttled.transcript).at(-1), 'succeeded');
    const expired = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRetryAttempts: 0, maximumRecordAgeInSeconds: 60 },
      handler: () => {
        throw new Throttle();
      },
    });
    assert.equal(expired.documents[0]?.requestContext.condition, 'RecordAgeExceeded');
  });
});

/** Bytes of a scenario's record with one digit as its number and without padding. */
async function recordBytes(): Promise<number> {
  const { payloads } = await runScenario({
    shards: [{ shardId: 'A', records: [1] }],
    mapping: { maximumRetryAttempts: 0 },
    handler: () => {
      throw new Error('discarded');
    },
  });
  return Buffer.byteLength(payloads[0] ?? '') - '{"Records":[]}'.length;
}
