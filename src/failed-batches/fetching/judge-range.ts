/**
 * What was read of a range beside what the document says of it: which of the records Lambda has sent, and what is
 * missing. `batchSize` counts the records that were sent, after the filters of that time (DE-15, DE-16).
 */
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { FailedBatch } from '../failed-batch';
import type { FetchedBatch, FetchDifference } from './fetched-batch';
import type { PresentFilters } from './present-filters';
import type { RangeHole, ReadRange } from './read-range';

type Judged = Pick<FetchedBatch, 'records' | 'filteredOut' | 'differences'>;

export function judgeRange(
  batch: Pick<FailedBatch, 'endSequenceNumber' | 'batchSize'>,
  range: ReadRange,
  filters: PresentFilters,
): Judged {
  const { batchSize: expected } = batch;
  const all = range.records;
  const criteria = filters.known ? filters.criteria : undefined;
  const passed = criteria === undefined ? all : all.filter(({ record }) => criteria.matches(record));
  // As many as were sent are there: then these were sent, whatever the filters say today.
  const records = passed.length !== expected && all.length === expected ? all : passed;
  const isWhole = records.length === expected && range.reachedEnd && !range.holes.some(isAtStart);
  const differences = isWhole ? [] : differencesOf(batch, range, records.length, filters.known);
  return { records, filteredOut: all.length - records.length, differences };
}

function differencesOf(
  { endSequenceNumber: end, batchSize: expected }: Pick<FailedBatch, 'endSequenceNumber' | 'batchSize'>,
  { records: all, holes, reachedEnd }: ReadRange,
  found: number,
  filtersKnown: boolean,
): readonly FetchDifference[] {
  const last = all.at(-1)?.sequenceNumber;
  // Of the records that a filter may have held back, only the batch's last one is sure to have been sent.
  const surelyFound = filtersKnown
    ? found
    : Number(last !== undefined && compareSequenceNumbers(last, end) === 0);
  const lostAtMost = Math.max(1, expected - surelyFound);
  const differences: FetchDifference[] = holes.map((hole) => ({ kind: 'trimmed', ...hole, lostAtMost }));
  const endsInHole = holes.some(({ until }) => until === undefined);
  if (!reachedEnd && !endsInHole)
    differences.push({ kind: 'shardEnded', ...(last !== undefined && { lastSequenceNumber: last }) });
  if (differences.length === 0 || found > expected)
    differences.push({ kind: 'otherCount', expected, found, filtersKnown });
  return differences;
}

function isAtStart({ after }: RangeHole): boolean {
  return after === undefined;
}
