/** What a function's minutes of IteratorAge tell: does it stand still, or has it only much to do? */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type IteratorAgeTrend, iteratorAgeOf } from '../../../../src/triggers/inventory/iterator-age';
import type { MeasuredAge } from '../../../../src/triggers/ports/function-catalog';

const MINUTE_MS = 60_000;

/** @param ages minutes, of the minutes 0, 1, 2…; undefined: nothing was measured. @returns the newest first */
function measured(...ages: readonly (number | undefined)[]): readonly MeasuredAge[] {
  return ages
    .flatMap((age, minute) =>
      age === undefined ? [] : [{ atMs: minute * MINUTE_MS, ageMs: age * MINUTE_MS }],
    )
    .reverse();
}

function trendOf(...ages: readonly (number | undefined)[]): IteratorAgeTrend['kind'] | undefined {
  return iteratorAgeOf(measured(...ages))?.trend.kind;
}

describe('the iterator age of a function', () => {
  it('is not known without a value', () => assert.equal(iteratorAgeOf([]), undefined));

  it('grows while the same batch is sent again and again', () => {
    assert.deepEqual(iteratorAgeOf(measured(20, 21, 22, 23)), {
      ageMs: 23 * MINUTE_MS,
      measuredMs: 3 * MINUTE_MS,
      trend: { kind: 'growing', forMs: 3 * MINUTE_MS },
    });
  });

  it('is that of the record that stands still, also when another shard goes on in the newest minutes', () => {
    const age = iteratorAgeOf(measured(20, 0, 22, 23, 0, 25, 0, 0));
    assert.equal(age?.ageMs, 25 * MINUTE_MS);
    assert.equal(age.measuredMs, 5 * MINUTE_MS);
    assert.deepEqual(age.trend, { kind: 'growing', forMs: 5 * MINUTE_MS });
  });

  it('is the newest value once the record has not been sent again for three minutes', () => {
    const age = iteratorAgeOf(measured(20, 21, 22, 23, 24, 1, 0, 0));
    assert.deepEqual([age?.ageMs, age?.trend.kind], [0, 'moving']);
  });

  it('moves while a function catches up, reads along, or falls behind by more than half of the time', () => {
    assert.equal(trendOf(600, 580, 560, 540, 520), 'moving');
    assert.equal(trendOf(0, 0, 0, 0, 0, 0), 'moving');
    assert.equal(trendOf(30, 30.5, 31, 31.5, 32, 32.5), 'moving');
  });

  it('is not judged by less than three minutes', () => {
    assert.equal(trendOf(20), 'unknown');
    assert.equal(trendOf(20, 21, 22), 'unknown');
    assert.equal(trendOf(20, undefined, undefined, 23), 'growing');
    assert.equal(trendOf(20, undefined, undefined, 3), 'moving');
  });

  it('grows whatever other shards do meanwhile, and at whatever moments of the minutes it is measured', () => {
    const minute = fc.record({ isSent: fc.boolean(), moment: fc.double({ min: 0, max: 0.99, noNaN: true }) });
    fc.assert(
      fc.property(
        fc.array(minute, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 16, max: 1400 }),
        (between, first) => {
          const last = { isSent: true, moment: 0.99 };
          const sent = [{ isSent: true, moment: 0 }, ...between, last, last, last];
          const ages = sent.map(({ isSent, moment }, index) => (isSent ? first + index + moment : 0));
          const age = iteratorAgeOf(measured(...ages));
          assert.equal(age?.trend.kind, 'growing');
          assert.equal(age.ageMs, Math.max(...ages) * MINUTE_MS);
        },
      ),
    );
  });
});
