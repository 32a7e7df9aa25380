/**
 * From the click to the saved capture: calls and time for failed batches of 1 to 10,000 records that stand in the
 * middle of a shard of 200,000 in DynamoDB Local, beside reading the shard from its start to the batch's end.
 */
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBenchTable } from './live/bench-table.mjs';

const require = createRequire(import.meta.url);
const never = new AbortController().signal;
const ROUNDS = 5;
const SIZES = [1, 100, 1000, 10_000];
const MOST_RECORDS = 1000;

/** @param {{ count?: number }} [options] */
export async function run({ count = 200_000 } = {}) {
  const writing = performance.now();
  const bench = await startBenchTable(count);
  const folder = await mkdtemp(path.join(tmpdir(), 'failed-batch-bench-'));
  try {
    const source = openStream(bench.endpoint, bench.table.streamArn);
    const { shards } = await source.listShards(never);
    const [shard] = shards;
    if (shard === undefined || shards.length > 1) throw new Error(`${shards.length} shards instead of one.`);
    const numbers = await sequenceNumbers(source, shard.shardId);
    if (numbers.length !== count) throw new Error(`${numbers.length} records instead of ${count}.`);
    say(
      `a shard of ${count.toLocaleString('en')} records in DynamoDB Local, written in ${Math.round((performance.now() - writing) / 1000)} s`,
    );
    say(
      'records      calls  to the saved capture   from the start: calls        time   ratio of calls, time',
    );
    for (const size of SIZES) await measure({ source, shardId: shard.shardId, numbers, size, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await bench.stop();
  }
}

/** @param {{ source: any, shardId: string, numbers: readonly string[], size: number, folder: string }} options */
async function measure({ source, shardId, numbers, size, folder }) {
  const first = Math.floor((numbers.length - size) / 2);
  const start = numbers[first] ?? '';
  const end = numbers[first + size - 1] ?? '';
  /** @type {{ capture: number, whole: number }[]} */
  const times = [];
  let calls = 0;
  let wholeCalls = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const batch = failedBatch(source.streamArn, shardId, { start, end, size, round });
    const capture = await timed(async () => {
      calls = await captureBatch(source, batch, path.join(folder, `${size}-${round}`));
    });
    const whole = await timed(async () => {
      wholeCalls = await readFromStart(source, shardId, end);
    });
    times.push({ capture, whole });
  }
  // The first round is for warming up.
  const counted = times.slice(1);
  const capture = median(counted.map((time) => time.capture));
  const whole = median(counted.map((time) => time.whole));
  say(
    [
      size.toLocaleString('en').padEnd(9),
      String(calls).padStart(9),
      `${capture.toFixed(0)} ms`.padStart(23),
      String(wholeCalls).padStart(25),
      `${whole.toFixed(0)} ms`.padStart(12),
      `${(calls / wholeCalls).toFixed(3)}, ${(capture / whole).toFixed(3)}`.padStart(23),
    ].join(''),
  );
}

/** As the command does it: looks whether it is saved, fetches, writes and syncs. @returns the calls to DynamoDB */
async function captureBatch(source, batch, folder) {
  const { fetchBatch } = require('../../out/src/failed-batches/fetching/fetch-batch.js');
  const { FailedBatchFolder } = require('../../out/src/captures/failed-batches/failed-batch-folder.js');
  const { SystemClock } = require('../../out/src/handler-hosts/system-clock.js');
  const store = new FailedBatchFolder(folder, { gitignore: true });
  if ((await store.find(batch.id)) !== undefined) throw new Error('It is saved already.');
  const ports = { source, clock: new SystemClock(), filters: { known: true }, pollIntervalMs: 0 };
  const fetched = await fetchBatch(batch, ports, never);
  const saved = await store.save({ batch, at: { kind: 'text' } }, fetched);
  if (saved.recordCount !== batch.batchSize || saved.incomplete !== undefined)
    throw new Error(`${saved.recordCount} of ${batch.batchSize} records. ${saved.incomplete}`);
  return fetched.calls;
}

/** What one does who knows no iterator but the oldest record's. @returns the calls */
async function readFromStart(source, shardId, end) {
  const { compareSequenceNumbers } = require('../../out/src/engine/events/sequence-number.js');
  let iterator = await source.getShardIterator(shardId, { type: 'TRIM_HORIZON' }, never);
  for (let calls = 2; ; calls += 1) {
    const page = await source.getRecords(iterator, MOST_RECORDS, never);
    const last = page.records.at(-1);
    if (last === undefined || compareSequenceNumbers(last.sequenceNumber, end) >= 0) return calls;
    iterator = page.nextShardIterator;
  }
}

/** Of all records of the shard, in their order. */
async function sequenceNumbers(source, shardId) {
  const numbers = [];
  let iterator = await source.getShardIterator(shardId, { type: 'TRIM_HORIZON' }, never);
  while (iterator !== undefined) {
    const page = await source.getRecords(iterator, MOST_RECORDS, never);
    if (page.records.length === 0) return numbers;
    for (const record of page.records) numbers.push(record.sequenceNumber);
    iterator = page.nextShardIterator;
  }
  return numbers;
}

function openStream(endpointUrl, streamArn) {
  const { accessWithoutQuestions } = require('../../out/test/support/aws-access.js');
  const { DynamoDbStreamSource } = require('../../out/src/aws/streams/dynamodb-stream-source.js');
  return new DynamoDbStreamSource(streamArn, { endpointUrl, region: 'eu-west-1' }, accessWithoutQuestions());
}

function failedBatch(streamArn, shardId, { start, end, size, round }) {
  const { failedBatchId } = require('../../out/src/failed-batches/failed-batch-id.js');
  const range = { streamArn, shardId, startSequenceNumber: start, endSequenceNumber: end };
  const requestId = `request-${round}`;
  const nowMs = Date.now();
  return {
    ...range,
    requestId,
    id: failedBatchId({ ...range, requestId }),
    batchSize: size,
    firstArrivalMs: nowMs,
    lastArrivalMs: nowMs,
    discardedMs: nowMs,
    condition: 'RetryAttemptsExhausted',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    invocations: 3,
    documentText: '{}',
  };
}

/** @param {() => Promise<void>} work */
async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
