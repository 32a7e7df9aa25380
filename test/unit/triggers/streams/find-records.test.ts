/** The first, last and one item's records of a stream, found in a stream in memory that behaves by the reference. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { RecordChoice } from '../../../../src/triggers/streams/find-records';
import { FindingScene, START_MS, numbersOf, range, recordOf } from './finding-scene';

const byId = (id: string): RecordChoice => ({
  type: 'KEY',
  attributes: [{ name: 'id', type: 'S' }],
  key: { id },
});

describe('finding records of a stream', () => {
  it('has the first of a shard, in its order, and reads no further', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 2500));
    const found = await scene.find({ type: 'FIRST', count: 3 });
    assert.deepEqual(numbersOf(found), [1, 2, 3]);
    assert.equal(scene.reads(), 1);
    assert.equal(found.cutShort, undefined);
  });

  it('has the last of an open shard and of a closed one', async () => {
    for (const isClosed of [false, true]) {
      const scene = new FindingScene();
      scene.shard('shard-a', range(1, 2500), { isClosed });
      const found = await scene.find({ type: 'LAST', count: 3 });
      assert.deepEqual(numbersOf(found), [2498, 2499, 2500]);
      assert.equal(found.recordsRead, 2500);
    }
  });

  it('finds the last again without reading from the beginning, and what came since', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 5000));
    await scene.find({ type: 'LAST', count: 3 });
    const [shard] = scene.source.shards.values();
    shard?.records.push({ record: encodeRecord(recordOf(5001)), visibleAtMs: START_MS });
    const again = await scene.find({ type: 'LAST', count: 3 });
    assert.deepEqual(numbersOf(again), [4999, 5000, 5001]);
    assert.equal(again.recordsRead, 1001);
  });

  it('does not trust a place of an earlier reading that was trimmed since', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 3000), { isClosed: true });
    await scene.find({ type: 'LAST', count: 2000 });
    const [shard] = scene.source.shards.values();
    if (shard !== undefined) shard.trimmedBelow = 2500;
    const again = await scene.find({ type: 'LAST', count: 1000 });
    assert.deepEqual(numbersOf(again), range(2501, 3000));
  });

  it('goes on over empty pages', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 3));
    let pages = 0;
    scene.answer = ({ operation }) => {
      if (operation !== 'getRecords') return undefined;
      pages += 1;
      return pages <= 5 ? { atMost: 0 } : undefined;
    };
    assert.deepEqual(numbersOf(await scene.find({ type: 'FIRST', count: 3 })), [1, 2, 3]);
  });

  it('has nothing of an empty stream', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', []);
    assert.deepEqual(await scene.find({ type: 'LAST', count: 10 }), {
      records: [],
      recordsRead: 0,
      isOverfull: false,
    });
  });

  it('finds an item in whichever shards it is, parents first', async () => {
    const scene = new FindingScene();
    scene.shard('shard-c', [], { parent: 'shard-b' });
    scene.shard('shard-b', [], { parent: 'shard-a', isClosed: true });
    scene.shard('shard-a', [], { isClosed: true });
    scene.shard('shard-z', range(1, 5));
    for (const [shardId, numbers] of Object.entries({
      'shard-a': [6, 7],
      'shard-b': [8],
      'shard-c': [9, 10],
    }))
      for (const number of numbers)
        scene.source.shards.get(shardId)?.records.push({
          record: encodeRecord(recordOf(number, number === 7 ? 'other' : 'wanted')),
          visibleAtMs: START_MS,
        });
    assert.deepEqual(numbersOf(await scene.find(byId('wanted'))), [6, 8, 9, 10]);
  });

  it('keeps the last thousand of an item that has more, and says so', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', [], { isClosed: true });
    for (const number of range(1, 1500))
      scene.source.shards
        .get('shard-a')
        ?.records.push({ record: encodeRecord(recordOf(number, 'hot')), visibleAtMs: START_MS });
    const found = await scene.find(byId('hot'));
    assert.deepEqual(numbersOf(found), range(501, 1500));
    assert.equal(found.isOverfull, true);
  });

  it('ends after so many pages and says so; the last go on from there when they are asked for again', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 900), { isClosed: true });
    scene.answer = ({ operation }) => (operation === 'getRecords' ? { atMost: 2 } : undefined);
    const found = await scene.find({ type: 'LAST', count: 2 });
    assert.equal(found.cutShort, 'limit');
    assert.equal(scene.reads(), 400);
    assert.deepEqual(numbersOf(found), [799, 800]);
    const again = await scene.find({ type: 'LAST', count: 2 });
    assert.deepEqual(numbersOf(again), [899, 900]);
    assert.equal(again.cutShort, undefined);
  });

  it('answers with what it has when it is stopped', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 5000));
    scene.answer = () => {
      if (scene.reads() === 3) scene.stop.abort();
      return undefined;
    };
    const found = await scene.find({ type: 'LAST', count: 2 });
    assert.equal(found.cutShort, 'stopped');
    assert.deepEqual(numbersOf(found), [1999, 2000]);
  });

  it('waits when it is throttled, and tells', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 3), { isClosed: true });
    scene.answer = ({ operation }) =>
      operation === 'getRecords' && scene.reads() <= 3 ? { fail: 'throttled' } : undefined;
    assert.deepEqual(numbersOf(await scene.find({ type: 'LAST', count: 3 })), [1, 2, 3]);
    assert.equal(scene.events.filter(({ type }) => type === 'readRetried').length, 3);
  });

  it('gives up with the service’s sentence when throttling does not end', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 3));
    scene.shard('shard-b', range(4, 6));
    scene.answer = ({ operation }) => (operation === 'getRecords' ? { fail: 'throttled' } : undefined);
    await assert.rejects(scene.find({ type: 'LAST', count: 3 }), /The test says throttled/);
  });

  it('recovers an iterator that expires', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 2000), { isClosed: true });
    scene.answer = ({ operation }) =>
      operation === 'getRecords' && scene.reads() === 2 ? { fail: 'expiredIterator' } : undefined;
    const found = await scene.find({ type: 'LAST', count: 2 });
    assert.deepEqual(numbersOf(found), [1999, 2000]);
  });

  it('tells that a shard is gone, and shows what the others have', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', [1, 2], { isClosed: true });
    scene.shard('shard-b', [3], { isClosed: true });
    scene.answer = (call) =>
      'shard' in call && call.shard.shardId === 'shard-a' ? { fail: 'shardNotFound' } : undefined;
    assert.deepEqual(numbersOf(await scene.find({ type: 'FIRST', count: 3 })), [3]);
    assert.deepEqual(
      scene.events.flatMap((event) => (event.type === 'recordsLost' ? [event.shardId] : [])),
      ['shard-a'],
    );
  });

  it('has the first and the last of any lineage, however its records are spread', async () => {
    const lineage = fc.array(fc.record({ parent: fc.nat(9), records: fc.nat(4) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(lineage, fc.integer({ min: 1, max: 12 }), async (drawn, count) => {
        const scene = new FindingScene();
        let next = 1;
        drawn.forEach(({ parent, records }, index) => {
          const numbers = range(next, next + records - 1);
          next += records;
          const of = parent < index ? { parent: `shard-${parent}` } : {};
          scene.shard(`shard-${index}`, numbers, { ...of, isClosed: true });
        });
        const all = range(1, next - 1);
        assert.deepEqual(numbersOf(await scene.find({ type: 'FIRST', count })), all.slice(0, count));
        assert.deepEqual(numbersOf(await scene.find({ type: 'LAST', count })), all.slice(-count));
      }),
    );
  });
});
