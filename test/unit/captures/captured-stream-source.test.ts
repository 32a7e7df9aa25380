import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { CaptureError } from '../../../src/captures/capture-error';
import type { CapturedStreamSourceOptions } from '../../../src/captures/reading/captured-stream-source';
import { CapturedStreamSource } from '../../../src/captures/reading/captured-stream-source';
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { sourcedRecords, streamRecords } from './arbitrary-records';
import type { SourcedRecord } from './capture-lines';
import { captureText, recordLine } from './capture-lines';
import type { ReadOut, ReadRecord } from './read-source';
import { neverStops, readSource } from './read-source';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

/** As text, because a deep comparison does not see an own property `__proto__`. */
function same(actual: readonly ReadRecord[], expected: readonly SourcedRecord[]): void {
  const bare = expected.map(({ shardId, record }) => ({ shardId, record }));
  assert.equal(
    JSON.stringify(actual.map(({ shardId, encoded }) => ({ shardId, record: encoded.record }))),
    JSON.stringify(bare),
  );
}

/** As a source gives them: one shard after the other. */
function byShard(records: readonly SourcedRecord[]): readonly SourcedRecord[] {
  const shardIds = [...new Set(records.map(({ shardId }) => shardId))];
  return shardIds.flatMap((shardId) => records.filter((record) => record.shardId === shardId));
}

interface Replayed {
  readonly records: readonly ReadRecord[];
  readonly error: CaptureError | undefined;
}

/** Any other error than a CaptureError fails the test. */
async function readOut(file: string, options: CapturedStreamSourceOptions = {}): Promise<Replayed> {
  const { records, error } = await openAndRead(file, options);
  assert.ok(error === undefined || error instanceof CaptureError, String(error));
  return { records, error };
}

async function openAndRead(file: string, options: CapturedStreamSourceOptions): Promise<ReadOut> {
  let source: CapturedStreamSource;
  try {
    source = await CapturedStreamSource.open(file, options);
  } catch (error) {
    return { records: [], error };
  }
  try {
    return await readSource(source);
  } finally {
    await source.close();
  }
}

