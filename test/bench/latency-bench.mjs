/**
 * From PutItem on DynamoDB Local to the handler's entry, in milliseconds, beside the poll interval. The
 * handler notes its entry by the machine's clock, and so is the moment noted at which PutItem was asked for.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchTable } from './live/bench-table.mjs';

const require = createRequire(import.meta.url);
const WRITES = 100;

export async function run() {
  for (const pollIntervalMs of [250, 20]) {
    const bench = await startBenchTable(0);
    try {
      await measure(bench, pollIntervalMs);
    } finally {
      await bench.stop();
    }
  }
}

/**
 * @param {Awaited<ReturnType<typeof startBenchTable>>} bench
 * @param {number} pollIntervalMs
 */
async function measure({ endpoint, table }, pollIntervalMs) {
  const entries = path.join(os.tmpdir(), `entries-${process.pid}-${pollIntervalMs}`);
  const host = await startHost(entries);
  const stop = new AbortController();
  /** @type {Map<string, number>} */
  const askedAt = new Map();
  /** @type {() => void} */
  let onHandled = () => undefined;
  const running = follow({ endpoint, table, host, pollIntervalMs, stop, onHandled: () => onHandled() });
  try {
    // The first one waits for the handler's cold start, and does not count.
    for (let write = 0; write <= WRITES; write += 1) {
      const handled = new Promise((resolve) => (onHandled = () => resolve(undefined)));
      const key = `${pollIntervalMs}-${write}`;
      askedAt.set(key, Date.now());
      await table.put(key);
      await Promise.race([handled, running]);
      // Otherwise every write would come right after a poll.
      await sleep(Math.random() * pollIntervalMs);
    }
  } finally {
    stop.abort();
    await running;
    await host.stop();
  }
  const latencies = readFileSync(entries, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [key = '', enteredAt] = line.split(' ');
      return Number(enteredAt) - (askedAt.get(key) ?? 0);
    })
    .sort((a, b) => a - b);
  rmSync(entries);
  const at = (/** @type {number} */ part) => latencies[Math.floor((latencies.length - 1) * part)];
  process.stdout.write(
    `poll interval ${pollIntervalMs} ms: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms (${latencies.length} writes)\n`,
  );
}

/** @param {string} entries file to which the handler adds a line for each record */
async function startHost(entries) {
  const { startNodeHandlerHost } = require('../../out/src/handler-hosts/handler-host.js');
  return startNodeHandlerHost(
    {
      handler: 'note-entry-handler.handler',
      taskRoot: path.join(import.meta.dirname, 'live'),
      runtime: 'nodejs24.x',
      functionName: 'note-entry',
      memorySizeInMB: 128,
      timeoutInSeconds: 60,
      region: 'eu-west-1',
      accountId: '000000000000',
      environment: { ENTRIES: entries },
      runtimeExecutable: process.execPath,
      runtimeArgs: [],
      inspect: false,
      bootstrapFolder: path.join(import.meta.dirname, '..', '..', 'dist', 'node-host'),
    },
    {
      output: (/** @type {string} */ _stream, /** @type {string} */ text) => process.stderr.write(text),
      notice: () => undefined,
      debuggerListening: () => undefined,
      processEnded: () => undefined,
    },
  );
}

/** @param {any} options */
async function follow({ endpoint, table, host, pollIntervalMs, stop, onHandled }) {
  const { accessWithoutQuestions } = require('../../out/test/support/aws-access.js');
  const { DynamoDbStreamSource } = require('../../out/src/aws/streams/dynamodb-stream-source.js');
  const { mappingDefaults } = require('../../out/src/engine/event-source-mapping/event-source-mapping.js');
  const { runMapping } = require('../../out/src/engine/event-source-mapping/run-mapping.js');
  const { SystemClock } = require('../../out/src/handler-hosts/system-clock.js');
  const { streamArn } = table;
  await runMapping(
    {
      ...mappingDefaults,
      uuid: randomUUID(),
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
      eventSourceArn: streamArn,
      startingPosition: { type: 'TIME', epochMs: Date.now() - 60_000 },
    },
    {
      source: new DynamoDbStreamSource(
        streamArn,
        { endpointUrl: endpoint, region: 'eu-west-1' },
        accessWithoutQuestions(),
      ),
      invoker: host,
      clock: new SystemClock(),
      checkpoints: { load: async () => new Map(), save: () => undefined, flush: async () => undefined },
      observer: {
        /** @param {import('../../src/engine/ports/mapping-observer').MappingEvent} event */
        observe: (event) => {
          if (event.type === 'batchFinished') onHandled();
        },
      },
      newUuid: randomUUID,
    },
    { pollIntervalMs, concurrentInvocations: 1, recordAgeFrom: 'creation' },
    stop.signal,
  );
}
