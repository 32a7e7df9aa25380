import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { CaptureError } from '../../../src/captures/capture-error';
import { CaptureStore } from '../../../src/captures/library/capture-store';
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { copyAsEvent, readRecords } from '../../../src/captures/reading/selected-records';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { recordLine } from './capture-lines';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const NAME = 'Orders-2024-11-25T15-40-00Z';

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof CaptureError, String(error));
    return error.message;
  }
  return assert.fail('It did not fail.');
}

describe('the captures of a folder', function () {
  this.timeout(60_000);
  const temporary = temporaryFolder();
  const folder = (): string => path.join(temporary.path, '.stream-triggers', 'captures');
  const store = (): CaptureStore => new CaptureStore(folder());
  const names = async (): Promise<string[]> => (await readdir(folder())).sort();

  it('are none if the folder does not exist', async () => {
    assert.deepEqual(await store().list(), []);
  });

  it('are listed with those one level below, and a bad one does not hurt the rest', async () => {
    await mkdir(path.join(folder(), 'Orders', 'deeper'), { recursive: true });
    const event = serializeEvent(orderRecords(2));
    for (const name of ['b.json', 'Orders/a.JSONL', 'Orders/deeper/c.json', '.hidden.json', 'notes.txt']) {
      await writeFile(path.join(folder(), name), event);
    }
    await writeFile(path.join(folder(), 'a.json'), '{"Records":[');
    const list = await store().list();
    assert.deepEqual(
      list.map(({ file, summary, error }) => [
        path.relative(folder(), file),
        summary?.recordCount ?? error?.reason,
      ]),
      [
        [path.join('Orders', 'a.JSONL'), 2],
        ['a.json', 'the file is cut off in line 1'],
        ['b.json', 2],
      ],
    );
    assert.equal(list[0]?.sizeBytes, event.length);
  });

  it('are listed although a folder beside them may not be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    await mkdir(path.join(folder(), 'locked'), { recursive: true });
    await chmod(path.join(folder(), 'locked'), 0);
    await writeFile(path.join(folder(), 'b.json'), serializeEvent(orderRecords(2)));
    const list = await store().list();
    assert.deepEqual(
      list.map(({ summary, error }) => summary?.recordCount ?? error?.reason),
      [2, 'its permissions do not allow it'],
    );
  });

  describe('written', () => {
    it('as an event are indented, and named after table and time', async () => {
      const file = await store().writeEvent(orderRecords(2));
      assert.equal(file, path.join(folder(), `${NAME}.json`));
      const text = await readFile(file, 'utf8');
      assert.match(text, /^\{\n {2}"Records": \[\n {4}\{\n {6}"eventID": "event-0",/);
      assert.match(text, /"ApproximateCreationDateTime": 1732549200\.0,\n/);
      assert.deepEqual(JSON.parse(text), { Records: orderRecords(2) });
    });

    it('never replace one another, also when written at once', async () => {
      const files = await Promise.all([1, 2, 3, 4].map((count) => store().writeEvent(orderRecords(count))));
      assert.equal(new Set(files).size, 4);
      assert.deepEqual(
        await names(),
        ['.gitignore', `${NAME}-2.json`, `${NAME}-3.json`, `${NAME}-4.json`, `${NAME}.json`].sort(),
      );
      const counts = (await store().list()).map(({ summary }) => summary?.recordCount);
      assert.deepEqual(counts.sort(), [1, 2, 3, 4]);
    });

    it('are kept out of Git from the first write on', async () => {
      await store().writeEvent(orderRecords(1));
      assert.equal(await readFile(path.join(folder(), '.gitignore'), 'utf8'), '*\n');
    });

    it('are not kept out of Git if told so, nor against the folder’s own .gitignore', async () => {
      await new CaptureStore(folder(), { gitignore: false }).writeEvent(orderRecords(1));
      assert.deepEqual(await names(), [`${NAME}.json`]);
      await store().writeEvent(orderRecords(1));
      assert.deepEqual(await names(), ['.gitignore', `${NAME}-2.json`, `${NAME}.json`]);
      const other = path.join(temporary.path, 'other');
      await mkdir(other);
      await writeFile(path.join(other, '.gitignore'), '*.tmp\n');
      await new CaptureStore(other).writeEvent(orderRecords(1));
      assert.equal(await readFile(path.join(other, '.gitignore'), 'utf8'), '*.tmp\n');
    });

    it('say why they can not be', async () => {
      await writeFile(path.join(temporary.path, 'file'), '');
      const nowhere = path.join(temporary.path, 'file', 'captures');
      assert.equal(
        await reasonOf(new CaptureStore(nowhere).writeEvent(orderRecords(1))),
        `The capture ${nowhere} can't be written: a part of its path is a file, not a folder.`,
      );
    });
  });

  describe('imported', () => {
    it('keep name and content, and get an extension if they have none', async () => {
      const source = path.join(temporary.path, '2025-11-25T15.53.05-1f0c');
      const text = `\ufeff${serializeEvent(orderRecords(2))}\r\n`;
      await writeFile(source, text);
      const file = await store().importFile(source);
      assert.equal(file, path.join(folder(), '2025-11-25T15.53.05-1f0c.json'));
      assert.equal(await readFile(file, 'utf8'), text);
      assert.equal(path.basename(await store().importFile(source)), '2025-11-25T15.53.05-1f0c-2.json');
    });

    it('are checked to the last line first', async () => {
      const source = path.join(temporary.path, 'long.jsonl');
      await writeFile(
        source,
        `${headerLine(STREAM_ARN)}${recordLine({ shardId: 's', record: orderRecord(0) })}{`,
      );
      assert.match(
        await reasonOf(store().importFile(source)),
        /long\.jsonl can't be read: line 3 is cut off\.$/,
      );
      assert.deepEqual(await store().list(), []);
    });
  });

  describe('renamed', () => {
    it('keep their extension and content', async () => {
      const file = await store().writeEvent(orderRecords(1));
      const renamed = await store().rename(file, 'refund without price');
      assert.equal(renamed, path.join(folder(), 'refund without price.json'));
      assert.deepEqual(await names(), ['.gitignore', 'refund without price.json']);
      assert.equal(
        await store().rename(renamed, 'Refund Without Price.json'),
        path.join(folder(), 'Refund Without Price.json'),
      );
      assert.equal((await store().list())[0]?.summary?.recordCount, 1);
    });

    it('do not replace another', async () => {
      const [first, second] = [
        await store().writeEvent(orderRecords(1)),
        await store().writeEvent(orderRecords(2)),
      ];
      assert.match(
        await reasonOf(store().rename(second, NAME)),
        /can't be renamed: there is a .+\.json already\.$/,
      );
      assert.equal((await store().list()).length, 2);
      assert.equal(await store().rename(first, path.basename(first)), first);
    });

    for (const bad of [
      '',
      '  ',
      '../up',
      'a\\b',
      'a:b',
      'what?',
      'con',
      'LPT1.x',
      '.hidden',
      'end.',
      'tab\t',
      'x'.repeat(201),
    ]) {
      it(`do not get the name ${JSON.stringify(bad.slice(0, 12))}`, async () => {
        const file = await store().writeEvent(orderRecords(1));
        assert.match(await reasonOf(store().rename(file, bad)), /can't be renamed: .+\.$/s);
        assert.deepEqual(await names(), ['.gitignore', `${NAME}.json`]);
      });
    }
  });

  it('can be read in part, and copied as an event', async () => {
    const file = await store().writeEvent(orderRecords(5));
    const part = await readRecords(file, { from: 1, count: 2 });
    assert.deepEqual(
      part.map(({ record }) => record.eventID),
      ['event-1', 'event-2'],
    );
    assert.equal(await copyAsEvent(file, { from: 4 }), serializeEvent([orderRecord(4)], 2));
    assert.equal(`${await copyAsEvent(file)}\n`, await readFile(file, 'utf8'));
  });
});