describe('a capture as a source of records', function () {
  // Hundreds of files are written; the machine may be busy.
  this.timeout(120_000);
  const folder = temporaryFolder();
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder.path, name);
    await writeFile(file, content);
    return file;
  };
  const readText = async (content: string | Uint8Array): Promise<Replayed> =>
    readOut(await write('capture', content));

  it('gives back every record of a JSON Lines capture', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sourcedRecords, { minLength: 1, maxLength: 6 }), async (records) => {
        const { records: read, error } = await readText(captureText(STREAM_ARN, records));
        assert.equal(error, undefined);
        same(read, byShard(records));
      }),
      { numRuns: 200 },
    );
  });

  it('gives back every record of an event, indented or not, as one shard', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(streamRecords, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 4 }),
        async (records, indent) => {
          const { records: read, error } = await readText(serializeEvent(records, indent));
          assert.equal(error, undefined);
          same(
            read,
            records.map((record) => ({ shardId: 'event', record })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives what is whole of a capture cut off anywhere, and names the line that is not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sourcedRecords, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        fc.boolean(),
        async (records, seed, carriageReturns) => {
          const lines = [headerLine(STREAM_ARN), ...records.map(recordLine)].map((line) =>
            Buffer.from(carriageReturns ? line.replace('\n', '\r\n') : line),
          );
          const whole = Buffer.concat(lines);
          const cut = seed % whole.length;
          const { records: read, error } = await readText(whole.subarray(0, cut));
          const expected = wholeLinesBefore(lines, cut, carriageReturns ? 2 : 1);
          same(read, byShard(records.slice(0, Math.max(0, expected.wholeLines - 1))));
          if (cut === 0) assert.equal(error?.reason, 'it is empty');
          else if (expected.partOfLine) {
            assert.equal(error?.line, expected.wholeLines + 1);
            assert.match(
              error.message,
              new RegExp(`(?<!\\d)line ${expected.wholeLines + 1} is cut off|cut off in line 1`),
            );
          } else if (expected.wholeLines === 1) assert.equal(error?.reason, 'it has a header and no record');
          else assert.equal(error, undefined);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never fails otherwise than with a CaptureError, whatever the bytes', async () => {
    const pieces = fc.constantFrom(
      '{"Records":[',
      headerLine(STREAM_ARN),
      recordLine({ shardId: 's', record: orderRecord(0) }),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((json) => Buffer.from(json)),
      fc
        .array(fc.oneof(pieces, fc.string(), fc.json()), { maxLength: 6 })
        .map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const { error } = await readText(content);
        if (error) assert.match(error.message, /^The capture .+ can't be read: .+\.$/s);
      }),
      { numRuns: 500 },
    );
  });

  it('reads lines that span many chunks', async () => {
    const long = orderRecord(1);
    const record = {
      ...long,
      dynamodb: { ...long.dynamodb, NewImage: { note: { S: 'ö'.repeat(700_000) } } },
    };
    const records = [
      { shardId: 'a', record: orderRecord(0) },
      { shardId: 'a', record },
      { shardId: 'b', record: orderRecord(2) },
    ];
    same((await readText(captureText(STREAM_ARN, records))).records, records);
  });

  it('accepts a byte order mark, CRLF and blank lines', async () => {
    const record = { shardId: 'a', record: orderRecord(0) };
    const lines = `\ufeff${headerLine(STREAM_ARN)}\n${recordLine(record)}\n`.replaceAll('\n', '\r\n');
    same((await readText(lines)).records, [record]);
    const event = `\ufeff${serializeEvent([orderRecord(0)], 2)}\n`.replaceAll('\n', '\r\n');
    same((await readText(event)).records, [{ shardId: 'event', record: orderRecord(0) }]);
  });

  it('takes the on-failure document of Lambda, its payload a text or an object, its members in any order (DE-9, DE-11)', async () => {
    const event = serializeEvent(orderRecords(2));
    for (const payload of [event, JSON.parse(event) as unknown]) {
      const document = {
        requestContext: {
          requestId: 'r',
          functionArn: 'f',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        DDBStreamBatchInfo: { shardId: 'shardId-0001', batchSize: 2, streamArn: STREAM_ARN },
        payload,
      };
      const reversed = Object.fromEntries(Object.entries(document).reverse());
      for (const stored of [document, reversed]) {
        same(
          (await readText(JSON.stringify(stored, undefined, 1))).records,
          orderRecords(2).map((record) => ({ shardId: 'shardId-0001', record })),
        );
      }
    }
  });

  describe('in part', () => {
    const manyLines = (): string =>
      headerLine(STREAM_ARN) +
      [0, 1, 2, 3, 4]
        .map((n) => recordLine({ shardId: n % 2 === 0 ? 'even' : 'odd', record: orderRecord(n) }))
        .join('');
    const eventIds = ({ records }: Replayed): (string | undefined)[] =>
      records.map(({ encoded }) => encoded.record.eventID);

    it('reads from a record on', async () => {
      const file = await write('capture.jsonl', manyLines());
      assert.deepEqual(eventIds(await readOut(file, { range: { from: 3 } })), ['event-3', 'event-4']);
    });

    it('counts within one shard if it is named', async () => {
      const file = await write('capture.jsonl', manyLines());
      const range = { from: 1, count: 2, shardId: 'even' };
      assert.deepEqual(eventIds(await readOut(file, { range })), ['event-2', 'event-4']);
    });

    it('reads a single record although a later line is bad', async () => {
      const file = await write('capture.jsonl', `${manyLines()}{"shardId":`);
      const read = await readOut(file, { range: { from: 2, count: 1 } });
      assert.deepEqual([eventIds(read), read.error], [['event-2'], undefined]);
    });

    it('says so if there is no such record', async () => {
      const file = await write('capture.json', serializeEvent(orderRecords(2)));
      const read = await readOut(file, { range: { from: 2, count: 1 } });
      assert.equal(read.error?.reason, 'it has 2 records, so none at position 2 (counted from 0)');
    });
  });

  it('stops with the reason of its signal', async () => {
    const file = await write(
      'capture.jsonl',
      headerLine(STREAM_ARN) + recordLine({ shardId: 's', record: orderRecord(0) }),
    );
    const abort = new AbortController();
    const reason = new Error('the user pressed Cancel');
    abort.abort(reason);
    const source = await CapturedStreamSource.open(file);
    await assert.rejects(source.listShards(abort.signal), reason);
    const iterator = await source.getShardIterator('s', { type: 'TRIM_HORIZON' }, neverStops);
    await assert.rejects(source.getRecords(iterator, 10, abort.signal), reason);
    await source.close();
  });
});

/** @param lineEnd bytes at the end of a line that may be missing without loss */
function wholeLinesBefore(
  lines: readonly Buffer[],
  cut: number,
  lineEnd: number,
): { readonly wholeLines: number; readonly partOfLine: boolean } {
  let wholeLines = 0;
  let offset = 0;
  for (const line of lines) {
    if (offset + line.length - lineEnd > cut) break;
    wholeLines += 1;
    offset += line.length;
  }
  return { wholeLines, partOfLine: cut > offset };
}
