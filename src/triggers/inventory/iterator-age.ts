/**
 * What the minutes of IteratorAge tell together: whether a function goes on, or has stood at the same record.
 *
 * The metric is the age of the last record of a batch when it was sent, the maximum over all shards and triggers of the
 * function (LDG/monitoring-metrics-types). Measured time less age is when that record was written. Of a batch that is
 * sent again and again this stays the same, however many other shards go on in between: the age grows as time passes.
 */
import type { MeasuredAge } from '../ports/function-catalog';

export interface IteratorAge {
  /** Of the record that it stands at; else of the newest measured minute. Milliseconds. */
  readonly ageMs: number;
  /** When that was measured: the beginning of the minute, epoch milliseconds. */
  readonly measuredMs: number;
  readonly trend: IteratorAgeTrend;
}

export type IteratorAgeTrend =
  /** The same record has been the oldest for so long. */
  | { readonly kind: 'growing'; readonly forMs: number }
  | { readonly kind: 'moving' }
  /** Too few minutes have a value. */
  | { readonly kind: 'unknown' };

/** A function that takes its records more slowly than they are written is not stuck after less than that. */
const STANDS_STILL_MS = 3 * 60_000;
/** A value may be of any moment of its minute. */
const SAME_RECORD_MS = 60_000;
/** In so many of the newest minutes the record must have been sent again: Lambda waits up to about a minute (RT-3). */
const NEWEST_MINUTES = 3;

/** @param measured the newest first; undefined if there is none */
export function iteratorAgeOf(measured: readonly MeasuredAge[]): IteratorAge | undefined {
  const [newest] = measured;
  const oldestMeasured = measured.at(-1);
  if (newest === undefined || oldestMeasured === undefined) return undefined;
  const oldestWrittenMs = Math.min(...measured.map(writtenMs));
  const atOldest = measured.filter((one) => writtenMs(one) - oldestWrittenMs <= SAME_RECORD_MS);
  const last = atOldest[0] ?? newest;
  const forMs = last.atMs - (atOldest.at(-1) ?? last).atMs;
  if (forMs >= STANDS_STILL_MS && measured.indexOf(last) < NEWEST_MINUTES)
    return { ageMs: last.ageMs, measuredMs: last.atMs, trend: { kind: 'growing', forMs } };
  const isLongEnough = newest.atMs - oldestMeasured.atMs >= STANDS_STILL_MS;
  const trend = { kind: isLongEnough ? 'moving' : 'unknown' } as const;
  return { ageMs: newest.ageMs, measuredMs: newest.atMs, trend };
}

function writtenMs({ atMs, ageMs }: MeasuredAge): number {
  return atMs - ageMs;
}
