import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import * as fc from 'fast-check';
import { CaptureError } from '../../../src/captures/capture-error';
import type { CapturedStreamSourceOptions } from '../../../src/captures/reading/captured-stream-source';
import { CapturedStreamSource } from '../../../src/captures/reading/captured-stream-source';
import { readStreamArn } from '../../../src/captures/reading/stream-of-capture';
import { serializeEvent, serializeRecord } from '../../../src/engine/events/dynamodb-event';
import type { StreamRecord } from '../../../src/engine/events/dynamodb-event';
import { sourcedRecords } from './arbitrary-records';
import { captureText, recordLine } from './capture-lines';
import { neverStops, readShard, readSource } from './read-source';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const trimHorizon = { type: 'TRIM_HORIZON' } as const;

describe('the shards of a capture', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let source: CapturedStreamSource | undefined;
  afterEach(async () => {
    await source?.close();
    source = undefined;
  });

  async function open(
    content: string | Uint8Array,
    options?: CapturedStreamSourceOptions,
  ): Promise<CapturedStreamSource> {
    const file = path.join(folder.path, 'capture');
    await writeFile(file, content);
    await source?.close();
    source = await CapturedStreamSource.open(file, options);
    return source;
  }

  const family = captureText(STREAM_ARN, [
    { shardId: 'parent', record: orderRecord(0) },
    { shardId: 'child', parentShardId: 'parent', record: orderRecord(5) },
    { shardId: 'parent', record: orderRecord(1) },
    { shardId: 'child', record: orderRecord(6) },
  ]);

  it('name their parents and are closed, and none will be added (SH-1, SH-2)', async () => {
    const opened = await open(family);
    assert.equal(opened.streamArn, STREAM_ARN);
    assert.deepEqual(await opened.listShards(neverStops), {
      isFinal: true,
      shards: [
        { shardId: 'parent', startingSequenceNumber: '100', endingSequenceNumber: '101' },
        {
          shardId: 'child',
          parentShardId: 'parent',
          startingSequenceNumber: '105',
          endingSequenceNumber: '106',
        },
      ],
    });
  });

  it('are read from any position (IT-1)', async () => {
    const opened = await open(
      captureText(
        STREAM_ARN,
        orderRecords(6).map((record) => ({ shardId: 's', record })),
      ),
    );
    const at = (sequenceNumber: string) => ({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber }) as const;
    const after = (sequenceNumber: string) => ({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber }) as const;
    for (const [position, first] of [
      [trimHorizon, 100],
      [at('103'), 103],
      [after('103'), 104],
      [after('99'), 100],
      [after('105'), 106],
      [{ type: 'LATEST' }, 106],
    ] as const) {
      for (const limit of [1, 4, 1000]) {
        const { records } = await readShard(opened, 's', { limit, position });
        assert.deepEqual(
          records.map(({ encoded }) => Number(encoded.sequenceNumber)),
          [100, 101, 102, 103, 104, 105].filter((number) => number >= first),
          `${position.type} by ${limit}`,
        );
      }
    }
  });

  it('are read independently: one that nobody reads on does not hold back another', async () => {
    const opened = await open(family);
    const blocked = await opened.getShardIterator('parent', trimHorizon, neverStops);
    const first = await opened.getRecords(blocked, 1, neverStops);
    const other = await readShard(opened, 'child');
    assert.deepEqual(
      other.records.map(({ encoded }) => encoded.sequenceNumber),
      ['105', '106'],
    );
    const rest = await opened.getRecords(first.nextShardIterator ?? assert.fail(), 10, neverStops);
    assert.deepEqual(
      rest.records.map(({ sequenceNumber }) => sequenceNumber),
      ['101'],
    );
    assert.equal(rest.nextShardIterator, undefined);
  });

  it('give the same page again for the same iterator', async () => {
    const opened = await open(family);
    const iterator = await opened.getShardIterator('parent', trimHorizon, neverStops);
    const [first, again] = [
      await opened.getRecords(iterator, 1, neverStops),
      await opened.getRecords(iterator, 1, neverStops),
    ];
    assert.deepEqual(
      [first, again].map(({ records }) => records.map(({ sequenceNumber }) => sequenceNumber)),
      [['100'], ['100']],
    );
  });

  it('are refused if the capture has none of that name', async () => {
    await assert.rejects((await open(family)).getShardIterator('gone', trimHorizon, neverStops), {
      name: 'StreamSourceError',
      kind: 'shardNotFound',
    });
  });

  it('give pages of any size that make up the same records, compressed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sourcedRecords, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (records, limit, isCompressed) => {
          const text = captureText(STREAM_ARN, records);
          const opened = await open(isCompressed ? zlib.gzipSync(text) : text);
          const { shards } = await opened.listShards(neverStops);
          assert.deepEqual(
            new Set(shards.map(({ shardId }) => shardId)),
            new Set(records.map(({ shardId }) => shardId)),
          );
          for (const { shardId } of shards) {
            const read = await readShard(opened, shardId, { limit });
            assert.deepEqual(
              read.records.map(({ encoded }) => Buffer.from(encoded.json).toString()),
              records
                .filter((record) => record.shardId === shardId)
                .map(({ record }) => serializeRecord(record)),
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('have the header’s stream in records that do not tell (EV-1), and a time with a fraction (EV-4)', async () => {
    const { eventSourceARN, ...bare } = orderRecord(0);
    const other: StreamRecord = { ...bare, eventSourceARN: 'arn:aws:dynamodb:ddblocal:0:table/T/stream/x' };
    const attribute = { ...bare.dynamodb, NewImage: { eventSourceARN: { S: '"eventSourceARN":"x"' } } };
    const odd = JSON.stringify({ record: { ...bare, dynamodb: attribute }, shardId: 's', note: 1 });
    const lines = [
      `{"shardId":"s","record":${JSON.stringify(bare)}}\n`,
      `{"shardId":"s","record":${JSON.stringify({ ...bare, dynamodb: attribute })}}\n`,
      `${odd}\n`,
      recordLine({ shardId: 's', record: other }),
    ];
    const { records } = await readSource(await open(captureText(STREAM_ARN, []) + lines.join('')));
    assert.deepEqual(
      records.map(({ encoded }) => encoded.record.eventSourceARN),
      [eventSourceARN, eventSourceARN, eventSourceARN, other.eventSourceARN],
    );
    for (const { encoded } of records) assert.match(Buffer.from(encoded.json).toString(), /:1732549200\.0,/);
  });

  it('are told of as a whole before a bad line is', async () => {
    const opened = await open(`${family}{"shardId":`);
    const { records, error } = await readSource(opened, 1);
    assert.equal(records.length, 4);
    assert.ok(error instanceof CaptureError && error.reason === 'line 6 is cut off', String(error));
  });

  it('stay unreadable behind a bad line, however often one asks', async () => {
    const opened = await open(
      `${family}{"shardId":"child","record":{}}\n${recordLine({ shardId: 'child', record: orderRecord(7) })}`,
    );
    const iterator = await opened.getShardIterator('child', trimHorizon, neverStops);
    const page = await opened.getRecords(iterator, 10, neverStops);
    assert.equal(page.records.length, 2);
    for (let times = 0; times < 2; times += 1) {
      await assert.rejects(
        opened.getRecords(page.nextShardIterator ?? assert.fail(), 10, neverStops),
        (error) => error instanceof CaptureError && error.line === 6,
      );
    }
  });

  describe('in virtual time', () => {
    const clock = { nowMs: 0, now: () => clock.nowMs };
    const START_MS = 1732549200_000;

    for (const [form, content] of [
      [
        'long',
        captureText(
          STREAM_ARN,
          orderRecords(4).map((record) => ({ shardId: 'event', record })),
        ),
      ],
      ['short', serializeEvent(orderRecords(4))],
    ] as const) {
      it(`give a record from its creation on, and before it the time of the next: a ${form} capture`, async () => {
        const opened = await open(content, { clock });
        clock.nowMs = START_MS - 1;
        let iterator = await opened.getShardIterator('event', trimHorizon, neverStops);
        const early = await opened.getRecords(iterator, 10, neverStops);
        assert.deepEqual([early.records.length, early.nextRecordAtMs], [0, START_MS]);
        clock.nowMs = START_MS + 1999;
        iterator = early.nextShardIterator ?? assert.fail();
        const two = await opened.getRecords(iterator, 10, neverStops);
        assert.deepEqual(
          two.records.map(({ sequenceNumber }) => sequenceNumber),
          ['100', '101'],
        );
        clock.nowMs = START_MS + 3000;
        const rest = await opened.getRecords(two.nextShardIterator ?? assert.fail(), 10, neverStops);
        assert.deepEqual(
          rest.records.map(({ sequenceNumber }) => sequenceNumber),
          ['102', '103'],
        );
        assert.equal(rest.nextShardIterator, undefined);
      });
    }
  });

  it('are of a stream that is told without reading the capture', async () => {
    const file = path.join(folder.path, 'capture');
    for (const content of [
      family,
      zlib.gzipSync(family),
      serializeEvent(orderRecords(3), 2),
      `${family}{"bad`,
    ]) {
      await writeFile(file, content);
      assert.equal(await readStreamArn(file), STREAM_ARN);
    }
    await writeFile(file, '{"Records":[');
    assert.equal(await readStreamArn(file), undefined);
  });
});
