/** In which order destinations are shown: first where something is lost first. */
import type { FailedBatch } from '../failed-batch';
import type { DestinationKind } from './destination-kind';
import { byTimeLeft, timeLeftOf } from './time-left';

interface OrderedDestination {
  readonly kind: DestinationKind;
  /** Those that wait there and are not saved. */
  readonly unsaved: readonly FailedBatch[];
}

/**
 * Puts queues first, the one with the batch that is trimmed first before the others; then buckets, whose documents carry
 * their records; last what keeps nothing.
 *
 * @param nowMs epoch milliseconds
 * @returns the destinations in that order; those that are equal stay as they are
 */
export function byUrgency<Destination>(
  destinations: readonly Destination[],
  factsOf: (destination: Destination) => OrderedDestination,
  nowMs: number,
): readonly Destination[] {
  const compare = byTimeLeft(nowMs);
  const ranked = destinations.map((destination) => {
    const { kind, unsaved } = factsOf(destination);
    const [soonest] = unsaved.filter((batch) => 'leftMs' in timeLeftOf(batch, nowMs)).sort(compare);
    return { destination, rank: rankOf(kind, soonest !== undefined), soonest };
  });
  return ranked
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        (one.soonest === undefined || other.soonest === undefined ? 0 : compare(one.soonest, other.soonest)),
    )
    .map(({ destination }) => destination);
}

function rankOf(kind: DestinationKind, isRunningOut: boolean): number {
  if (isRunningOut) return 0;
  return { queue: 1, bucket: 2, topic: 3, other: 3 }[kind];
}
