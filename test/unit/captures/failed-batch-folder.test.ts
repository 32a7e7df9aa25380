/** Failed batches as captures on the disk, each with its document beside it. */
import * as assert from 'node:assert/strict';
import { readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { CaptureError } from '../../../src/captures/capture-error';
import { FailedBatchFolder } from '../../../src/captures/failed-batches/failed-batch-folder';
import { listCaptureFiles } from '../../../src/captures/library/captures-folder';
import { readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import type { FoundBatch } from '../../../src/failed-batches/failed-batch';
import type { FetchedBatch } from '../../../src/failed-batches/fetching/fetched-batch';
import { digits, failedBatch, orderRecord, range } from '../failed-batches/fetching/fetching-scene';
import { temporaryFolder } from './temporary-folder';

const found: FoundBatch = {
  batch: failedBatch(5, 7),
  at: { kind: 'queue', queueArn: 'arn:aws:sqs:eu-west-1:111122223333:failures', messageId: 'm-1' },
};
const fetchedOf = (from: number, to: number): FetchedBatch => ({
  records: range(from, to).map((number) => encodeRecord(orderRecord(number))),
  filteredOut: 0,
  calls: 2,
  differences: [],
});
const whole = fetchedOf(5, 7);
const reconstructed: FetchedBatch = {
  ...fetchedOf(5, 7),
  differences: [{ kind: 'reconstructed', sequenceNumbers: [digits(5)] }],
};
const BASE = /^Orders-failed-2024-11-25T15-40-05Z-00000005-00000007-[0-9a-f]{10}$/;

describe('a folder of failed batches', () => {
  const temporary = temporaryFolder();
  const place = (): string => path.join(temporary.path, 'failed');
  const folder = (): FailedBatchFolder => new FailedBatchFolder(place(), { gitignore: true });
  const captures = async (): Promise<readonly string[]> =>
    (await listCaptureFiles(place())).map(({ file }) => path.basename(file));

  it('has none before it is made', async () => {
    assert.equal(await folder().find(found.batch.id), undefined);
    assert.deepEqual(await folder().list(), []);
  });

  it('saves one as a document that replays, under a name that says table, time and range', async () => {
    const saved = await folder().save(found, whole);
    assert.match(path.basename(saved.captureFile, '.json'), BASE);
    const summary = await readCaptureSummary(saved.captureFile);
    assert.deepEqual(
      [summary.kind, summary.recordCount, summary.shards[0]?.shardId],
      ['failureDocument', 3, found.batch.shardId],
    );
    const content = JSON.parse(await readFile(saved.captureFile, 'utf8')) as Record<string, unknown>;
    const { payload, ...document } = content;
    assert.deepEqual(document, JSON.parse(found.batch.documentText));
    assert.equal(payload, serializeEvent(range(5, 7).map(orderRecord)));
  });

  it('finds and lists what it saved, wherever the document was found then', async () => {
    const saved = await folder().save(found, whole);
    assert.deepEqual(await folder().find(found.batch.id), saved);
    assert.deepEqual(await folder().list(), [saved]);
    assert.deepEqual([saved.at, saved.recordCount, saved.incomplete], [found.at, 3, undefined]);
  });

  it('saves nothing twice', async () => {
    const first = await folder().save(found, whole);
    const again = await folder().save({ ...found, at: { kind: 'text' } }, fetchedOf(6, 7));
    assert.deepEqual(again, first);
    await Promise.all([1, 2, 3].map(() => folder().save(found, whole)));
    assert.equal((await captures()).length, 1);
  });

  it('keeps the event of a document in S3 byte for byte, and not twice', async () => {
    const eventText = `{"Records":[${JSON.stringify(orderRecord(5))}],"window":{"start":"a"},"state":{}}`;
    const batch = { ...failedBatch(5, 5), payload: eventText };
    const saved = await folder().save({ batch, at: found.at }, { ...fetchedOf(5, 5), eventText });
    const content = JSON.parse(await readFile(saved.captureFile, 'utf8')) as { payload: unknown };
    assert.equal(content.payload, eventText);
    const again = await folder().find(batch.id);
    assert.equal(again?.batch.payload, undefined);
  });

  it('writes a document for a batch without one', async () => {
    const saved = await folder().save({ ...found, batch: { ...found.batch, documentText: '' } }, whole);
    assert.equal((await readCaptureSummary(saved.captureFile)).kind, 'failureDocument');
  });

  it('says what is missing', async () => {
    const differences = [{ kind: 'trimmed', until: digits(6), lostAtMost: 1 }] as const;
    const saved = await folder().save(found, { ...fetchedOf(6, 7), differences });
    const sentence = `1 of 3 records is lost: the stream has trimmed those before ${digits(6)}.`;
    assert.equal(saved.incomplete, sentence);
    assert.equal((await folder().find(found.batch.id))?.incomplete, sentence);
  });

  it('refuses one without records', async () => {
    await assert.rejects(folder().save(found, { ...whole, records: [] }), CaptureError);
    assert.deepEqual(await folder().list(), []);
  });

  it('saves reconstructed records beside what was saved, under a name that says so, and finds those', async () => {
    const first = await folder().save(found, fetchedOf(6, 7));
    const again = await folder().save(found, reconstructed);
    assert.notEqual(again.captureFile, first.captureFile);
    assert.match(again.captureFile, /-reconstructed\.json$/);
    assert.deepEqual(await folder().find(found.batch.id), again);
    assert.deepEqual(await folder().list(), [again]);
    assert.equal((await captures()).length, 2);
  });

  it('saves anew what was deleted or cut off, and keeps the name', async () => {
    const saved = await folder().save(found, whole);
    for (const damage of [() => rm(saved.captureFile), () => truncate(saved.captureFile, 100)]) {
      await damage();
      assert.equal(await folder().find(found.batch.id), undefined);
      assert.deepEqual(await folder().list(), []);
      assert.deepEqual(await folder().save(found, whole), saved);
      assert.deepEqual(await folder().find(found.batch.id), saved);
    }
    assert.equal((await captures()).length, 1);
  });

  it('keeps what somebody has written over a capture, and saves anew beside it', async () => {
    const saved = await folder().save(found, whole);
    await writeFile(saved.captureFile, '{"mine":true}');
    const again = await folder().save(found, whole);
    assert.equal(await readFile(saved.captureFile, 'utf8'), '{"mine":true}');
    assert.deepEqual(await folder().find(found.batch.id), again);
  });

  it('finds a capture that an editor has formatted, and says that it was changed', async () => {
    const saved = await folder().save(found, whole);
    const content: unknown = JSON.parse(await readFile(saved.captureFile, 'utf8'));
    await writeFile(saved.captureFile, JSON.stringify(content));
    const again = await folder().find(found.batch.id);
    assert.deepEqual(again, {
      ...saved,
      incomplete: 'The capture was changed by hand since it was saved.',
    });
    assert.deepEqual(await folder().list(), [again]);
  });

  it('finds a capture whose document is gone or damaged, and writes that again', async () => {
    const saved = await folder().save(found, whole);
    const document = saved.captureFile.replace(/json$/, 'failed-batch');
    for (const damage of [() => rm(document), () => truncate(document, 100)]) {
      await damage();
      const again = await folder().find(found.batch.id);
      assert.deepEqual(again, { ...saved, at: { kind: 'text' } });
      assert.deepEqual(await folder().list(), [again]);
      assert.equal((await folder().read(found.batch.id))?.records.length, 3);
      assert.deepEqual(await folder().save(found, whole), saved);
      assert.deepEqual(await folder().find(found.batch.id), saved);
    }
    assert.equal((await captures()).length, 1);
  });

  it('says of such a one that what was missing is not known, or is reconstructed', async () => {
    const differences = [{ kind: 'trimmed', until: digits(6), lostAtMost: 1 }] as const;
    const part = await folder().save(found, { ...fetchedOf(6, 7), differences });
    await rm(part.captureFile.replace(/json$/, 'failed-batch'));
    const again = await folder().find(found.batch.id);
    assert.match(again?.incomplete ?? '', /^The file beside the capture is lost/);
    // All records of the range can be read again, as it were: what there was stays.
    const other = await folder().save(found, whole);
    assert.notEqual(other.captureFile, part.captureFile);
    assert.deepEqual(await folder().find(found.batch.id), other);
  });

  it('lists over whatever else lies in the folder', async () => {
    const saved = await folder().save(found, whole);
    const documents = (await readdir(place())).filter((name) => name.endsWith('.failed-batch'));
    const [ours = ''] = documents;
    const text = await readFile(path.join(place(), ours), 'utf8');
    const others = [
      ['empty', ''],
      ['cut', text.slice(0, -20)],
      ['array', '[]'],
      ['old', text.replace('"failedBatchVersion": 1', '"failedBatchVersion": 99')],
      ['escape', text.replace(/"file": "[^"]+"/, '"file": "../../secrets.json"')],
      ['place', text.replace('"kind": "queue"', '"kind": "toString"')],
      ['numbers', text.replace(/"batchSize": 3/g, '"batchSize": "3"')],
    ];
    for (const [name = '', content = ''] of others)
      await writeFile(path.join(place(), `${name}.failed-batch`), content);
    assert.deepEqual(await folder().list(), [saved]);
  });

  it('has a whole one or none after a kill between any two steps, and is whole after the next save', async function () {
    this.timeout(30_000); // A disk may take its time over what is synced.
    const saved = await folder().save(found, whole);
    const files = new Map<string, Buffer>();
    const ofThisBatch = (name: string): boolean => name.startsWith(path.parse(saved.captureFile).name);
    for (const name of (await readdir(place())).filter(ofThisBatch))
      files.set(name, await readFile(path.join(place(), name)));
    const document = [...files.keys()].find((name) => name.endsWith('.failed-batch')) ?? '';
    const capture = path.basename(saved.captureFile);
    await folder().save({ ...found, batch: failedBatch(8, 9) }, fetchedOf(8, 9));
    // What can be on the disk: each file not there, begun, or whole; temporary files of earlier kills.
    const part = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    const state = fc.record({
      document: part,
      capture: part,
      hasDocument: fc.boolean(),
      hasCapture: fc.boolean(),
      hasTemporary: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(state, async (left) => {
        for (const name of files.keys()) await rm(path.join(place(), name), { force: true });
        const put = async (name: string, written: number): Promise<void> => {
          const content = files.get(name) ?? Buffer.alloc(0);
          // What lacks no more than its last line feed is whole.
          const most = written < 1 ? content.length - 2 : content.length;
          const size = Math.min(Math.ceil(content.length * written), most);
          await writeFile(path.join(place(), name), content.subarray(0, size));
        };
        if (left.hasDocument) await put(document, left.document);
        if (left.hasCapture) await put(capture, left.capture);
        if (left.hasTemporary) await writeFile(path.join(place(), '.left.tmp'), 'x');
        const before = await folder().find(found.batch.id);
        const hasLostItsDocument = !left.hasDocument || left.document < 1;
        const expected = hasLostItsDocument ? { ...saved, at: { kind: 'text' } } : saved;
        if (before !== undefined) assert.deepEqual(before, expected);
        assert.deepEqual(await folder().save(found, whole), saved);
        assert.deepEqual(await folder().find(found.batch.id), saved);
        assert.deepEqual(await readFile(saved.captureFile), files.get(capture));
        assert.equal((await captures()).length, 2);
      }),
      { numRuns: 60 },
    );
  });
});
