import assert from 'node:assert/strict';
import { appendFile, open, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { CaptureError } from '../../../src/captures/capture-error';
import { LARGEST_COUNTED_BYTES, readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { recordLine } from './capture-lines';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

describe('the summary of a capture', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  it('of an event says table, time, keys and number of records', async () => {
    const file = path.join(folder.path, 'batch.json');
    const text = serializeEvent(orderRecords(3), 2);
    await writeFile(file, text);
    assert.deepEqual(await readCaptureSummary(file), {
      kind: 'event',
      sizeBytes: text.length,
      streamArn: STREAM_ARN,
      stream: {
        partition: 'aws',
        region: 'eu-west-1',
        accountId: '111122223333',
        tableName: 'Orders',
        label: '2025-11-25T15:45:36.123',
      },
      recordCount: 3,
      counted: true,
      shards: [{ shardId: 'event', recordCount: 3 }],
      keyRange: { first: 'ORDER#1000 / v0', last: 'ORDER#1002 / v0' },
      firstRecordTimeMs: 1732549200_000,
      lastRecordTimeMs: 1732549202_000,
    });
  });

  it('of a JSON Lines capture counts the records of each shard', async () => {
    const file = path.join(folder.path, 'capture.jsonl');
    const lines = [0, 1, 2, 3, 4].map((n) =>
      recordLine({ shardId: n < 2 ? 'a' : 'b', record: orderRecord(n) }),
    );
    await writeFile(
      file,
      headerLine('arn:aws:dynamodb:ddblocal:000000000000:table/T/stream/x') + lines.join(''),
    );
    const summary = await readCaptureSummary(file);
    assert.deepEqual(summary.shards, [
      { shardId: 'a', recordCount: 2 },
      { shardId: 'b', recordCount: 3 },
    ]);
    assert.equal(summary.stream?.tableName, 'T');
    assert.equal(summary.kind, 'jsonLines');
  });

  it('leaves out what an event by hand does not tell', async () => {
    const file = path.join(folder.path, 'batch.json');
    const record = orderRecord(0);
    const dynamodb = { ...record.dynamodb, ApproximateCreationDateTime: undefined };
    await writeFile(file, JSON.stringify({ Records: [{ ...record, dynamodb, eventSourceARN: undefined }] }));
    const summary = await readCaptureSummary(file);
    assert.deepEqual(
      [summary.stream, summary.firstRecordTimeMs, 'streamArn' in summary],
      [undefined, undefined, false],
    );
  });

  describe('of a long JSON Lines capture', () => {
    const COUNT = 130_000;

    async function writeLong(tail = ''): Promise<string> {
      const file = path.join(folder.path, 'long.jsonl');
      const handle = await open(file, 'w');
      await handle.appendFile(headerLine(STREAM_ARN));
      for (let first = 0; first < COUNT; first += 1000) {
        const records = Array.from({ length: 1000 }, (_, index) => orderRecord(first + index));
        await handle.appendFile(records.map((record) => recordLine({ shardId: 's', record })).join(''));
      }
      await handle.close();
      await appendFile(file, tail);
      return file;
    }

    it('estimates the number from the beginning, and reads the last record', async () => {
      const file = await writeLong();
      const summary = await readCaptureSummary(file);
      assert.ok(summary.sizeBytes > LARGEST_COUNTED_BYTES);
      assert.equal(summary.counted, false);
      assert.ok(Math.abs(summary.recordCount - COUNT) < COUNT * 0.02, `estimated ${summary.recordCount}`);
      assert.deepEqual(summary.keyRange, { first: 'ORDER#1000 / v0', last: `ORDER#${999 + COUNT} / v0` });
      assert.equal(summary.lastRecordTimeMs, (1732549200 + COUNT - 1) * 1000);
    });

    it('is exact if asked for, and can be stopped', async () => {
      const file = await writeLong();
      const exact = await readCaptureSummary(file, { exact: true });
      assert.deepEqual([exact.counted, exact.recordCount], [true, COUNT]);
      const abort = new AbortController();
      const counting = readCaptureSummary(file, { exact: true, signal: abort.signal });
      abort.abort(new Error('enough'));
      await assert.rejects(counting, /^Error: enough$/);
    });

    it('finds a bad line only when it is counted', async () => {
      const file = await writeLong('{"shardId":"s","rec');
      assert.equal((await readCaptureSummary(file)).counted, false);
      await assert.rejects(
        readCaptureSummary(file, { exact: true }),
        (error) => error instanceof CaptureError && error.reason === `line ${COUNT + 2} is cut off`,
      );
    });
  });
});
