/**
 * The records at which a trigger may be stuck: in each shard those of the time that IteratorAge tells, else the oldest
 * that are left. DynamoDB Streams has no AT_TIMESTAMP (IT-1), so that a shard is read from its start to that time.
 */
import { shardCreationMs } from '../../engine/pollers/shard-lineage';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { Shard } from '../../engine/ports/stream-source';
import { BoundedReading, type BoundedReadingPorts } from '../../triggers/streams/bounded-reading';
import { inParallel } from '../../triggers/streams/in-parallel';
import { shardLevels } from '../../triggers/streams/shard-lines';
import { GatheredBatch } from './gathered-batch';
import type { PositionWindow } from './position-window';
import type { StuckPosition, StuckSearch } from './stuck-position';

export interface StuckPositions {
  /** What is the likeliest comes first: the longest behind. */
  readonly positions: readonly StuckPosition[];
  readonly basis: 'iteratorAge' | 'oldestRecords';
  /** Whether reading ended before it had seen all that it had to. */
  readonly cutShort?: 'limit' | 'stopped';
}

/** Of up to 1,000 records or 1 MB each: at Lambda's pace of four a second a shard a matter of minutes. */
export const MOST_PAGES = 400;
const SHARDS_AT_A_TIME = 4;
/** The time in a shard's id is not promised (SH-6), and other clocks are others'. */
const ID_TOLERANCE_MS = 10 * 60_000;

/** @throws StreamSourceError; a stop is no error: what was found until then is the answer */
export async function findStuckPositions(
  ports: BoundedReadingPorts,
  shards: readonly Shard[],
  search: StuckSearch,
  stop: StopSignal,
): Promise<StuckPositions> {
  const { window } = search;
  if (window !== undefined) {
    const found = await look(ports, shardsOfWindow(shards, window), search, stop);
    if (found.positions.length > 0 || found.cutShort === 'stopped') return found;
  }
  const { batchSize, passes } = search;
  return look(ports, shards, { batchSize, passes }, stop);
}

async function look(
  ports: BoundedReadingPorts,
  shards: readonly Shard[],
  search: StuckSearch,
  stop: StopSignal,
): Promise<StuckPositions> {
  const reading = new BoundedReading(ports, { mostPages: MOST_PAGES });
  const positions: StuckPosition[] = [];
  let cutShort: StuckPositions['cutShort'];
  for (const level of shardLevels(shards))
    await inParallel(
      level,
      SHARDS_AT_A_TIME,
      async (shard, ended) => {
        const batch = new GatheredBatch(search);
        const end = await reading.read(
          shard,
          { type: 'TRIM_HORIZON' },
          (records) => batch.take(records),
          ended,
        );
        if (end === 'limit' || end === 'stopped') cutShort ??= end;
        const position = batch.position(shard);
        if (position !== undefined) positions.push(position);
      },
      stop,
    );
  return {
    positions: positions.sort((one, other) => firstTimeMs(one) - firstTimeMs(other)),
    basis: search.window === undefined ? 'oldestRecords' : 'iteratorAge',
    ...(cutShort && { cutShort }),
  };
}

/** Without those that were closed before the time, or opened after it, as far as ids tell. */
function shardsOfWindow(
  shards: readonly Shard[],
  { earliestMs, latestMs }: PositionWindow,
): readonly Shard[] {
  const closedMs = new Map<string, number>();
  for (const { shardId, parentShardId } of shards) {
    const createdMs = shardCreationMs(shardId);
    if (parentShardId !== undefined && createdMs !== undefined) closedMs.set(parentShardId, createdMs);
  }
  return shards.filter(({ shardId }) => {
    const closed = closedMs.get(shardId) ?? Number.POSITIVE_INFINITY;
    const created = shardCreationMs(shardId) ?? 0;
    return closed + ID_TOLERANCE_MS >= earliestMs && created - ID_TOLERANCE_MS <= latestMs;
  });
}

function firstTimeMs({ records: [first] }: StuckPosition): number {
  return first.approximateCreationMs ?? 0;
}
