/** The records of a capture in batches as Lambda could send them: of one shard each, within size and number. */
import { MAXIMUM_PAYLOAD_BYTES } from '../../engine/batching/batch-limits';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { envelopeBytes } from '../../engine/events/event-bytes';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamSource } from '../../engine/ports/stream-source';

export interface CandidateBatch {
  readonly shardId: string;
  readonly records: readonly EncodedRecord[];
  /** Where each record stands among those of its shard, from 0; those that were filtered out count. */
  readonly positions: readonly number[];
}

export interface BatchRules {
  /** At least 1. */
  readonly batchSize: number;
  /** What the trigger's filters let through. */
  readonly isWanted: (record: EncodedRecord) => boolean;
}

/**
 * One batch is in memory at a time; none is empty.
 *
 * @throws what the source throws
 */
export async function* candidateBatches(
  source: StreamSource,
  { batchSize, isWanted }: BatchRules,
  stop: StopSignal,
): AsyncGenerator<CandidateBatch, void> {
  const { shards } = await source.listShards(stop);
  for (const { shardId } of shards) {
    let position = -1;
    let records: EncodedRecord[] = [];
    let positions: number[] = [];
    let bytes = envelopeBytes(undefined);
    for await (const record of recordsOf(source, shardId, stop)) {
      position += 1;
      if (!isWanted(record)) continue;
      const added = record.byteLength + 1;
      if (records.length >= batchSize || (records.length > 0 && bytes + added > MAXIMUM_PAYLOAD_BYTES)) {
        yield { shardId, records, positions };
        records = [];
        positions = [];
        bytes = envelopeBytes(undefined);
      }
      records.push(record);
      positions.push(position);
      bytes += added;
    }
    if (records.length > 0) yield { shardId, records, positions };
  }
}

/** In the order of the shard. */
async function* recordsOf(
  source: StreamSource,
  shardId: string,
  stop: StopSignal,
): AsyncGenerator<EncodedRecord, void> {
  let iterator: string | undefined = await source.getShardIterator(shardId, { type: 'TRIM_HORIZON' }, stop);
  while (iterator !== undefined) {
    const page = await source.getRecords(iterator, PAGE, stop);
    yield* page.records;
    iterator = page.nextShardIterator;
  }
}

const PAGE = 1000;
