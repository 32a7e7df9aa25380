/**
 * Records per second into a warm handler that does nothing, through the real Runtime API, as ratios to a
 * floor of the same run: a bare node:http exchange of the same bodies. Without and with a debugger attached.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startFloor } from './replay/floor.mjs';
import { startBenchHost } from './replay/host.mjs';
import { attachLikeJsDebug } from './replay/js-debug-attach.mjs';
import { benchEvent, writeBenchCapture } from './replay/records.mjs';
import { replayCapture } from './replay/replay-capture.mjs';

const never = new AbortController().signal;
const rounds = 7;
/** How long one measurement of prepared batches lasts. */
const roundMs = 300;
/** Records of the capture that one measurement replays, by batch size. */
const captureRecords = new Map([
  [1, 3000],
  [100, 50_000],
  [1000, 50_000],
  [10_000, 50_000],
]);

/**
 * @typedef {object} Work
 * @property {number} batchSize
 * @property {Uint8Array} event one prepared batch
 * @property {string} capture a file
 * @property {number} captureRecords
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {(work: Work) => Promise<number>} recordsPerSecond
 */

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'stream-triggers-bench-'));
  /** @type {(() => Promise<void>)[]} */
  const ends = [];
  try {
    const subjects = [...(await startSubjects(false, ends)), ...(await startSubjects(true, ends))];
    process.stdout.write(
      `"node:http" is the floor. Median of ${rounds} rounds; the ratio is the median of the rounds' ratios.\n`,
    );
    for (const [batchSize, count] of captureRecords) {
      const capture = path.join(folder, `batch-${batchSize}.jsonl`);
      await writeBenchCapture(capture, count);
      await compare(subjects, { batchSize, event: benchEvent(batchSize), capture, captureRecords: count });
    }
  } finally {
    for (const end of ends) await end();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {boolean} inspect with a debugger as VS Code attaches it
 * @param {(() => Promise<void>)[]} ends what is to be called at the end
 * @returns {Promise<Subject[]>}
 */
async function startSubjects(inspect, ends) {
  const under = inspect ? 'under js-debug: ' : '';
  /** @type {Subject[]} */
  const subjects = [];
  for (const parses of [true, false]) {
    const floor = await startFloor({ parses, inspect });
    ends.push(floor.stop);
    if (floor.inspectorPort !== undefined) {
      const client = await attachLikeJsDebug(floor.inspectorPort);
      ends.push(async () => client.close());
    }
    subjects.push({
      name: `${under}node:http${parses ? '' : ' without JSON.parse'}`,
      recordsPerSecond: (work) => preparedBatches(work, floor.invoke),
    });
  }
  const { host, stop } = await startBenchHost({ inspect });
  ends.push(stop);
  subjects.push(
    {
      name: `${under}host only, prepared batches`,
      recordsPerSecond: (work) =>
        preparedBatches(work, async (event) => {
          const { outcome } = await host.invoke(event, never);
          if (outcome !== 'succeeded') throw new Error(`The handler ${outcome}.`);
        }),
    },
    {
      name: `${under}replay of a capture`,
      recordsPerSecond: async ({ capture, batchSize, captureRecords: count }) => {
        const started = performance.now();
        const arrived = await replayCapture(capture, batchSize, host);
        if (arrived !== count) throw new Error(`${arrived} of ${count} records arrived.`);
        return (count / (performance.now() - started)) * 1000;
      },
    },
  );
  return subjects;
}

/**
 * @param {Work} work
 * @param {(event: Uint8Array) => Promise<void>} invoke
 */
async function preparedBatches({ event, batchSize }, invoke) {
  const started = performance.now();
  let count = 0;
  do {
    await invoke(event);
    count += batchSize;
  } while (performance.now() - started < roundMs);
  return (count / (performance.now() - started)) * 1000;
}

/**
 * One round of each in turn, so that what else the machine does hits all of them alike. The first round
 * warms up and does not count.
 * @param {readonly Subject[]} subjects the first is the floor
 * @param {Work} work
 */
async function compare(subjects, work) {
  /** @type {number[][]} */
  const rates = subjects.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const rate = await subject.recordsPerSecond(work);
      if (round > 0) rates[index]?.push(rate);
    }
  }
  const bytes = Math.round(work.event.byteLength / work.batchSize);
  process.stdout.write(`batch ${work.batchSize.toLocaleString('en')}, records of ${bytes} bytes\n`);
  for (const [index, { name }] of subjects.entries()) {
    const own = rates[index] ?? [];
    const ratio = median(own.map((rate, round) => rate / (rates[0]?.[round] ?? rate)));
    const figure = Math.round(median(own)).toLocaleString('en').padStart(11);
    process.stdout.write(`  ${name.padEnd(44)}${figure} records/s  ${ratio.toFixed(2)}\n`);
  }
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
