import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { InMemoryStreamOptions } from '../../support/in-memory-stream';
import { SimulatedTime } from '../../support/virtual-time';
import type { TestShard } from './recorded-stream';
import { MemorySink, recorded, START_MS } from './recorded-stream';

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A parent that was closed, and its child that stays open; one record a second from an hour ago to now. */
const parentAndChild: readonly TestShard[] = [
  {
    id: 'child',
    parent: 'parent',
    records: numbers(11, 20).map((number) => [number, number - 20]),
  },
  { id: 'parent', records: numbers(1, 10).map((number) => [number, number - 20]), closesAtSeconds: -9.5 },
];

describe('recording a stream', () => {
  it('goes from TRIM_HORIZON through parents and children until it is stopped', async () => {
    const { sink, outcome } = await recorded(parentAndChild, {}, { stopAtSeconds: 30 });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 20));
    assert.equal(outcome, 'stopped');
  });

  it('ends by itself at a number of records, also in the middle of a page', async () => {
    const { sink, outcome } = await recorded(parentAndChild, { end: { type: 'RECORDS', count: 13 } });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 13));
    assert.equal(outcome, 'ended');
  });

  it('ends at a size', async () => {
    const { sink } = await recorded(parentAndChild, { end: { type: 'BYTES', bytes: 1 } });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 10), 'the page that reaches the size is whole');
  });

  it('records what is in the stream at this moment and ends, though its shard stays open', async () => {
    const { sink, outcome, seconds } = await recorded(parentAndChild, {
      end: { type: 'TIME', epochMs: START_MS },
    });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 20));
    assert.equal(outcome, 'ended');
    assert.ok(seconds < 10, `${seconds} s`);
  });

  it('ends at a time to come, with the last record of that second and none of the next', async () => {
    const shards: TestShard[] = [{ id: 'open', records: numbers(1, 30).map((number) => [number, number]) }];
    const { sink } = await recorded(shards, {
      begin: { type: 'LATEST' },
      end: { type: 'TIME', epochMs: START_MS + 12_500 },
    });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 12));
  });

  it('ends at a sequence number wherever it lies, and lets quiet shards be', async () => {
    const quiet: TestShard = { id: 'quiet', records: [[2, -5]] };
    const later: TestShard = { id: 'later', parent: 'child', opensAtSeconds: 0, records: [[40, 1]] };
    const { sink, outcome } = await recorded([...parentAndChild, quiet, later], {
      end: { type: 'SEQUENCE_NUMBER', sequenceNumber: '15'.padStart(21, '0') },
    });
    assert.deepEqual(
      [...sink.sequenceNumbers].sort((a, b) => a - b),
      [...numbers(1, 15), 2].sort((a, b) => a - b),
    );
    assert.equal(outcome, 'ended');
  });

  it('begins at a sequence number, in the shard that has it', async () => {
    const { sink } = await recorded(
      parentAndChild,
      { begin: { type: 'SEQUENCE_NUMBER', sequenceNumber: '7'.padStart(21, '0') } },
      { stopAtSeconds: 30 },
    );
    assert.deepEqual(sink.sequenceNumbers, numbers(7, 20));
  });

  it('begins at a time', async () => {
    const { sink } = await recorded(
      parentAndChild,
      { begin: { type: 'TIME', epochMs: START_MS - 5000 } },
      { stopAtSeconds: 30 },
    );
    assert.deepEqual(sink.sequenceNumbers, numbers(15, 20));
  });

  it('keeps what a filter lets through, and counts only that', async () => {
    const { sink } = await recorded(
      parentAndChild,
      { end: { type: 'RECORDS', count: 4 } },
      { keeps: ({ sequenceNumber }) => Number(sequenceNumber) % 5 === 0 },
    );
    assert.deepEqual(sink.sequenceNumbers, [5, 10, 15, 20]);
  });

  it('ends when a disabled stream is read to its end', async () => {
    const closed = parentAndChild.map((shard) => ({ ...shard, closesAtSeconds: shard.closesAtSeconds ?? 0 }));
    const { sink, outcome } = await recorded(closed, {}, { stream: { finalFromMs: START_MS } });
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 20));
    assert.equal(outcome, 'ended');
  });

  it('resumes a recording from "now" without a gap, also in shards of which it has nothing yet', async () => {
    const shards: TestShard[] = [
      { id: 'busy', records: numbers(1, 20).map((number) => [number, number - 5]) },
      {
        id: 'quiet',
        records: [
          [100, -60],
          [101, 7],
          [102, 14],
        ],
      },
    ];
    const time = new SimulatedTime(START_MS);
    const first = await recorded(shards, { begin: { type: 'LATEST' } }, { time, stopAtSeconds: 4.1 });
    assert.deepEqual(first.sink.sequenceNumbers, numbers(6, 9));
    time.jumpTo(START_MS + 20_000);
    const second = await recorded(
      shards,
      { begin: { type: 'LATEST' } },
      { time, sink: first.sink, resumedFromMs: START_MS, stopAtSeconds: 40 },
    );
    assert.deepEqual(
      [...second.sink.sequenceNumbers].sort((a, b) => a - b),
      [...numbers(6, 20), 101, 102],
    );
  });

  it('tells of each read and of throttles, and goes on', async () => {
    let reads = 0;
    const { sink, events } = await recorded(
      parentAndChild,
      { end: { type: 'RECORDS', count: 20 } },
      {
        stream: {
          answer: ({ operation }) =>
            operation === 'getRecords' && (reads += 1) % 2 === 1 ? { fail: 'throttled' } : undefined,
        },
      },
    );
    assert.deepEqual(sink.sequenceNumbers, numbers(1, 20));
    assert.ok(events.some((event) => event.type === 'readRetried' && event.kind === 'throttled'));
    const kept = events.map((event) => (event.type === 'recordsRead' ? event.kept : 0));
    assert.equal(
      kept.reduce((sum, count) => sum + count, 0),
      20,
    );
  });

  it('ends with the error when nothing can be written', async () => {
    class FullDisk extends MemorySink {
      override append(): Promise<void> {
        return Promise.reject(new Error('the disk is full'));
      }
    }
    await assert.rejects(recorded(parentAndChild, {}, { sink: new FullDisk() }), /the disk is full/);
  });

  it('has each record once after any number of interruptions anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 50 })), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 7 }),
        async (stops, writes, pageSize) => {
          const shards = ['a', 'b', 'c'].map((id, shard) => ({
            id,
            records: writes
              .map(([where, second], index) => ({ where, second, number: index + 1 }))
              .filter(({ where }) => where === shard)
              .map(({ second }) => second)
              .sort((a, b) => a - b)
              .map((second, index): readonly [number, number] => [shard * 1000 + index + 1, second]),
          }));
          const time = new SimulatedTime(START_MS);
          const sink = new MemorySink();
          const stream: Partial<InMemoryStreamOptions> = {
            answer: ({ operation }) => (operation === 'getRecords' ? { atMost: pageSize } : undefined),
          };
          const request = { begin: { type: 'TRIM_HORIZON' } } as const;
          const pollIntervalMs = 1000;
          for (const stopAtSeconds of [...stops].sort((a, b) => a - b))
            await recorded(shards, request, { time, sink, stream, stopAtSeconds, pollIntervalMs });
          await recorded(shards, request, { time, sink, stream, stopAtSeconds: 150, pollIntervalMs });
          const expected = shards.flatMap(({ records }) => records.map(([number]) => number));
          assert.deepEqual(
            [...sink.sequenceNumbers].sort((a, b) => a - b),
            expected,
          );
          for (const { id } of shards) {
            const ofShard = sink.lines
              .filter(({ shardId }) => shardId === id)
              .map(({ record }) => record.sequenceNumber);
            assert.deepEqual(ofShard, [...ofShard].sort());
          }
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(30_000);
});
