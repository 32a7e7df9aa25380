import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPoison } from '../../../../src/failed-batches/poison/find-poison';
import type { PoisonOptions } from '../../../../src/failed-batches/poison/poison-search';
import type { ModelProcess } from './model-handlers';
import { batch, failsWithAnyOf, never, probeOf } from './model-handlers';

const unbounded: PoisonOptions = { isFresh: false, mostRuns: 100_000, mostSets: 100_000 };

/** A batch with so many records that few culprits are not all of it. */
const lengths = fc.integer({ min: 16, max: 3000 });

/** Disjoint, none of them in another. */
const disjointSets = (length: number, setSize: number) =>
  fc
    .uniqueArray(fc.nat(length - 1), { minLength: setSize, maxLength: setSize * 4 })
    .map((indexes) =>
      Array.from({ length: Math.floor(indexes.length / setSize) }, (_, set) =>
        indexes.slice(set * setSize, (set + 1) * setSize).sort((a, b) => a - b),
      ),
    );

const byFirst = (sets: readonly (readonly number[])[]) =>
  [...sets].sort(([a = 0], [b = 0]) => a - b).map((set) => [...set]);

describe('the search for poison records, over model handlers', () => {
  it('finds k independent culprits exactly, in at most 12 + k (log2 n + 6) runs', () =>
    fc.assert(
      fc.asyncProperty(
        lengths.chain((length) => fc.tuple(fc.constant(length), disjointSets(length, 1))),
        fc.boolean(),
        async ([length, culprits], isFresh) => {
          const probe = probeOf(() => failsWithAnyOf(culprits));
          const found = await findPoison(batch(length), probe, { ...unbounded, isFresh }, never);
          assert.deepEqual(byFirst(found.sets.map(({ indexes }) => indexes)), byFirst(culprits));
          assert.deepEqual(found.rest, { kind: 'passes' });
          const most = 12 + culprits.length * (Math.ceil(Math.log2(length)) + 6);
          assert.ok(found.runs <= most, `${String(found.runs)} runs, at most ${String(most)}`);
          assert.ok(found.runs <= 7 * culprits.length * Math.log2(length));
        },
      ),
      { numRuns: 300 },
    ));

  it('finds sets of two and three that fail only together, within the stated runs', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .tuple(lengths, fc.integer({ min: 2, max: 3 }))
          .chain(([length, size]) =>
            fc.tuple(fc.constant(length), fc.constant(size), disjointSets(length, size)),
          ),
        async ([length, size, sets]) => {
          const probe = probeOf(() => failsWithAnyOf(sets));
          const found = await findPoison(batch(length), probe, unbounded, never);
          assert.deepEqual(byFirst(found.sets.map(({ indexes }) => indexes)), byFirst(sets));
          assert.ok(found.sets.every(({ dependence }) => dependence === 'together'));
          const most = 12 + sets.length * (size * (Math.ceil(Math.log2(length)) + 3) + 10);
          assert.ok(found.runs <= most, `${String(found.runs)} runs, at most ${String(most)}`);
        },
      ),
      { numRuns: 200 },
    ));

  it('finds two records of which the process remembers the first', () =>
    fc.assert(
      fc.asyncProperty(
        lengths.chain((length) => fc.tuple(fc.constant(length), disjointSets(length, 2))),
        fc.boolean(),
        async ([length, [[before = 0, after = 1] = []]], isFresh) => {
          const probe = probeOf(() => remembers(before, after));
          const found = await findPoison(batch(length), probe, { ...unbounded, isFresh }, never);
          assert.deepEqual(
            found.sets.map(({ indexes, dependence, acrossInvocations }) => ({
              indexes,
              dependence,
              acrossInvocations,
            })),
            [{ indexes: [before, after], dependence: 'order', acrossInvocations: true }],
          );
        },
      ),
      { numRuns: 200 },
    ));

  it('answers minimal sets, each of which fails, whatever the handler does with a batch', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer(), async (length, seed) => {
        const process: ModelProcess = (records) =>
          chance(seed, records.join()) < 0.5 && records.length > 0 ? `Error${records.length % 2}` : undefined;
        const found = await findPoison(
          batch(length),
          probeOf(() => process),
          { ...unbounded, mostRuns: 500 },
          never,
        );
        assert.ok(found.runs <= 500);
        for (const { indexes, failure } of found.sets) {
          assert.equal(process(indexes), failure.errorType);
          for (const left of indexes.length > 1 ? indexes : [])
            assert.notEqual(process(indexes.filter((index) => index !== left)), failure.errorType);
        }
      }),
      { numRuns: 500 },
    ));

  it('ends within its runs, however the handler changes its mind', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer(),
        fc.integer({ min: 4, max: 60 }),
        fc.boolean(),
        async (length, seed, mostRuns, isFresh) => {
          let runs = 0;
          const probe = probeOf(() => () => {
            runs += 1;
            return [undefined, 'Error', 'TypeError'][Math.floor(chance(seed, String(runs)) * 3)];
          });
          const found = await findPoison(batch(length), probe, { isFresh, mostRuns, mostSets: 5 }, never);
          assert.ok(found.runs <= mostRuns);
        },
      ),
      { numRuns: 500 },
    ));

  it('blames the records of a flaky handler in fewer than one of 200 searches', async () => {
    let searches = 0;
    let blamed = 0;
    for (let tenths = 1; tenths <= 9; tenths += 1)
      for (let seed = 0; seed < 400; seed += 1) {
        let runs = 0;
        const probe = probeOf(() => () => {
          runs += 1;
          return chance(seed, `${String(tenths)} ${String(runs)}`) < tenths / 10 ? 'Error' : undefined;
        });
        const found = await findPoison(batch(100), probe, { ...unbounded, mostRuns: 200 }, never);
        searches += 1;
        if (found.sets.length > 0) blamed += 1;
      }
    assert.ok(blamed * 200 < searches, `${String(blamed)} of ${String(searches)}`);
  });
});

function remembers(before: number, after: number): ModelProcess {
  let hasSeen = false;
  return (records) => {
    for (const record of records) {
      if (record === after && hasSeen) return 'Error';
      hasSeen ||= record === before;
    }
    return undefined;
  };
}

/** From 0 to 1, always the same for the same text (FNV-1a, mixed). */
function chance(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
