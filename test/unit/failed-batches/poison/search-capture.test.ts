import assert from 'node:assert/strict';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { FunctionInvoker, InvocationResult } from '../../../../src/engine/ports/function-invoker';
import { candidateBatches } from '../../../../src/failed-batches/poison/candidate-batches';
import { type ProbedMapping, handlerProbe } from '../../../../src/failed-batches/poison/handler-probe';
import type { PoisonOptions } from '../../../../src/failed-batches/poison/poison-search';
import { searchCapture } from '../../../../src/failed-batches/poison/search-capture';
import { streamRecord } from '../../../support/stream-records';
import { never } from './model-handlers';

const options: PoisonOptions = { isFresh: false, mostRuns: 100, mostSets: 10 };
const mapping = { reportsItemFailures: false, tumblingWindowInSeconds: 0 };

interface Event {
  readonly Records: readonly { readonly eventID: string }[];
  readonly [member: string]: unknown;
}

/** A handler of these events, and what it was sent. */
function handlerOf(handle: (event: Event, invocation: number) => string | undefined, answer = 'null') {
  const events: Event[] = [];
  const invoke: FunctionInvoker['invoke'] = (bytes) => {
    const event = JSON.parse(new TextDecoder().decode(bytes)) as Event;
    events.push(event);
    const errorMessage = handle(event, events.length);
    const result: InvocationResult =
      errorMessage === undefined
        ? { outcome: 'succeeded', payload: answer, durationMs: 1 }
        : { outcome: 'functionError', errorType: 'Error', errorMessage, stackTrace: [], durationMs: 1 };
    return Promise.resolve(result);
  };
  let restarts = 0;
  const restart = () => {
    restarts += 1;
    return Promise.resolve();
  };
  return { events, restarts: () => restarts, invoke, restart, takeOutput: () => 'printed' };
}

/** A capture of two shards with the records 0 to 9 and 10 to 14. */
function capture() {
  const shards = { a: ids(0, 10), b: ids(10, 15) };
  return {
    streamArn: '',
    listShards: () =>
      Promise.resolve({ isFinal: true, shards: Object.keys(shards).map((shardId) => ({ shardId })) }),
    getShardIterator: (shardId: string) => Promise.resolve(`${shardId} 0`),
    // Two records a page, the last page empty.
    getRecords: (iterator: string) => {
      const [shardId = '', from = ''] = iterator.split(' ');
      const records = shards[shardId as 'a' | 'b'].slice(Number(from), Number(from) + 2);
      const next = `${shardId} ${String(Number(from) + 2)}`;
      return Promise.resolve({ records, ...(records.length > 0 && { nextShardIterator: next }) });
    },
  };
}

function ids(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => encodeRecord(streamRecord(from + index)));
}

const batchesWith = (batchSize: number, isWanted: (id: string) => boolean = () => true) =>
  candidateBatches(capture(), { batchSize, isWanted: ({ record }) => isWanted(record.eventID ?? '') }, never);

const probes = (handler: ReturnType<typeof handlerOf>) => (shardId: string) =>
  handlerProbe(handler, { shardId, ...mapping });

