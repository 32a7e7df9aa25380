/**
 * When the records that a stuck trigger stands at were written, as its function's IteratorAge tells: the age of the
 * last record of a batch when it was sent, the maximum over all shards of all its triggers (LDG/monitoring-metrics-types).
 */
import type { IteratorAge } from '../../triggers/inventory/iterator-age';

export interface PositionWindow {
  /** Epoch milliseconds, all three: before this nothing of the batch was written, as far as the metric can be believed. */
  readonly earliestMs: number;
  /** From here on is most likely: a failed batch is sent again every minute or so, and measured each time. */
  readonly likelyMs: number;
  /** Nothing later is older than the metric says. */
  readonly latestMs: number;
}

/** A batch begins before the record whose age is told, its last one: seldom by more than this, hardly by more than that. */
const BEGINS_BEFORE_MS = 60_000;
const MAY_BEGIN_BEFORE_MS = 15 * 60_000;
/** A value may be of any moment of its minute. */
const MINUTE_MS = 60_000;
/** A record's time is in whole seconds, rounded (RE-7). */
const ROUNDING_MS = 1000;

export function positionWindow({
  ageMs,
  measuredMs,
}: Pick<IteratorAge, 'ageMs' | 'measuredMs'>): PositionWindow {
  const writtenMs = measuredMs - ageMs;
  return {
    earliestMs: writtenMs - MAY_BEGIN_BEFORE_MS - ROUNDING_MS,
    likelyMs: writtenMs - BEGINS_BEFORE_MS - ROUNDING_MS,
    latestMs: writtenMs + MINUTE_MS + ROUNDING_MS,
  };
}
