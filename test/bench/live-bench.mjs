/**
 * 100,000 records that wait in DynamoDB Local: records per second of the engine into the warm Node host,
 * and of a bare loop of signed GetRecords calls into the same host.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { runBareLoop } from './live/bare-loop.mjs';
import { startBenchTable } from './live/bench-table.mjs';
import { startBenchHost } from './replay/host.mjs';

const require = createRequire(import.meta.url);
const never = new AbortController().signal;
const ROUNDS = 3;

/** @param {{ count?: number }} [options] */
export async function run({ count = 100_000 } = {}) {
  const bench = await startBenchTable(count);
  const { host, stop } = await startBenchHost({ inspect: false });
  /** @param {Uint8Array} event */
  const invoke = (event) => host.invoke(event, never);
  const { endpoint, table } = bench;
  try {
    for (const batchSize of [100, 1000]) {
      const measured = { endpoint, streamArn: table.streamArn, count, batchSize, invoke };
      /** @type {{ engine: number, bare: number }[]} */
      const rates = [];
      for (let round = 0; round <= ROUNDS; round += 1)
        rates.push({
          bare: await recordsPerSecond(count, () => runBareLoop(measured)),
          engine: await recordsPerSecond(count, () => runEngine(measured)),
        });
      // The first round is for warming up.
      const counted = rates.slice(1);
      const ratio = median(counted.map(({ engine, bare }) => engine / bare));
      say(`batch ${batchSize}`);
      say(`  bare loop of signed calls   ${text(median(counted.map(({ bare }) => bare)))} records/s`);
      say(
        `  engine                      ${text(median(counted.map(({ engine }) => engine)))} records/s  ${ratio.toFixed(2)} of the bare loop`,
      );
    }
  } finally {
    await stop();
    await bench.stop();
  }
}

/** @param {{ endpoint: string, streamArn: string, count: number, batchSize: number, invoke: (event: Uint8Array) => Promise<any> }} options */
async function runEngine({ endpoint, streamArn, count, batchSize, invoke }) {
  const { accessWithoutQuestions } = require('../../out/test/support/aws-access.js');
  const { DynamoDbStreamSource } = require('../../out/src/aws/streams/dynamodb-stream-source.js');
  const { mappingDefaults } = require('../../out/src/engine/event-source-mapping/event-source-mapping.js');
  const { runMapping } = require('../../out/src/engine/event-source-mapping/run-mapping.js');
  const { SystemClock } = require('../../out/src/handler-hosts/system-clock.js');
  const stop = new AbortController();
  let handled = 0;
  await runMapping(
    {
      ...mappingDefaults,
      uuid: randomUUID(),
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
      eventSourceArn: streamArn,
      startingPosition: { type: 'TRIM_HORIZON' },
      batchSize,
    },
    {
      source: new DynamoDbStreamSource(
        streamArn,
        { endpointUrl: endpoint, region: 'eu-west-1' },
        accessWithoutQuestions(),
      ),
      invoker: { invoke },
      clock: new SystemClock(),
      checkpoints: { load: async () => new Map(), save: () => undefined, flush: async () => undefined },
      observer: {
        /** @param {import('../../src/engine/ports/mapping-observer').MappingEvent} event */
        observe: (event) => {
          if (event.type !== 'batchFinished') return;
          if (event.outcome.kind !== 'succeeded') throw new Error(`The handler ${event.outcome.kind}.`);
          handled += event.batch.records.length;
          if (handled >= count) stop.abort();
        },
      },
      newUuid: randomUUID,
    },
    { pollIntervalMs: 0, concurrentInvocations: 1, recordAgeFrom: 'creation' },
    stop.signal,
  );
}

/**
 * @param {number} count
 * @param {() => Promise<void>} work
 */
async function recordsPerSecond(count, work) {
  const started = performance.now();
  await work();
  return (count / (performance.now() - started)) * 1000;
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {number} rate */
function text(rate) {
  return Math.round(rate).toLocaleString('en').padStart(10);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
