/** How long records can still be read, and what is to be saved first. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { byTimeLeft, timeLeftOf } from '../../../../src/failed-batches/finding/time-left';
import { aBatch } from './failure-texts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-23T22:00:00Z');

/** @param hours since its first and its last record came */
function arrived(firstHours: number, lastHours = firstHours): ReturnType<typeof aBatch> {
  return aBatch({
    firstArrivalMs: NOW_MS - firstHours * HOUR_MS,
    lastArrivalMs: NOW_MS - lastHours * HOUR_MS,
    requestId: `${firstHours}-${lastHours}`,
  });
}

describe('the time that is left', () => {
  it('is told by its hours, until the first record may be trimmed and then until all may be', () => {
    const kinds = [0, 18, 18.01, 23, 23.01, 24, 24.01, 30].map(
      (hours) => timeLeftOf(arrived(hours), NOW_MS).kind,
    );
    assert.deepEqual(kinds, [
      ...['plenty', 'plenty', 'soon', 'soon', 'hurry'],
      ...['trimmed', 'trimmed', 'trimmed'],
    ]);
    assert.deepEqual(timeLeftOf(arrived(23.5), NOW_MS), { kind: 'hurry', leftMs: HOUR_MS / 2 });
    assert.deepEqual(timeLeftOf(arrived(25, 22), NOW_MS), { kind: 'begun', leftMs: 2 * HOUR_MS });
  });

  it('does not matter to a document that carries its records', () => {
    assert.deepEqual(timeLeftOf({ ...arrived(30), payload: '{}' }, NOW_MS), { kind: 'carried' });
  });

  it('puts first what is lost first, and last what is lost', () => {
    const batches = [
      arrived(30),
      { ...arrived(40), payload: '{}' },
      ...[arrived(2), arrived(23.5), arrived(25, 23), arrived(25, 22), arrived(10)],
    ];
    const sorted = batches.sort(byTimeLeft(NOW_MS)).map(({ requestId }) => requestId);
    assert.deepEqual(sorted, ['25-23', '25-22', '23.5-23.5', '10-10', '2-2', '40-40', '30-30']);
  });

  it('puts those of one shard with the same time left in the order of their records', () => {
    const at = (startSequenceNumber: string, discardedMs: number) =>
      aBatch({ firstArrivalMs: NOW_MS, lastArrivalMs: NOW_MS, startSequenceNumber, discardedMs });
    const sorted = [at('1000', 3), at('99', 1), at('100', 2)].sort(byTimeLeft(NOW_MS));
    assert.deepEqual(
      sorted.map(({ startSequenceNumber }) => startSequenceNumber),
      ['99', '100', '1000'],
    );
  });

  it('gives every list one order, which is that of what is left', () => {
    const batch = fc
      .record({
        first: fc.integer({ min: -60, max: 60 * 60 }),
        length: fc.integer({ min: 0, max: 60 * 8 }),
        discarded: fc.nat(5),
        hasPayload: fc.boolean(),
        requestId: fc.nat(20).map(String),
      })
      .map(({ first, length, discarded, hasPayload, requestId }) =>
        aBatch({
          firstArrivalMs: NOW_MS - first * 60_000,
          lastArrivalMs: NOW_MS - Math.max(first - length, -60) * 60_000,
          ...{ discardedMs: discarded, requestId },
          ...(hasPayload && { payload: '{}' }),
        }),
      );
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 30 }), fc.func(fc.nat()), (batches, shuffle) => {
        const compare = byTimeLeft(NOW_MS);
        const sorted = [...batches].sort(compare);
        const otherwise = [...batches].sort((one, other) => shuffle(one) - shuffle(other)).sort(compare);
        const told = (list: typeof batches): unknown[] =>
          list.map((one) => [one.id, one.discardedMs, timeLeftOf(one, NOW_MS)]);
        assert.deepEqual(told(otherwise), told(sorted));
        const left = sorted
          .map((one) => timeLeftOf(one, NOW_MS))
          .flatMap((one) =>
            one.kind === 'plenty' || one.kind === 'soon' || one.kind === 'hurry' ? [one.leftMs] : [],
          );
        assert.deepEqual(
          left,
          [...left].sort((one, other) => one - other),
        );
        for (const one of batches)
          for (const other of batches) assert.equal(compare(one, other) + compare(other, one), 0);
      }),
    );
  });
});
