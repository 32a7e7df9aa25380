/**
 * Recording 1,000,000 records of about 620 bytes to a capture: records a second to disk, and memory, which
 * must not grow. Beside it, in the same run, a bare fs write stream of the same bytes. Both sync at the end.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const {
  CaptureRecording,
  availableCompressions,
} = require('../../out/src/captures/recording/capture-recording.js');
const { EncodedRecord } = require('../../out/src/engine/events/encoded-record.js');

const RECORDS = 1_000_000;
const PAGE = 1000;
const ROUNDS = 3;
const SHARD = { shardId: 'shardId-00000001573689847184-864758bb' };
const STREAM_ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const MEGABYTE = 2 ** 20;

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'capture-bench-'));
  try {
    const results = new Map();
    for (let round = 0; round < ROUNDS; round += 1) {
      keepBest(results, 'fs write stream', await measure(() => writeBare(folder)));
      for (const compression of availableCompressions())
        keepBest(results, compression, await measure(() => record(folder, compression)));
    }
    print(results);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {Map<string, any>} results @param {string} name @param {any} result */
function keepBest(results, name, result) {
  const best = results.get(name);
  if (best === undefined || result.seconds < best.seconds) results.set(name, result);
}

/**
 * @param {() => Promise<string>} work resolves with the file that it has written
 * @returns time, size of the file, and memory after a tenth of the time, when all buffers are there, and at its peak
 */
async function measure(work) {
  const samples = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage().rss), 50);
  const start = performance.now();
  const file = await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  const { size } = await stat(file);
  await rm(file);
  const tenth = Math.ceil(samples.length / 10);
  return {
    seconds,
    size,
    early: Math.max(...samples.slice(0, tenth)),
    peak: Math.max(...samples),
  };
}

/** @param {string} folder @param {string} compression */
async function record(folder, compression) {
  const recording = await CaptureRecording.create(folder, { streamArn: STREAM_ARN, compression }, 'Orders');
  for (const { records } of pages()) await recording.append(SHARD, records);
  return recording.finish();
}

/** @param {string} folder */
async function writeBare(folder) {
  const file = path.join(folder, 'bare.jsonl');
  const stream = createWriteStream(file);
  for (const { lines } of pages()) if (!stream.write(Buffer.from(lines))) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
  return file;
}

/** The same page again and again, each time with the next sequence numbers written into its bytes. */
function* pages() {
  const prefix = Buffer.from(`{"shardId":${JSON.stringify(SHARD.shardId)},"record":`);
  const texts = Array.from({ length: PAGE }, (_, index) => Buffer.from(recordText(index)));
  const lines = Buffer.concat(texts.flatMap((text) => [prefix, text, Buffer.from('}\n')]));
  let at = 0;
  const jsons = texts.map((text) => {
    const json = lines.subarray(at + prefix.length, at + prefix.length + text.length);
    at += prefix.length + text.length + 2;
    const digits = json.indexOf('"SequenceNumber":"') + 18;
    return { json, digits, digitsEnd: json.indexOf('"', digits) };
  });
  for (let first = 0; first < RECORDS; first += PAGE) {
    const records = jsons.map(({ json, digits, digitsEnd }, index) => {
      json.write(sequenceNumberOf(first + index), digits, 'latin1');
      return new EncodedRecord(json, 0, json.length, digits, digitsEnd, undefined, 0, 0, 0, 0);
    });
    yield { records, lines };
  }
}

/** @param {number} index */
function sequenceNumberOf(index) {
  return `10000000000000${String(index).padStart(9, '0')}`;
}

/** @param {number} index */
function recordText(index) {
  const key = { pk: { S: `ORDER#${1000 + index}` }, sk: { S: `LINE#${index % 7}` } };
  const image = {
    ...key,
    customer: { S: `customer ${(index * 7919) % 10_007}` },
    total: { N: String(index * 3.7) },
  };
  return JSON.stringify({
    eventID: (index * 2_654_435_761).toString(16).padStart(32, '0'),
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_732_549_200.5,
      Keys: key,
      NewImage: image,
      SequenceNumber: sequenceNumberOf(index),
      SizeBytes: 160,
      StreamViewType: 'NEW_IMAGE',
    },
    eventSourceARN: STREAM_ARN,
  });
}

/** @param {Map<string, any>} results */
function print(results) {
  const floor = results.get('fs write stream').seconds;
  const bytes = Math.round(results.get('none').size / RECORDS);
  say(`${RECORDS.toLocaleString('en')} records, ${bytes} bytes a line, best of ${ROUNDS} rounds`);
  say('                    records/s   of the floor   file MB   memory MB: early   peak');
  for (const [name, { seconds, size, early, peak }] of results) {
    say(
      [
        (name === 'none' ? 'capture' : name === 'fs write stream' ? name : `capture, ${name}`).padEnd(18),
        Math.round(RECORDS / seconds)
          .toLocaleString('en')
          .padStart(11),
        (floor / seconds).toFixed(2).padStart(14),
        Math.round(size / MEGABYTE)
          .toString()
          .padStart(9),
        Math.round(early / MEGABYTE)
          .toString()
          .padStart(18),
        Math.round(peak / MEGABYTE)
          .toString()
          .padStart(6),
      ].join(' '),
    );
  }
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
