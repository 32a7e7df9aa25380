/** Batches worked on side by side, never two of one shard. */
import * as assert from 'node:assert/strict';
import { setImmediate as afterMicrotasks } from 'node:timers/promises';
import * as fc from 'fast-check';
import { onePerShard } from '../../../../src/failed-batches/fetching/one-per-shard';

describe('work on one batch of each shard at a time', () => {
  it('does all of it once, in the order of each shard, within the bound', async () => {
    const batches = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(3)), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 4 }), async (drawn, atATime) => {
        const all = drawn.map(([shard, turns], index) => ({ shard, turns, index }));
        const begun: (typeof all)[number][] = [];
        const busy = new Set<string>();
        await onePerShard(
          all,
          ({ shard }) => shard,
          atATime,
          async (batch) => {
            assert.equal(busy.has(batch.shard), false);
            busy.add(batch.shard);
            begun.push(batch);
            assert.equal(busy.size <= atATime, true);
            for (let turn = 0; turn < batch.turns; turn += 1) await afterMicrotasks();
            busy.delete(batch.shard);
          },
        );
        for (const shard of 'abcde')
          assert.deepEqual(
            begun.filter((batch) => batch.shard === shard),
            all.filter((batch) => batch.shard === shard),
          );
      }),
      { numRuns: 50 },
    );
  });
});
