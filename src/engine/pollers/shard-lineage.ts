/**
 * Which shards may be read: a parent must be finished before its children (SH-1), a parent
 * that is not listed any more holds nobody back (SH-4).
 */
import type { Shard } from '../ports/stream-source';

/** @returns those of the waiting shards that may start now */
export function readyShards(
  shards: ReadonlyMap<string, Shard>,
  isWaiting: (shardId: string) => boolean,
  isFinished: (shardId: string) => boolean,
): readonly Shard[] {
  return [...shards.values()].filter(({ shardId, parentShardId }) => {
    if (!isWaiting(shardId)) return false;
    return parentShardId === undefined || isFinished(parentShardId) || !shards.has(parentShardId);
  });
}

/** The milliseconds since 1970 in a shard's id, which AWS does not promise (SH-6). */
export function shardCreationMs(shardId: string): number | undefined {
  const digits = /^shardId-(\d{20})-/.exec(shardId)?.[1];
  const epochMs = digits === undefined ? Number.NaN : Number(digits);
  // DynamoDB Streams exist since 2014; anything else is a counter, not a time.
  return epochMs > 1_400_000_000_000 && epochMs < 10_000_000_000_000 ? epochMs : undefined;
}
