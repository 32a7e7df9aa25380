/** The shards of a stream in the order of their lineage: a parent before its children (SH-1). */
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import { shardCreationMs } from '../../engine/pollers/shard-lineage';
import type { Shard } from '../../engine/ports/stream-source';

/**
 * @returns the shards level by level: those of one level are not related, and may be read side by side; a parent that
 *   is not listed any more makes a root of its child (SH-4); parents in a circle stand in the last level
 */
export function shardLevels(shards: readonly Shard[]): readonly (readonly Shard[])[] {
  const levels: Shard[][] = [];
  let left: readonly Shard[] = [...shards].sort(byAge);
  while (left.length > 0) {
    const waiting = new Set(left.map(({ shardId }) => shardId));
    const level = left.filter(
      ({ parentShardId }) => !(parentShardId !== undefined && waiting.has(parentShardId)),
    );
    if (level.length === 0) return [...levels, [...left]];
    levels.push(level);
    const placed = new Set(level);
    left = left.filter((shard) => !placed.has(shard));
  }
  return levels;
}

/** Neither the times in ids nor sequence numbers of different shards are promised to tell; only for a steady order. */
function byAge(one: Shard, other: Shard): number {
  const createdMs = (shardCreationMs(one.shardId) ?? 0) - (shardCreationMs(other.shardId) ?? 0);
  if (createdMs !== 0) return createdMs;
  const [first, second] = [one.startingSequenceNumber ?? '0', other.startingSequenceNumber ?? '0'];
  return compareSequenceNumbers(first, second) || one.shardId.localeCompare(other.shardId);
}
