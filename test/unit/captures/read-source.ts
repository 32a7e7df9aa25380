/** Reads a source to its end as the engine does, one shard after the other. */
import type { EncodedRecord } from '../../../src/engine/events/encoded-record';
import type { StopSignal } from '../../../src/engine/ports/stop-signal';
import type { ShardPosition, StreamSource } from '../../../src/engine/ports/stream-source';

export interface ReadRecord {
  readonly shardId: string;
  readonly encoded: EncodedRecord;
}

export interface ReadOut {
  readonly records: readonly ReadRecord[];
  /** The first error of a shard, or of the list of shards. */
  readonly error: unknown;
}

export const neverStops: StopSignal = new AbortController().signal;

export async function readSource(source: StreamSource, limit = 1000): Promise<ReadOut> {
  const records: ReadRecord[] = [];
  let error: unknown;
  try {
    for (const { shardId } of (await source.listShards(neverStops)).shards) {
      const read = await readShard(source, shardId, { limit });
      records.push(...read.records);
      error ??= read.error;
    }
  } catch (thrown) {
    error ??= thrown;
  }
  return { records, error };
}

export async function readShard(
  source: StreamSource,
  shardId: string,
  {
    limit = 1000,
    position = { type: 'TRIM_HORIZON' },
  }: { readonly limit?: number; readonly position?: ShardPosition } = {},
): Promise<ReadOut> {
  const records: ReadRecord[] = [];
  try {
    let iterator: string | undefined = await source.getShardIterator(shardId, position, neverStops);
    while (iterator !== undefined) {
      const page = await source.getRecords(iterator, limit, neverStops);
      records.push(...page.records.map((encoded) => ({ shardId, encoded })));
      iterator = page.nextShardIterator;
    }
    return { records, error: undefined };
  } catch (error) {
    return { records, error };
  }
}
