import assert from 'node:assert/strict';
import { ShardReader } from '../../../../src/engine/pollers/shard-reader';
import { StreamSourceError } from '../../../../src/engine/ports/stream-source-error';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { Answer, SourceCall } from '../../../support/in-memory-stream';
import { runScenario, START_MS } from '../../../support/mapping-scenario';
import { starts } from '../../../support/mapping-transcript';

const minutes = 60;

/** Answers the first so many reads in the given way. */
function firstReads(answer: Answer, count: number): (call: SourceCall) => Answer | undefined {
  let left = count;
  return ({ operation }) => (operation === 'getRecords' && left-- > 0 ? answer : undefined);
}

describe('Reading a shard', () => {
  it('asks for a new iterator after the last record when one has expired (IT-2, IT-4)', async () => {
    let reads = 0;
    const { invocations, transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, { sequenceNumber: 2, atSeconds: 1 }], closedAtSeconds: 5 }],
      stream: {
        answer: ({ operation }) =>
          operation === 'getRecords' && ++reads === 2 ? { fail: 'expiredIterator' } : undefined,
      },
    });
    assert.deepEqual(invocations, [[1], [2]]);
    assert.ok(transcript.some((line) => line.includes('read again A: expiredIterator (1)')));
  });

  it('renews iterators that expire while the function runs for 20 minutes (IT-2, IT-3)', async () => {
    const { invocations, transcript } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [1, 2, 3, { sequenceNumber: 4, atSeconds: 30 * minutes }],
          closedAtSeconds: 60 * minutes,
        },
      ],
      mapping: { batchSize: 1 },
      invocationMs: 20 * minutes * 1000,
    });
    assert.deepEqual(invocations, [[1], [2], [3], [4]]);
    assert.ok(transcript.includes('2400 read again A: expiredIterator (1)'), transcript.join('\n'));
  });

  it('loses nothing when a LATEST iterator expires before anything was read (IT-4)', async () => {
    let isAsleep = false;
    const { invocations } = await runScenario({
      shards: [
        {
          shardId: 'A',
          closedAtSeconds: Infinity,
          records: [
            { sequenceNumber: 1, atSeconds: -600 },
            { sequenceNumber: 2, atSeconds: 30 },
            { sequenceNumber: 3, atSeconds: 60 },
          ],
        },
      ],
      mapping: { startingPosition: { type: 'LATEST' } },
      stopAfterSeconds: 30 * minutes,
      around: (source, time) => ({
        streamArn: source.streamArn,
        listShards: (stop) => source.listShards(stop),
        getShardIterator: (...call) => source.getShardIterator(...call),
        // The computer sleeps from second 20 on: the next read is made with an iterator of 20 minutes.
        getRecords: async (iterator, limit, stop) => {
          if (!isAsleep && time.now() >= START_MS + 20_000) {
            isAsleep = true;
            await time.sleepUntil(START_MS + 20 * minutes * 1000, stop);
          }
          return source.getRecords(iterator, limit, stop);
        },
      }),
    });
    assert.ok(isAsleep);
    assert.deepEqual(invocations.flat(), [2, 3]);
  });

  it('reads on through empty pages, of which the end is only the one without an iterator (IT-6, IT-7)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      stream: { answer: firstReads({ atMost: 0 }, 5) },
      mapping: { batchSize: 2 },
    });
    assert.deepEqual(invocations, [[1, 2]]);
  });

  it('fills a batch of 2,500 records of a stream that is all there from pages of 1,000 (IT-5, PR-2)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: Array.from({ length: 6000 }, (_, index) => index + 1) }],
      mapping: { batchSize: 2500 },
    });
    assert.deepEqual(
      invocations.map((sequenceNumbers) => sequenceNumbers.length),
      [2500, 2500, 1000],
    );
    assert.deepEqual(
      invocations.flat(),
      Array.from({ length: 6000 }, (_, index) => index + 1),
    );
  });

  it('counts a shard that the stream does not know any more as finished (IT-10)', async () => {
    const { invocations, transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [1] },
        { shardId: 'B', parentShardId: 'A', records: [2] },
      ],
      stream: {
        answer: (call) =>
          call.operation !== 'listShards' && call.shard.shardId === 'A'
            ? { fail: 'shardNotFound' }
            : undefined,
      },
    });
    assert.deepEqual(invocations, [[2]]);
    assert.deepEqual(starts(transcript), ['A TRIM_HORIZON', 'B TRIM_HORIZON']);
  });

  it('asks again for a listed shard that is not known yet, and misses nothing of it (IT-10)', async () => {
    let failures = 2;
    const { invocations, transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      stream: {
        answer: ({ operation }) =>
          operation === 'getShardIterator' && failures-- > 0 ? { fail: 'shardNotFound' } : undefined,
      },
    });
    assert.deepEqual(invocations, [[1]]);
    assert.equal(
      transcript.some((line) => line.includes('lost')),
      false,
    );
  });

  it('reads on within the interval when the clock was set back during a read', async () => {
    let nowMs = START_MS;
    const wakes: number[] = [];
    const reader = new ShardReader(
      { shardId: 'A' },
      { position: { type: 'TRIM_HORIZON' } },
      {
        source: {
          streamArn: 'arn',
          listShards: () => Promise.reject(new Error('not asked')),
          getShardIterator: () => Promise.resolve('i'),
          getRecords: () => {
            nowMs -= 3_600_000;
            return Promise.resolve({ records: [], nextShardIterator: 'i' });
          },
        },
        clock: {
          now: () => nowMs,
          sleepUntil: (epochMs) => {
            wakes.push(epochMs - nowMs);
            return Promise.resolve();
          },
        },
        observer: { observe: () => undefined },
      },
      { pollIntervalMs: 250, limit: 1000 },
    );
    const stop = new StopSwitch();
    await reader.read(stop);
    await reader.read(stop);
    assert.equal(wakes[1], 250);
  });

  for (const [kind, id] of [
    ['throttled', 'IT-9'],
    ['unavailable', 'IT-11'],
  ] as const) {
    it(`waits half a second, then twice as long each time, when reads are answered ${kind} (${id})`, async () => {
      const { transcript, invocations } = await runScenario({
        shards: [{ shardId: 'A', records: [1] }],
        stream: { answer: firstReads({ fail: kind }, 6) },
      });
      assert.deepEqual(
        transcript.filter((line) => line.includes('read again')).map((line) => Number(line.split(' ')[0])),
        [0, 0.5, 1.5, 3.5, 7.5, 15.5],
      );
      assert.deepEqual(invocations, [[1]]);
    });
  }

  it('waits for the list of shards in the same way (IT-9)', async () => {
    let failures = 2;
    const { transcript, invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      stream: {
        answer: ({ operation }) =>
          operation === 'listShards' && failures-- > 0 ? { fail: 'throttled' } : undefined,
      },
    });
    assert.deepEqual(invocations, [[1]]);
    assert.deepEqual(transcript.slice(0, 2), [
      '0 read again shards: throttled (1)',
      '0.5 read again shards: throttled (2)',
    ]);
  });

  for (const kind of ['accessDenied', 'streamNotFound', 'credentials', 'failed'] as const) {
    it(`ends with the error when no retry mends it: ${kind} (IT-10)`, async () => {
      await assert.rejects(
        runScenario({
          shards: [
            { shardId: 'A', records: [1] },
            { shardId: 'B', records: [2], closedAtSeconds: Infinity },
          ],
          stopAfterSeconds: 3600,
          stream: { answer: ({ operation }) => (operation === 'getRecords' ? { fail: kind } : undefined) },
        }),
        (error) => error instanceof StreamSourceError && error.kind === kind,
      );
    });
  }

  it('keeps its position itself: a second run begins after what the first has handled (IT-12)', async () => {
    const shards = [
      { shardId: 'A', records: [1, 2, { sequenceNumber: 3, atSeconds: 60 }], closedAtSeconds: Infinity },
    ];
    const first = await runScenario({ shards, stopAfterSeconds: 30 });
    const second = await runScenario({ shards, checkpoints: first.checkpoints, stopAfterSeconds: 90 });
    assert.deepEqual(first.invocations, [[1, 2]]);
    assert.deepEqual(second.invocations, [[3]]);
    assert.deepEqual(starts(second.transcript), ['A AFTER_SEQUENCE_NUMBER 2']);
  });
});
