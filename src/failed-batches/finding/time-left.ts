/** How long the records of a failed batch can still be read from their stream, and which batch is to be saved first. */
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import { RETENTION_MS } from '../../triggers/inventory/trigger-trouble';
import type { FailedBatch } from '../failed-batch';

/** A working day's rest, and what is left of a coffee break. */
const SOON_MS = 6 * 3_600_000;
const HURRY_MS = 3_600_000;

export type TimeLeft =
  /** Until the first record may be trimmed (DS-5), in milliseconds: six hours or more, less than that, less than one. */
  | { readonly kind: 'plenty' | 'soon' | 'hurry'; readonly leftMs: number }
  /** The first records may be gone; `leftMs` until all may be. */
  | { readonly kind: 'begun'; readonly leftMs: number }
  | { readonly kind: 'trimmed' }
  /** The document carries its records (DE-9): the stream is not needed. */
  | { readonly kind: 'carried' };

type Placed = Pick<FailedBatch, 'id' | 'discardedMs' | 'streamArn' | 'shardId' | 'startSequenceNumber'>;
type Timed = Pick<FailedBatch, 'firstArrivalMs' | 'lastArrivalMs' | 'payload'>;

/** @param nowMs epoch milliseconds */
export function timeLeftOf({ firstArrivalMs, lastArrivalMs, payload }: Timed, nowMs: number): TimeLeft {
  if (payload !== undefined) return { kind: 'carried' };
  const leftMs = firstArrivalMs + RETENTION_MS - nowMs;
  if (leftMs <= 0) {
    const leftOfLastMs = lastArrivalMs + RETENTION_MS - nowMs;
    return leftOfLastMs <= 0 ? { kind: 'trimmed' } : { kind: 'begun', leftMs: leftOfLastMs };
  }
  if (leftMs >= SOON_MS) return { kind: 'plenty', leftMs };
  return { kind: leftMs >= HURRY_MS ? 'soon' : 'hurry', leftMs };
}

/**
 * Puts first what is lost first: those that are being trimmed, then by the time that is left; then those that carry their
 * records, the newest first; last those of which nothing is left, the newest first. Of two with the same time left, which
 * is told in whole seconds, the earlier in its shard comes first.
 *
 * @param nowMs epoch milliseconds
 * @returns a comparison for `sort`
 */
export function byTimeLeft(nowMs: number): (one: Timed & Placed, other: Timed & Placed) => number {
  return (one, other) => {
    const [left, right] = [timeLeftOf(one, nowMs), timeLeftOf(other, nowMs)];
    return (
      rankOf(left) - rankOf(right) ||
      ('leftMs' in left && 'leftMs' in right
        ? left.leftMs - right.leftMs || byShard(one, other)
        : other.discardedMs - one.discardedMs || byShard(one, other)) ||
      other.discardedMs - one.discardedMs ||
      compareText(one.id, other.id)
    );
  };
}

/** What is running out by whichever end counts as one: an hour is an hour. */
function rankOf({ kind }: TimeLeft): number {
  switch (kind) {
    case 'begun':
      return 0;
    case 'hurry':
    case 'soon':
    case 'plenty':
      return 1;
    case 'carried':
      return 2;
    case 'trimmed':
      return 3;
  }
}

function byShard(one: Placed, other: Placed): number {
  return (
    compareText(one.streamArn, other.streamArn) ||
    compareText(one.shardId, other.shardId) ||
    compareSequenceNumbers(one.startSequenceNumber, other.startSequenceNumber)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
