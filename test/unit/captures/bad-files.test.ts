import assert from 'node:assert/strict';
import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { CaptureError } from '../../../src/captures/capture-error';
import { CapturedStreamSource } from '../../../src/captures/reading/captured-stream-source';
import { selectedRecords } from '../../../src/captures/reading/selected-records';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { badFiles } from './bad-capture-files';
import { readSource } from './read-source';
import { orderRecord } from './sample-records';
import { temporaryFolder } from './temporary-folder';

async function errorOf(file: string): Promise<CaptureError> {
  const replayed = await readingError(readReplayed(file));
  const shown = await readingError(readShown(file));
  assert.equal(replayed.message, shown.message);
  return replayed;
}

async function readReplayed(file: string): Promise<void> {
  const source = await CapturedStreamSource.open(file);
  try {
    const { error } = await readSource(source);
    if (error !== undefined) throw error as Error;
  } finally {
    await source.close();
  }
}

async function readShown(file: string): Promise<void> {
  const records = selectedRecords(file);
  while ((await records.next()).done !== true);
}

async function readingError(reading: Promise<void>): Promise<CaptureError> {
  try {
    await reading;
  } catch (error) {
    assert.ok(error instanceof CaptureError, String(error));
    return error;
  }
  return assert.fail('The file was read without an error.');
}

describe('a file that is no capture', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  for (const { name, content, reason, line: expectedLine } of badFiles) {
    it(`is refused with file, line and reason: ${name}`, async () => {
      const file = path.join(folder.path, 'bad.json');
      await writeFile(file, content);
      const error = await errorOf(file);
      if (typeof reason === 'string') assert.equal(error.reason, reason);
      else assert.match(error.reason, reason);
      assert.equal(error.message, `The capture ${file} can't be read: ${error.reason}.`);
      if (expectedLine !== undefined) assert.equal(error.line, expectedLine);
      assert.ok(!error.message.includes('Private'), 'The message quotes the data.');
    });
  }

  it('is refused if it does not exist', async () => {
    assert.equal((await errorOf(path.join(folder.path, 'gone.json'))).reason, 'it does not exist');
  });

  it('is refused if it is a folder', async () => {
    await mkdir(path.join(folder.path, 'folder.json'));
    assert.equal((await errorOf(path.join(folder.path, 'folder.json'))).reason, 'it is a folder');
  });

  it('is refused, not waited for, if it is a device', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal((await errorOf('/dev/zero')).reason, 'it is not an ordinary file');
  });

  it('is refused if it may not be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const file = path.join(folder.path, 'secret.json');
    await writeFile(file, serializeEvent([orderRecord(0)]));
    await chmod(file, 0);
    assert.equal((await errorOf(file)).reason, 'its permissions do not allow it');
  });

  it('is refused without being read if it is an event of 2 GB', async () => {
    const file = path.join(folder.path, 'huge.json');
    const handle = await open(file, 'w');
    await handle.writeFile('{"Records":[');
    await handle.truncate(2 * 1024 ** 3);
    await handle.close();
    const before = process.memoryUsage().rss;
    const { reason } = await errorOf(file);
    assert.equal(
      reason,
      'it has 2,048 MB, and an event of more than 64 MB is not read; a long capture must be JSON Lines',
    );
    assert.ok(process.memoryUsage().rss - before < 64 * 1024 ** 2);
  });
});
