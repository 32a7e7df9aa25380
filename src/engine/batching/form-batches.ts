/**
 * Cuts a source's records into batches: at most `batchSize` records and 6 MB,
 * never two shards in one batch, order kept within each shard (PR-3, PR-11).
 */
import type { StreamRecord } from '../events/dynamodb-event';
import type { RecordSequence } from '../ports/record-sequence';
import type { Batch } from './batch';
import { PayloadLimit } from './payload-limit';

interface OpenBatch {
  readonly records: [StreamRecord, ...StreamRecord[]];
  readonly limit: PayloadLimit;
}

/** @param batchSize 1 to 10,000. Memory holds at most one open batch a shard. */
export async function* formBatches(source: RecordSequence, batchSize: number): AsyncGenerator<Batch, void> {
  const open = new Map<string, OpenBatch>();
  for await (const { shardId, record } of source.records()) {
    const current = open.get(shardId);
    if (current === undefined) {
      open.set(shardId, openBatch(record));
    } else if (current.limit.add(record)) {
      current.records.push(record);
    } else {
      open.set(shardId, openBatch(record));
      yield { shardId, records: current.records };
    }
    const grown = open.get(shardId);
    if (grown !== undefined && grown.records.length >= batchSize) {
      open.delete(shardId);
      yield { shardId, records: grown.records };
    }
  }
  for (const [shardId, { records }] of open) yield { shardId, records };
}

function openBatch(record: StreamRecord): OpenBatch {
  const limit = new PayloadLimit();
  limit.add(record);
  return { records: [record], limit };
}