describe('the search of a capture', () => {
  it('makes batches of one shard each, with the place of each record in its shard', async () => {
    const batches = [];
    for await (const batch of batchesWith(4, (id) => id !== '1' && id !== '12')) batches.push(batch);
    assert.deepEqual(
      batches.map(({ shardId, positions, records }) => [
        shardId,
        positions,
        records.map(({ record }) => Number(record.eventID)),
      ]),
      [
        ['a', [0, 2, 3, 4], [0, 2, 3, 4]],
        ['a', [5, 6, 7, 8], [5, 6, 7, 8]],
        ['a', [9], [9]],
        ['b', [0, 1, 3, 4], [10, 11, 13, 14]],
      ],
    );
  });

  it('keeps a batch below what Lambda sends at once', async () => {
    const large = Array.from({ length: 7 }, (_, index) =>
      encodeRecord(streamRecord(index, 'x'.repeat(2_000_000))),
    );
    const source = { ...capture(), getRecords: () => Promise.resolve({ records: large }) };
    const sizes: number[] = [];
    const everything = { batchSize: 10_000, isWanted: () => true };
    for await (const { records } of candidateBatches(source, everything, never)) sizes.push(records.length);
    assert.deepEqual(sizes, [3, 3, 1, 3, 3, 1]);
  });

  it('runs batch after batch in one process until one fails, and searches that one', async () => {
    const handler = handlerOf(({ Records }) =>
      Records.some(({ eventID }) => eventID === '12') ? 'no' : undefined,
    );
    const found = await searchCapture(batchesWith(5), probes(handler), options, never);
    assert.ok(found?.batch);
    assert.deepEqual([found.batches, found.records, found.batch.shardId], [3, 15, 'b']);
    assert.deepEqual(found.search.sets[0]?.indexes, [2]);
    assert.deepEqual(found.batch.positions[2], 2);
    assert.equal(found.search.runs, handler.events.length);
    assert.equal(found.search.sets[0].failure.printed, 'printed');
  });

  it('says when all batches pass, after one run of each', async () => {
    const handler = handlerOf(() => undefined);
    const found = await searchCapture(batchesWith(5), probes(handler), options, never);
    assert.deepEqual(found, {
      search: { sets: [], rest: { kind: 'passes' }, runs: 3, processes: 'warm' },
      batches: 3,
      records: 15,
    });
    assert.equal(handler.restarts(), 1);
  });

  it('has no answer for a capture without records', async () => {
    const handler = handlerOf(() => undefined);
    assert.equal(
      await searchCapture(
        batchesWith(5, () => false),
        probes(handler),
        options,
        never,
      ),
      undefined,
    );
  });
});

describe('a probe of a handler', () => {
  const records = ids(0, 3);
  const probe = (handler: ReturnType<typeof handlerOf>, other: Partial<ProbedMapping> = {}) =>
    handlerProbe(handler, { shardId: 'a', ...mapping, ...other });

  it('sends the event that Lambda would send, in a new process if asked to', async () => {
    const handler = handlerOf(() => undefined);
    assert.deepEqual(await probe(handler)(records, false, never), { outcome: 'passed' });
    assert.equal(handler.restarts(), 0);
    await probe(handler)(records, true, never);
    assert.equal(handler.restarts(), 1);
    assert.deepEqual(handler.events[0], { Records: records.map(({ record }) => record) });
  });

  it('gives the members of a tumbling window, and demands the state that Lambda demands', async () => {
    const handler = handlerOf(() => undefined, '{}');
    const result = await probe(handler, { tumblingWindowInSeconds: 60 })(records, false, never);
    assert.deepEqual(handler.events[0]?.['window'], {
      start: '2024-11-25T15:40:00Z',
      end: '2024-11-25T15:41:00Z',
    });
    assert.deepEqual(handler.events[0]['state'], {});
    assert.equal(result.outcome === 'failed' && result.failure.errorType, 'RefusedResponse');
  });

  it('reads reported items only where the trigger does', async () => {
    const answer = JSON.stringify({ batchItemFailures: [{ itemIdentifier: records[1]?.sequenceNumber }] });
    const handler = handlerOf(() => undefined, answer);
    assert.equal((await probe(handler)(records, false, never)).outcome, 'passed');
    const result = await probe(handler, { reportsItemFailures: true })(records, false, never);
    assert.ok(result.outcome === 'failed');
    assert.equal(result.failure.errorType, 'ReportedItemFailures');
    assert.deepEqual(result.failure.reported, [1]);
  });

  it('counts an identifier that is none of the batch as a failure of the whole batch', async () => {
    const handler = handlerOf(() => undefined, '{"batchItemFailures":[{"itemIdentifier":"7"}]}');
    const result = await probe(handler, { reportsItemFailures: true })(records, false, never);
    assert.equal(result.outcome === 'failed' && result.failure.errorType, 'RefusedResponse');
  });
});
