import assert from 'node:assert/strict';
import { recordingSource } from '../../../src/captures/recording/recording-source';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import { InMemoryStream } from '../../support/in-memory-stream';
import { streamRecord } from '../../support/stream-records';
import { MemorySink } from './recorded-stream';

const never = new AbortController().signal;

describe('a stream source that records', () => {
  const openStream = (): InMemoryStream => {
    const stream = new InMemoryStream({ now: () => 1000 });
    for (const [shardId, parentShardId, first] of [
      ['parent', undefined, 1],
      ['child', 'parent', 11],
    ] as const) {
      const shard = stream.addShard({
        shardId,
        startingSequenceNumber: String(first),
        ...(parentShardId !== undefined && { parentShardId }),
      });
      for (let number = first; number < first + 10; number += 1)
        shard.records.push({ record: encodeRecord(streamRecord(number)), visibleAtMs: 0 });
    }
    return stream;
  };

  it('has appended each page, with its shard, before it hands it on', async () => {
    const sink = new MemorySink();
    const source = recordingSource(openStream(), { type: 'TRIM_HORIZON' }, () => sink);
    await source.listShards(never);
    for (const shardId of ['child', 'parent']) {
      let iterator = await source.getShardIterator(shardId, { type: 'TRIM_HORIZON' }, never);
      for (let page = 1; page <= 3; page += 1) {
        const before = sink.lines.length;
        const { records, nextShardIterator = '' } = await source.getRecords(iterator, 4, never);
        const appended = sink.lines.slice(before);
        assert.deepEqual(
          appended.map(({ record }) => record),
          records,
        );
        assert.ok(appended.every((line) => line.shardId === shardId));
        iterator = nextShardIterator;
      }
    }
    assert.equal(sink.lines.length, 20);
  });

  it('does not record what is older than the beginning of the session, but hands it on', async () => {
    const createdMs = encodeRecord(streamRecord(1)).approximateCreationMs ?? Number.NaN;
    for (const [begin, recorded] of [
      [{ type: 'SEQUENCE_NUMBER', sequenceNumber: '4' }, 7],
      [{ type: 'TIME', epochMs: createdMs + 999 }, 10],
      [{ type: 'TIME', epochMs: createdMs + 1000 }, 0],
      [{ type: 'LATEST' }, 10],
    ] as const) {
      const sink = new MemorySink();
      const source = recordingSource(openStream(), begin, () => sink);
      const iterator = await source.getShardIterator('parent', { type: 'TRIM_HORIZON' }, never);
      assert.equal((await source.getRecords(iterator, 100, never)).records.length, 10);
      assert.equal(sink.lines.length, recorded, JSON.stringify(begin));
    }
  });

  it('only hands on when the recording has ended', async () => {
    const source = recordingSource(openStream(), { type: 'TRIM_HORIZON' }, () => undefined);
    const iterator = await source.getShardIterator('parent', { type: 'TRIM_HORIZON' }, never);
    assert.equal((await source.getRecords(iterator, 100, never)).records.length, 10);
  });

  it('does not hand on what could not be recorded', async () => {
    const failing = { append: () => Promise.reject(new Error('the disk is full')) };
    const source = recordingSource(openStream(), { type: 'TRIM_HORIZON' }, () => failing);
    const iterator = await source.getShardIterator('parent', { type: 'TRIM_HORIZON' }, never);
    await assert.rejects(source.getRecords(iterator, 100, never), /the disk is full/);
  });
});
