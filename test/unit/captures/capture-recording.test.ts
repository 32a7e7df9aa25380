import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import * as fc from 'fast-check';
import { CaptureError } from '../../../src/captures/capture-error';
import { availableCompressions, CaptureRecording } from '../../../src/captures/recording/capture-recording';
import { readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { CapturedStreamSource } from '../../../src/captures/reading/captured-stream-source';
import type { Compression } from '../../../src/captures/files/compressed-members';
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { selectedRecords } from '../../../src/captures/reading/selected-records';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import { streamRecords } from './arbitrary-records';
import type { SourcedRecord } from './capture-lines';
import { captureText } from './capture-lines';
import { readSource } from './read-source';
import { orderRecord, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

/** Records of up to three shards in any order, numbered upwards within each. */
const streams: fc.Arbitrary<readonly SourcedRecord[]> = fc
  .array(fc.tuple(fc.constantFrom('shardId-a', 'shardId-b', 'shardId-ü"'), streamRecords), {
    minLength: 1,
    maxLength: 12,
  })
  .map((records) =>
    records.map(([shardId, { dynamodb, ...record }], index) => ({
      shardId,
      record: { ...record, dynamodb: { ...dynamodb, SequenceNumber: String(98 + index) } },
    })),
  );

async function appendAll(recording: CaptureRecording, records: readonly SourcedRecord[]): Promise<void> {
  for (const { record, ...shard } of records) await recording.append(shard, [encodeRecord(record)]);
}

async function shown(file: string): Promise<SourcedRecord[]> {
  const records: SourcedRecord[] = [];
  for await (const { shardId, record } of selectedRecords(file)) records.push({ shardId, record });
  return records;
}

describe('recording a capture', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  const create = (compression: Compression = 'none'): Promise<CaptureRecording> =>
    CaptureRecording.create(folder.path, { streamArn: STREAM_ARN, compression }, 'Orders');
  const rest = (): Promise<string[]> => readdir(folder.path);

  it('writes header, shards and records, the parent on the first line of a shard', async () => {
    const recording = await create();
    await recording.append({ shardId: 'child', parentShardId: 'parent' }, [
      encodeRecord(orderRecord(0)),
      encodeRecord(orderRecord(1)),
    ]);
    const file = await recording.finish();
    assert.equal(file, path.join(folder.path, 'Orders.jsonl'));
    assert.equal(
      await readFile(file, 'utf8'),
      captureText(STREAM_ARN, [
        { shardId: 'child', parentShardId: 'parent', record: orderRecord(0) },
        { shardId: 'child', record: orderRecord(1) },
      ]),
    );
    assert.deepEqual(await rest(), ['Orders.jsonl']);
  });

  it('tells how much there is while it runs', async () => {
    const recording = await create();
    const { sizeBytes } = recording.progress;
    assert.equal(sizeBytes, headerLine(STREAM_ARN).length);
    await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(0))]);
    assert.equal(recording.progress.recordCount, 1);
    const file = await recording.finish();
    assert.equal((await stat(file ?? '')).size, recording.progress.sizeBytes);
  });

  it('hands to the disk within seconds what nobody adds to', async () => {
    const recording = await create();
    await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(0))]);
    const text = captureText(STREAM_ARN, [{ shardId: 's', record: orderRecord(0) }]);
    while ((await readFile(recording.file, 'utf8')) !== text)
      await new Promise((wait) => setTimeout(wait, 50));
    await recording.stop();
  });

  it('never takes the place of another capture', async () => {
    await writeFile(path.join(folder.path, 'Orders.jsonl'), 'mine');
    const [first, second] = [await create(), await create()];
    assert.equal(path.basename(second.file), 'Orders-2.jsonl.part');
    for (const recording of [first, second]) {
      await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(0))]);
      await recording.finish();
    }
    assert.deepEqual((await rest()).sort(), ['Orders-2-2.jsonl', 'Orders-2.jsonl', 'Orders.jsonl'].sort());
    assert.equal(await readFile(path.join(folder.path, 'Orders.jsonl'), 'utf8'), 'mine');
  });

  it('leaves nothing behind if nothing came', async () => {
    assert.equal(await (await create()).finish(), undefined);
    assert.deepEqual(await rest(), []);
  });

  it('knows of a shard whose child it has that nothing more of it is to come, also after it broke off', async () => {
    const recording = await create();
    await recording.append({ shardId: 'parent' }, [encodeRecord(orderRecord(0))]);
    await recording.append({ shardId: 'child', parentShardId: 'parent' }, [encodeRecord(orderRecord(1))]);
    await recording.stop();
    const resumed = await CaptureRecording.resume(recording.file, STREAM_ARN);
    await resumed.stop();
    const { SequenceNumber: sequenceNumber } = orderRecord(1).dynamodb;
    for (const checkpoints of [recording.checkpoints(), resumed.checkpoints()])
      assert.deepEqual(Object.fromEntries(checkpoints), {
        parent: { isFinished: true },
        child: { sequenceNumber },
      });
  });

  it('refuses to go on with the records of another stream', async () => {
    const recording = await create();
    await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(0))]);
    await recording.stop();
    await assert.rejects(
      CaptureRecording.resume(recording.file, STREAM_ARN.replace('Orders', 'Invoices')),
      (error) => error instanceof CaptureError && error.message.endsWith('is another stream.'),
    );
  });

  it('refuses to go on while somebody else is writing it, but not after that process has ended', async () => {
    const recording = await create();
    await assert.rejects(
      CaptureRecording.resume(recording.file, STREAM_ARN),
      (error) => error instanceof CaptureError && error.reason === 'another window is recording to it',
    );
    const lock = path.join(folder.path, '.Orders.jsonl.part.lock');
    const ended = spawnSync(process.execPath, ['--version']).pid;
    await writeFile(lock, (await readFile(lock, 'utf8')).replace(String(process.pid), String(ended)));
    await (await CaptureRecording.resume(recording.file, STREAM_ARN)).finish();
    await recording.stop();
    assert.deepEqual(await rest(), []);
  });

  it('refuses to go on behind a line that was damaged', async () => {
    const recording = await create();
    await recording.append({ shardId: 's' }, [encodeRecord(orderRecord(0))]);
    await recording.stop();
    await writeFile(recording.file, '{"shardId":"s","rec\n', { flag: 'a' });
    await assert.rejects(
      CaptureRecording.resume(recording.file, STREAM_ARN),
      (error) => error instanceof CaptureError && error.line === 3,
    );
  });

  for (const compression of ['none', 'gzip', 'zstd'] as const) {
    describe(`with compression ${compression}`, () => {
      before(function () {
        if (!availableCompressions().includes(compression)) this.skip();
      });

      const contentOf = async (file: string): Promise<string> => {
        const bytes = await readFile(file);
        if (compression === 'none') return bytes.toString();
        if (compression === 'gzip') return zlib.gunzipSync(bytes).toString();
        return unpackedFrames(bytes);
      };

      it('is the same after it broke off at any byte and went on, without gap or double', async () => {
        await fc.assert(
          fc.asyncProperty(streams, fc.nat(), fc.nat({ max: 3 }), async (records, seed, flushes) => {
            const whole = await create(compression);
            // Each stop ends a member, so that there are several to break off in.
            let recording = whole;
            for (let index = 0; index <= flushes; index += 1) {
              await appendAll(
                recording,
                records.slice(0, Math.ceil(((index + 1) * records.length) / (flushes + 1))),
              );
              await recording.stop();
              if (index < flushes) recording = await CaptureRecording.resume(whole.file, STREAM_ARN);
            }
            const content = await contentOf(whole.file);
            const { size } = await stat(whole.file);
            const cut = seed % (size + 1);
            const broken = path.join(folder.path, path.basename(whole.file).replace('Orders', 'Broken'));
            await copyFile(whole.file, broken);
            await truncate(broken, cut);
            const resumed = await CaptureRecording.resume(broken, STREAM_ARN);
            assert.equal(resumed.progress.recordCount <= records.length, true);
            await appendAll(resumed, records);
            assert.deepEqual(resumed.checkpoints(), recording.checkpoints());
            assert.equal(resumed.progress.recordCount, records.length);
            const file = (await resumed.finish()) ?? assert.fail('Nothing was recorded.');
            assert.equal(await contentOf(file), content);
            assert.equal(content, captureText(STREAM_ARN, records));
            await Promise.all([rm(file), rm(whole.file)]);
          }),
          { numRuns: compression === 'none' ? 100 : 50 },
        );
      });

      it('can be opened, shown and replayed as it is after it broke off at any byte', async () => {
        await fc.assert(
          fc.asyncProperty(streams, fc.nat(), async (records, seed) => {
            const recording = await create(compression);
            await appendAll(recording, records);
            await recording.stop();
            const { size } = await stat(recording.file);
            await truncate(recording.file, seed % (size + 1));
            const read = await shownOrNothing(recording.file);
            assert.equal(
              JSON.stringify(read),
              JSON.stringify(
                records.slice(0, read.length).map(({ shardId, record }) => ({ shardId, record })),
              ),
            );
            if (read.length > 0) {
              assert.equal((await readCaptureSummary(recording.file)).recordCount, read.length);
              const source = await CapturedStreamSource.open(recording.file);
              const replayed = await readSource(source);
              await source.close();
              assert.deepEqual([replayed.records.length, replayed.error], [read.length, undefined]);
            }
            await rm(recording.file);
          }),
          { numRuns: 50 },
        );
      });

      it('is read again record for record when it is finished', async () => {
        await fc.assert(
          fc.asyncProperty(streams, async (records) => {
            const recording = await create(compression);
            await appendAll(recording, records);
            const file = (await recording.finish()) ?? assert.fail('Nothing was recorded.');
            assert.equal(JSON.stringify(await shown(file)), JSON.stringify(records));
            await rm(file);
          }),
          { numRuns: 50 },
        );
      });

      it('takes more than is written at once, also a record larger than that', async () => {
        const recording = await create(compression);
        const long = orderRecord(5000);
        const records = [
          ...Array.from({ length: 5000 }, (_, index) => orderRecord(index)),
          { ...long, dynamodb: { ...long.dynamodb, NewImage: { note: { S: 'ö'.repeat(1_500_000) } } } },
          orderRecord(5001),
        ];
        await recording.append({ shardId: 's' }, records.map(encodeRecord));
        const file = (await recording.finish()) ?? assert.fail('Nothing was recorded.');
        assert.equal(
          JSON.stringify((await shown(file)).map(({ record }) => record)),
          JSON.stringify(records),
        );
      });
    });
  }
});

/** What is not even a header can't be opened, and says so. */
async function shownOrNothing(file: string): Promise<SourcedRecord[]> {
  try {
    return await shown(file);
  } catch (error) {
    assert.ok(error instanceof CaptureError, String(error));
    return [];
  }
}

/** All frames of a file, one after the other; Node.js unpacks the first of a buffer only. */
function unpackedFrames(bytes: Buffer): string {
  const { zstdDecompressSync } = zlib as unknown as { zstdDecompressSync: (frame: Buffer) => Buffer };
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  let text = '';
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(magic, start + 4);
    const end = next === -1 ? bytes.length : next;
    text += zstdDecompressSync(bytes.subarray(start, end)).toString();
    start = end;
  }
  return text;
}
