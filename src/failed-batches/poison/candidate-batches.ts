/** The records of a capture in batches as Lambda could send them: of one shard each, within size and number. */
import { MAXIMUM_PAYLOAD_BYTES } from '../../engine/batching/batch-limits';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { envelopeBytes } from '../../engine/events/event-bytes';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamSource } from '../../engine/ports/stream-source';

export interface CandidateBatch {
  readonly shardId: string;
  /** Of its first record among the shard's, from 0. */
  readonly from: number;
  readonly records: readonly [EncodedRecord, ...EncodedRecord[]];
}

/**
 * One batch is in memory at a time.
 *
 * @param batchSize at least 1
 * @throws what the source throws
 */
export async function* candidateBatches(
  source: StreamSource,
  batchSize: number,
  stop: StopSignal,
): AsyncGenerator<CandidateBatch, void> {
  const { shards } = await source.listShards(stop);
  for (const { shardId } of shards) {
    let from = 0;
    let records: EncodedRecord[] = [];
    let bytes = envelopeBytes(undefined);
    for await (const record of recordsOf(source, shardId, stop)) {
      const added = record.byteLength + 1;
      if (records.length >= batchSize || bytes + added > MAXIMUM_PAYLOAD_BYTES) {
        yield* batchOf(shardId, from, records);
        from += records.length;
        records = [];
        bytes = envelopeBytes(undefined);
      }
      records.push(record);
      bytes += added;
    }
    yield* batchOf(shardId, from, records);
  }
}

function* batchOf(
  shardId: string,
  from: number,
  [first, ...others]: readonly EncodedRecord[],
): Generator<CandidateBatch, void> {
  if (first !== undefined) yield { shardId, from, records: [first, ...others] };
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
