/** Destinations in the order in which something is lost there. */
import * as assert from 'node:assert/strict';
import type { DestinationKind } from '../../../../src/failed-batches/finding/destination-kind';
import { byUrgency } from '../../../../src/failed-batches/finding/destination-order';
import { aBatch } from './failure-texts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-23T22:00:00Z');

describe('destinations', () => {
  it('stand with the one first whose batch is trimmed first, and last where nothing can be lost', () => {
    const destination = (name: string, kind: DestinationKind, ...hoursAgo: readonly number[]) => ({
      ...{ name, kind },
      unsaved: hoursAgo.map((hours) =>
        aBatch({ firstArrivalMs: NOW_MS - hours * HOUR_MS, lastArrivalMs: NOW_MS - hours * HOUR_MS }),
      ),
    });
    const shown = [
      destination('topic', 'topic'),
      destination('bucket', 'bucket'),
      destination('empty', 'queue'),
      destination('plenty', 'queue', 1, 2),
      destination('all lost', 'queue', 30),
      destination('hurry', 'queue', 30, 2, 23.5),
      destination('soon', 'queue', 20),
    ];
    assert.deepEqual(
      byUrgency(shown, (one) => one, NOW_MS).map(({ name }) => name),
      ['hurry', 'soon', 'plenty', 'empty', 'all lost', 'bucket', 'topic'],
    );
  });
});
