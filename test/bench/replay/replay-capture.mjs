/** One replay of a capture from its first byte to its end, as a debug session runs it. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * @param {string} file
 * @param {number} batchSize
 * @param {import('../../../src/engine/ports/function-invoker').FunctionInvoker} invoker
 * @returns {Promise<number>} how many records arrived
 */
export async function replayCapture(file, batchSize, invoker) {
  const { CapturedStreamSource } = require('../../../out/src/captures/reading/captured-stream-source.js');
  const { mappingDefaults } = require('../../../out/src/engine/event-source-mapping/event-source-mapping.js');
  const { runMapping } = require('../../../out/src/engine/event-source-mapping/run-mapping.js');
  const { SystemClock } = require('../../../out/src/handler-hosts/system-clock.js');
  const source = await CapturedStreamSource.open(file);
  let arrived = 0;
  try {
    await runMapping(
      {
        ...mappingDefaults,
        uuid: randomUUID(),
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:no-op',
        eventSourceArn: source.streamArn,
        startingPosition: { type: 'TRIM_HORIZON' },
        batchSize,
      },
      {
        source,
        invoker,
        clock: new SystemClock(),
        checkpoints: { load: async () => new Map(), save: () => undefined, flush: async () => undefined },
        observer: {
          observe(event) {
            if (event.type !== 'batchFinished') return;
            if (event.outcome.kind !== 'succeeded') throw new Error(`A batch ${event.outcome.kind}.`);
            arrived += event.batch.records.length;
          },
        },
        newUuid: randomUUID,
      },
      { pollIntervalMs: 0, concurrentInvocations: 1, recordAgeFrom: 'reading' },
      new AbortController().signal,
    );
  } finally {
    await source.close();
  }
  return arrived;
}
