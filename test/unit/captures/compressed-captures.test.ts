import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { CaptureError } from '../../../src/captures/capture-error';
import { availableCompressions, CaptureRecording } from '../../../src/captures/recording/capture-recording';
import { CaptureStore } from '../../../src/captures/library/capture-store';
import { readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { selectedRecords } from '../../../src/captures/reading/selected-records';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { captureText } from './capture-lines';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const MEGABYTE = 1024 * 1024;
const COUNT = 4000;
const text = captureText(
  STREAM_ARN,
  orderRecords(COUNT).map((record) => ({ shardId: 's', record })),
);

async function countOf(file: string): Promise<number> {
  let count = 0;
  for await (const record of selectedRecords(file)) if (record.shardId === 's') count += 1;
  return count;
}

describe('a compressed capture', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const write = async (name: string, content: Uint8Array): Promise<string> => {
    const file = path.join(folder.path, name);
    await writeFile(file, content);
    return file;
  };
  const reasonOf = async (file: string): Promise<string> => {
    try {
      await countOf(file);
    } catch (error) {
      assert.ok(error instanceof CaptureError, String(error));
      return error.reason;
    }
    return assert.fail('It was read.');
  };

  it('is recognised by its content, in one member or in many', async () => {
    const half = text.indexOf('\n', text.length / 2) + 1;
    const parts = [text.slice(0, half), text.slice(half)].map((part) => zlib.gzipSync(part));
    for (const content of [zlib.gzipSync(text), Buffer.concat(parts)]) {
      assert.equal(await countOf(await write('named-as-nothing-special.jsonl', content)), COUNT);
    }
  });

  it('can be an event too', async () => {
    const file = await write('event.json.gz', zlib.gzipSync(serializeEvent(orderRecords(3))));
    const { kind, recordCount } = await readCaptureSummary(file);
    assert.deepEqual([kind, recordCount], ['event', 3]);
  });

  it('is listed, imported and renamed with its whole extension', async () => {
    const source = await write('long.jsonl.gz', zlib.gzipSync(text));
    const store = new CaptureStore(path.join(folder.path, 'captures'));
    const imported = await store.importFile(source);
    assert.equal(path.basename(imported), 'long.jsonl.gz');
    assert.equal(path.basename(await store.rename(imported, 'longer')), 'longer.jsonl.gz');
    const [listed] = await store.list();
    assert.deepEqual([listed?.summary?.recordCount, listed?.summary?.counted], [COUNT, true]);
  });

  it('gives what is whole of it if it is cut off, and names the line that is not', async () => {
    const packed = zlib.gzipSync(text);
    const file = await write('cut.jsonl.gz', packed.subarray(0, packed.length / 2));
    assert.match(await reasonOf(file), /^line \d+ is cut off$/);
  });

  it('is refused if it is damaged', async () => {
    const packed = zlib.gzipSync(text);
    packed.fill(0xff, 20, 120);
    assert.equal(await reasonOf(await write('bad.jsonl.gz', packed)), 'its gzip compression is damaged');
  });

  it('is refused if it is damaged: zstd', async function () {
    if (!availableCompressions().includes('zstd')) this.skip();
    const stream = { streamArn: STREAM_ARN, compression: 'zstd' } as const;
    const recording = await CaptureRecording.create(folder.path, stream, 'Orders');
    await recording.append({ shardId: 's' }, orderRecords(COUNT).map(encodeRecord));
    const file = (await recording.finish()) ?? assert.fail('Nothing was recorded.');
    const packed = await readFile(file);
    packed.fill(0xff, packed.length - 200);
    assert.equal(await reasonOf(await write('bad.jsonl.zst', packed)), 'its zstd compression is damaged');
  });

  it('does not fill the memory with what a small file unpacks to', async () => {
    const bomb = Buffer.alloc(600 * MEGABYTE, 0x20);
    const header = Buffer.from(headerLine(STREAM_ARN));
    const [line, event] = [
      await write('line.jsonl.gz', zlib.gzipSync(Buffer.concat([header, bomb]), { level: 1 })),
      await write(
        'event.json.gz',
        zlib.gzipSync(Buffer.concat([Buffer.from('{"Records":['), bomb]), { level: 1 }),
      ),
    ];
    const before = process.memoryUsage().rss;
    assert.equal(await reasonOf(line), 'line 2 is longer than 8 MB');
    assert.match(
      await reasonOf(event),
      /^it has more than that when it is unpacked, and an event of more than 64 MB/,
    );
    assert.ok(process.memoryUsage().rss - before < 300 * MEGABYTE);
  });

  it('of many members is estimated from its beginning, and its last record is found', async () => {
    const recording = await CaptureRecording.create(
      folder.path,
      { streamArn: STREAM_ARN, compression: 'gzip' },
      'Orders',
    );
    // Noise, so that it stays long when it is compressed.
    const total = 160;
    for (let number = 0; number < total; number += 1) {
      const record = orderRecord(number);
      const note = { S: randomText(100_000, number) };
      await recording.append({ shardId: 's' }, [
        encodeRecord({ ...record, dynamodb: { ...record.dynamodb, NewImage: { note } } }),
      ]);
    }
    const file = (await recording.finish()) ?? assert.fail('Nothing was recorded.');
    const summary = await readCaptureSummary(file);
    assert.equal(summary.counted, false);
    assert.equal(summary.keyRange.last, `ORDER#${999 + total} / v0`);
    assert.ok(Math.abs(summary.recordCount - total) < total / 4, `estimated ${summary.recordCount}`);
  });

  it('is whole up to the last second when its process is killed, and can be recorded on', async () => {
    const program = `
      const { CaptureRecording } = require(${JSON.stringify(require.resolve('../../../src/captures/recording/capture-recording'))});
      const { encodeRecord } = require(${JSON.stringify(require.resolve('../../../src/engine/events/encoded-record'))});
      const { orderRecord } = require(${JSON.stringify(require.resolve('./sample-records'))});
      const stream = { streamArn: ${JSON.stringify(STREAM_ARN)}, compression: 'gzip' };
      CaptureRecording.create(${JSON.stringify(folder.path)}, stream, 'Orders').then(async (recording) => {
        const { sizeBytes } = recording.progress;
        for (let number = 0; ; number += 1) {
          await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(number))]);
          if (number % 100 === 0) await new Promise(setImmediate);
          if (recording.progress.sizeBytes > sizeBytes) process.stdout.write('.');
        }
      });`;
    const recorder = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(recorder.stdout, 'data');
    recorder.kill('SIGKILL');
    await once(recorder, 'close');
    const file = path.join(folder.path, 'Orders.jsonl.gz.part');
    const resumed = await CaptureRecording.resume(file, STREAM_ARN);
    const { recordCount } = resumed.progress;
    assert.ok(recordCount > 0);
    await resumed.append({ shardId: 's' }, orderRecords(recordCount + 100).map(encodeRecord));
    const finished = (await resumed.finish()) ?? assert.fail('Nothing was recorded.');
    const expected = orderRecords(recordCount + 100).map((record) => ({ shardId: 's', record }));
    assert.equal(zlib.gunzipSync(await readFile(finished)).toString(), captureText(STREAM_ARN, expected));
    assert.deepEqual(await readdir(folder.path), ['Orders.jsonl.gz']);
  });
});

/** Text that gzip can't make much shorter, the same for the same seed. */
function randomText(length: number, seed: number): string {
  let state = seed + 1;
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = 0x30 + (state >>> 26);
  }
  return bytes.toString('latin1').replaceAll('\\', '/').replaceAll('"', "'");
}
