/**
 * From a failing sequence of records to a small failing one: the shortest beginning that fails gives the last
 * record that is needed; with that one kept, the shortest beginning of what is before it gives the next.
 * A set of m records costs m times (log2 n + 1) runs.
 */
import type { ProbeRuns } from './probe-runs';
import type { ProbeFailure } from './probe';

export type Shrunk =
  | {
      readonly kind: 'set';
      readonly indexes: readonly number[];
      /** Everything before that index has passed together; 0 if that was not tried. */
      readonly passesBefore: number;
    }
  | { readonly kind: 'size'; readonly count: number };

export interface Failing {
  /** Ascending; known to fail. */
  readonly indexes: readonly number[];
  readonly failure: ProbeFailure;
  /** How many at the beginning are known to pass together. */
  readonly passing: number;
}

/** So many needed records in a row may be a matter of their number. */
const SUSPICIOUS_ROW = 3;
const SMALLEST_SIZE = 6;

export async function shrinkFailingSet<R>(runs: ProbeRuns<R>, failing: Failing): Promise<Shrunk> {
  const { indexes, failure } = failing;
  const hinted = await reportedAlone(runs, failing);
  if (hinted !== undefined) return { kind: 'set', indexes: [hinted], passesBefore: 0 };
  let before = indexes;
  let needed: readonly number[] = [];
  let passesBefore = 0;
  let row = 0;
  while (before.length > 0 && (needed.length === 0 || !(await runs.failsAs(failure, needed)))) {
    const known = needed.length === 0 ? failing.passing : 0;
    const end = await shortestFailingBeginning(runs, { before, needed, failure, passing: known });
    row = end === before.length ? row + 1 : 1;
    const last = before.slice(end - 1, end);
    if (needed.length === 0 && runs.isKnownToPass(before.slice(0, end - 1))) passesBefore = last[0] ?? 0;
    needed = [...last, ...needed];
    before = before.slice(0, end - 1);
    if (row === SUSPICIOUS_ROW && (await isMatterOfSize(runs, { indexes, failure, before, needed })))
      return { kind: 'size', count: before.length + needed.length };
  }
  return { kind: 'set', indexes: needed, passesBefore };
}

/** What the function itself says is a hint, and is believed when that record fails alone. */
async function reportedAlone<R>(
  runs: ProbeRuns<R>,
  { indexes, failure }: Failing,
): Promise<number | undefined> {
  const first = Math.min(...failure.reported);
  const hinted = indexes[first];
  return hinted !== undefined && (await runs.failsAs(failure, [hinted])) ? hinted : undefined;
}

/** @returns of how many records; at least 1, because `needed` alone has passed */
async function shortestFailingBeginning<R>(
  runs: ProbeRuns<R>,
  {
    before,
    needed,
    failure,
    passing,
  }: {
    readonly before: readonly number[];
    readonly needed: readonly number[];
    readonly failure: ProbeFailure;
    readonly passing: number;
  },
): Promise<number> {
  let low = Math.min(passing, before.length - 1);
  let high = before.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await runs.failsAs(failure, [...before.slice(0, middle), ...needed])) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Whether one less passes, whichever it is, and as many others fail as well.
 *
 * @throws SearchEnd when that is not so a second time
 */
async function isMatterOfSize<R>(
  runs: ProbeRuns<R>,
  {
    indexes,
    failure,
    before,
    needed,
  }: Pick<Failing, 'indexes' | 'failure'> & {
    readonly before: readonly number[];
    readonly needed: readonly number[];
  },
): Promise<boolean> {
  const all = [...before, ...needed];
  if (all.length < SMALLEST_SIZE) return false;
  for (const left of [0, Math.floor(before.length / 2)])
    if (await runs.failsAs(failure, without(all, all.slice(left, left + 1)))) return false;
  if (!(await runs.failsAs(failure, indexes.slice(-all.length)))) return false;
  for (const known of [all, all.slice(1)]) await runs.again(known);
  return true;
}

export function without(indexes: readonly number[], left: readonly number[]): readonly number[] {
  const gone = new Set(left);
  return indexes.filter((index) => !gone.has(index));
}
