/**
 * When the records that a stuck trigger stands at were written, as its function's IteratorAge tells: the age of the
 * last record of a batch when it was sent, the maximum over all shards of all its triggers (LDG/monitoring-metrics-types).
 */

export interface PositionWindow {
  /** Epoch milliseconds, all three: before this nothing of the batch was written, as far as the metric can be believed. */
  readonly earliestMs: number;
  /** From here on is most likely: a failed batch is sent again every minute or so, and measured each time. */
  readonly likelyMs: number;
  /** Nothing later is older than the metric says. */
  readonly latestMs: number;
}

/** The catalog answers the newest value of so many minutes, without its time. */
const MEASURED_WITHIN_MS = 15 * 60_000;
/** The value's own minute, and one for CloudWatch to show it. */
const USUALLY_MEASURED_WITHIN_MS = 2 * 60_000;
/** A record's time is in whole seconds, rounded (RE-7). */
const ROUNDING_MS = 1000;

/** @param iteratorAgeMs the newest value that is known */
export function positionWindow(iteratorAgeMs: number, nowMs: number): PositionWindow {
  const writtenMs = nowMs - iteratorAgeMs;
  return {
    earliestMs: writtenMs - MEASURED_WITHIN_MS - ROUNDING_MS,
    likelyMs: writtenMs - USUALLY_MEASURED_WITHIN_MS - ROUNDING_MS,
    latestMs: writtenMs + ROUNDING_MS,
  };
}
