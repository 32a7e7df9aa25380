/** Counts the records of each shard as they are read, for a batch to be found again in its capture. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { RecordsPage, StreamSource } from '../../engine/ports/stream-source';

export class CountedSource implements StreamSource {
  private readonly places = new WeakMap<EncodedRecord, number>();
  private readonly counts = new Map<string, number>();
  private readonly shardOfIterator = new Map<string, string>();

  constructor(private readonly source: StreamSource) {}

  get streamArn(): string {
    return this.source.streamArn;
  }

  listShards(...asked: Parameters<StreamSource['listShards']>): ReturnType<StreamSource['listShards']> {
    return this.source.listShards(...asked);
  }

  async getShardIterator(...asked: Parameters<StreamSource['getShardIterator']>): Promise<string> {
    const iterator = await this.source.getShardIterator(...asked);
    this.shardOfIterator.set(iterator, asked[0]);
    return iterator;
  }

  async getRecords(...asked: Parameters<StreamSource['getRecords']>): Promise<RecordsPage> {
    const page = await this.source.getRecords(...asked);
    const shardId = this.shardOfIterator.get(asked[0]);
    if (shardId === undefined) return page;
    this.shardOfIterator.delete(asked[0]);
    if (page.nextShardIterator !== undefined) this.shardOfIterator.set(page.nextShardIterator, shardId);
    let count = this.counts.get(shardId) ?? 0;
    for (const record of page.records) {
      this.places.set(record, count);
      count += 1;
    }
    this.counts.set(shardId, count);
    return page;
  }

  /** From 0, within the shard as this source gives it. */
  placeOf(record: EncodedRecord | undefined): number | undefined {
    return record && this.places.get(record);
  }
}
