/** Where a trigger may be stuck, found in a stream in memory in which record number n is written in second n. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StuckPositions } from '../../../../src/failed-batches/stuck/find-stuck-positions';
import type { StuckSearch } from '../../../../src/failed-batches/stuck/stuck-position';
import { findStuckPositions } from '../../../../src/failed-batches/stuck/find-stuck-positions';
import { positionWindow } from '../../../../src/failed-batches/stuck/position-window';
import { readDocument } from '../../../../src/failed-batches/documents/read-document';
import { stuckBatch } from '../../../../src/failed-batches/stuck/stuck-batch';
import { listShards } from '../../../../src/triggers/streams/find-records';
import { FindingScene, START_MS, range } from '../../triggers/streams/finding-scene';

const MINUTE_MS = 60_000;

/** The age that a batch whose last record has this number has when it is sent, at the end of the measured minute. */
const ageOf = (number: number): number => (10_000 - number) * 1000;

async function search(
  scene: FindingScene,
  { ageMs, ...options }: Partial<StuckSearch> & { readonly ageMs?: number },
): Promise<StuckPositions> {
  const { source, time: clock, stop } = scene;
  const ports = { source, clock, pollIntervalMs: 250, observe: () => undefined };
  const wanted = {
    batchSize: 100,
    passes: () => true,
    ...(ageMs !== undefined && { window: positionWindow({ ageMs, measuredMs: START_MS - MINUTE_MS }) }),
    ...options,
  };
  const work = async (): Promise<StuckPositions> =>
    findStuckPositions(ports, await listShards(ports, stop), wanted, stop);
  return scene.time.passUntil(work());
}

const numbers = (found: StuckPositions): readonly (readonly [string, number, number])[] =>
  found.positions.map(({ shard, records }) => [
    shard.shardId,
    Number(records[0].sequenceNumber),
    Number(records.at(-1)?.sequenceNumber),
  ]);

describe('where a trigger is stuck', () => {
  it('is the batch of the time that IteratorAge tells, in the shard that has it', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(1, 2000), { isClosed: true });
    scene.shard('shard-b', range(2001, 6000), { parent: 'shard-a' });
    scene.shard('shard-c', range(6000, 9000));
    const found = await search(scene, { ageMs: ageOf(4000), batchSize: 200 });
    assert.equal(found.basis, 'iteratorAge');
    // From two minutes before, in which the metric may have been measured, and the second of rounding.
    assert.deepEqual(numbers(found), [['shard-b', 3879, 4078]]);
    assert.equal(found.positions[0]?.alsoPossible, 4001 - 3879);
  });

  it('is every shard that has records of the time, the longest behind first', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', [4010, 4011, 9000]);
    scene.shard('shard-b', [3990, 9001]);
    const found = await search(scene, { ageMs: ageOf(4011) });
    assert.deepEqual(numbers(found), [
      ['shard-b', 3990, 9001],
      ['shard-a', 4010, 9000],
    ]);
  });

  it('may be as long before as the metric may be old, if nothing was written since', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', [100, 3400, 8000]);
    const found = await search(scene, { ageMs: ageOf(4000), batchSize: 1 });
    assert.deepEqual(numbers(found), [['shard-a', 3400, 3400]]);
  });

  it('is among the records that pass the filters', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', range(3990, 4100));
    const passes: StuckSearch['passes'] = ({ sequenceNumber }) => Number(sequenceNumber) % 10 === 0;
    const found = await search(scene, { ageMs: ageOf(4000), batchSize: 3, passes });
    assert.deepEqual(numbers(found), [['shard-a', 3990, 4010]]);
    assert.equal(found.positions[0]?.filteredOut, 18);
  });

  it('is at the oldest records, if CloudWatch tells nothing or nothing is of its time', async () => {
    for (const options of [{}, { ageMs: ageOf(9500) }]) {
      const scene = new FindingScene();
      scene.shard('shard-a', range(10, 12), { isClosed: true });
      scene.shard('shard-b', range(20, 22), { parent: 'shard-a' });
      const found = await search(scene, options);
      assert.equal(found.basis, 'oldestRecords');
      assert.deepEqual(numbers(found), [
        ['shard-a', 10, 12],
        ['shard-b', 20, 22],
      ]);
    }
  });

  it('is nowhere in a stream without records', async () => {
    const scene = new FindingScene();
    scene.shard('shard-a', []);
    assert.deepEqual((await search(scene, { ageMs: 60_000 })).positions, []);
  });

  it('does not read what was closed before the time or opened after it', async () => {
    const scene = new FindingScene();
    const id = (number: number): string =>
      `shardId-${String(START_MS - ageOf(number)).padStart(20, '0')}-aaaa`;
    scene.shard(id(1), range(1, 1000), { isClosed: true });
    scene.shard(id(1001), range(1001, 5000), { parent: id(1), isClosed: true });
    scene.shard(id(8000), range(8000, 9000), { parent: id(1001) });
    await search(scene, { ageMs: ageOf(4000), batchSize: 10 });
    const read = scene.calls.flatMap((call) => ('shard' in call ? [call.shard.shardId] : []));
    assert.deepEqual([...new Set(read)], [id(1001)]);
  });

  it('becomes a failed batch whose document reads back as the same', async () => {
    const scene = new FindingScene();
    scene.shard('shardId-a', range(3990, 4100));
    const found = await search(scene, { ageMs: ageOf(4000), batchSize: 5 });
    const [position] = found.positions;
    assert.ok(position !== undefined);
    const trigger = {
      uuid: '4f60a5c2-0000-4000-8000-000000000001',
      streamArn: scene.source.streamArn,
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live',
    };
    const { batch, at } = stuckBatch(trigger, position, found.basis, START_MS);
    assert.deepEqual(at, { kind: 'stuckTrigger', triggerUuid: trigger.uuid });
    assert.equal(batch.condition, 'Stuck');
    assert.equal(batch.batchSize, 5);
    const read = readDocument({ kind: 'document', json: batch.documentText });
    assert.ok(typeof read === 'object');
    assert.deepEqual({ ...read, documentText: '' }, { ...batch, documentText: '' });
    assert.equal(stuckBatch(trigger, position, found.basis, START_MS + 5000).batch.id, batch.id);
  });

  it('always has the records of its time, in order and no more than a batch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 9990 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        async (written, batchSize, chosen) => {
          const sorted = written.sort((one, other) => one - other);
          const stuckAt = sorted[chosen % sorted.length] ?? 1;
          const scene = new FindingScene();
          scene.shard('shard-a', sorted);
          const { positions, basis } = await search(scene, { ageMs: ageOf(stuckAt), batchSize });
          const [position] = positions;
          assert.ok(position !== undefined);
          assert.equal(basis, 'iteratorAge');
          const found = position.records.map(({ sequenceNumber }) => Number(sequenceNumber));
          const first = sorted.indexOf(found[0] ?? 0);
          assert.deepEqual(found, sorted.slice(first, first + batchSize));
          // The record at which it is stuck is one that the batch may begin with.
          const last = first + position.alsoPossible;
          assert.ok(sorted.indexOf(stuckAt) >= first && sorted.indexOf(stuckAt) <= last);
        },
      ),
      { numRuns: 60 },
    );
  });
});
