/**
 * Where the reading of each shard begins: after its checkpoint, or by the mapping's starting
 * position (reference section 3.3).
 */
import { compareSequenceNumbers } from '../events/sequence-number';
import type { StartingPosition } from '../event-source-mapping/event-source-mapping';
import type { Checkpoint } from '../ports/checkpoint-store';
import type { Shard, ShardPosition } from '../ports/stream-source';
import { shardCreationMs } from './shard-lineage';

export interface ShardStart {
  readonly position: ShardPosition;
  /** Records up to and including this one have been handled. */
  readonly handledThrough?: string;
  /** Records created before this, in epoch milliseconds, are passed over. */
  readonly fromMs?: number;
}

/** How much a closed shard must be older than a starting time to be passed over unread: ids are no promise. */
const SHARD_AGE_ALLOWANCE_MS = 5 * 60 * 1000;

/** How far before a moment records are still taken where LATEST can't be asked for again: clocks differ. */
export const LATEST_OVERLAP_MS = 5000;

const fromTheBeginning: ShardStart = { position: { type: 'TRIM_HORIZON' } };

/**
 * The shards that are there when the mapping starts.
 *
 * @returns for each shard where to start, or that it counts as finished
 */
export function planStart(
  shards: readonly Shard[],
  from: StartingPosition,
  checkpoints: ReadonlyMap<string, Checkpoint>,
): ReadonlyMap<string, ShardStart | 'finished'> {
  // With checkpoints the mapping has run before: a shard without one is newer than they are.
  const startOf =
    checkpoints.size > 0
      ? ({ shardId }: Shard) => startOfFoundShard(shardId, from, checkpoints)
      : (shard: Shard) => first(shard, shards, from);
  return new Map(shards.map((shard) => [shard.shardId, startOf(shard)]));
}

/** A shard that is found while the mapping runs, or by a later run: its checkpoint, or its beginning. */
export function startOfFoundShard(
  shardId: string,
  from: StartingPosition,
  checkpoints: ReadonlyMap<string, Checkpoint>,
): ShardStart | 'finished' {
  const checkpoint = checkpoints.get(shardId);
  return checkpoint === undefined ? startOfNewShard(from) : after(checkpoint);
}

/** Children of a shard read at LATEST too begin at their beginning (CK-3). */
function startOfNewShard(from: StartingPosition): ShardStart {
  switch (from.type) {
    case 'TIME':
      return atTime(from.epochMs);
    case 'SEQUENCE_NUMBER':
      // The number may lie in it, if it was not written yet when the mapping started.
      return { ...fromTheBeginning, ...handledBefore(from.sequenceNumber) };
    case 'LATEST':
    case 'TRIM_HORIZON':
      return fromTheBeginning;
  }
}

/** Every record below this number counts as handled. */
function handledBefore(sequenceNumber: string): Pick<ShardStart, 'handledThrough'> {
  const through = BigInt(sequenceNumber) - 1n;
  return through < 0n ? {} : { handledThrough: String(through) };
}

function after(checkpoint: Checkpoint): ShardStart | 'finished' {
  if ('isFinished' in checkpoint) return 'finished';
  if ('fromMs' in checkpoint) return { ...fromTheBeginning, fromMs: checkpoint.fromMs };
  const { sequenceNumber } = checkpoint;
  return {
    position: { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber },
    handledThrough: sequenceNumber,
  };
}

function first(shard: Shard, shards: readonly Shard[], from: StartingPosition): ShardStart | 'finished' {
  const isClosed = shard.endingSequenceNumber !== undefined;
  switch (from.type) {
    case 'TRIM_HORIZON':
      return fromTheBeginning;
    case 'LATEST':
      return isClosed ? 'finished' : { position: { type: 'LATEST' } };
    case 'SEQUENCE_NUMBER':
      return atSequenceNumber(shard, from.sequenceNumber);
    case 'TIME':
      return isClosed && endedBefore(shard, shards, from.epochMs) ? 'finished' : atTime(from.epochMs);
  }
}

/** Across shards sequence numbers have no documented order (section 1.4); in practice they are the stream's. */
function atSequenceNumber(shard: Shard, sequenceNumber: string): ShardStart | 'finished' {
  const { startingSequenceNumber, endingSequenceNumber } = shard;
  if (
    startingSequenceNumber !== undefined &&
    compareSequenceNumbers(sequenceNumber, startingSequenceNumber) <= 0
  )
    return fromTheBeginning;
  if (endingSequenceNumber !== undefined && compareSequenceNumbers(sequenceNumber, endingSequenceNumber) > 0)
    return 'finished';
  return { position: { type: 'AT_SEQUENCE_NUMBER', sequenceNumber } };
}

/** There is no AT_TIMESTAMP (IT-1): read all, pass over what is older. Times are whole seconds (RE-7). */
function atTime(epochMs: number): ShardStart {
  return { position: { type: 'TRIM_HORIZON' }, fromMs: Math.floor(epochMs / 1000) * 1000 };
}

/** A shard ends when its first child is created. */
function endedBefore(shard: Shard, shards: readonly Shard[], epochMs: number): boolean {
  return shards.some(({ shardId, parentShardId }) => {
    const createdMs = parentShardId === shard.shardId ? shardCreationMs(shardId) : undefined;
    return createdMs !== undefined && createdMs < epochMs - SHARD_AGE_ALLOWANCE_MS;
  });
}
