/**
 * Says when a shard is really read from now on: what is written before its first read from LATEST has come
 * back may be missed, so nobody should be told to write before.
 */
import type { RecordsPage, StreamSource } from '../../engine/ports/stream-source';

/** @param announce called once for each shard that is read from LATEST */
export function announcingLatest(source: StreamSource, announce: (shardId: string) => void): StreamSource {
  const unread = new Map<string, string>();
  const announced = new Set<string>();
  return {
    streamArn: source.streamArn,
    listShards: (stop) => source.listShards(stop),
    async getShardIterator(shardId, position, stop): Promise<string> {
      const iterator = await source.getShardIterator(shardId, position, stop);
      if (position.type === 'LATEST' && !announced.has(shardId)) unread.set(iterator, shardId);
      return iterator;
    },
    async getRecords(iterator, limit, stop): Promise<RecordsPage> {
      const page = await source.getRecords(iterator, limit, stop);
      const shardId = unread.get(iterator);
      if (shardId !== undefined) {
        unread.delete(iterator);
        announced.add(shardId);
        announce(shardId);
      }
      return page;
    },
  };
}
