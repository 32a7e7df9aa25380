/**
 * A stream source that also records: each page is appended before it is handed on, so that a capture has what
 * a session has seen. Pages that are read again are passed over by the recording.
 */
import type { StreamSource } from '../engine/ports/stream-source';
import type { RecordSink } from './record-stream';

/** @param recording undefined once it has ended; then pages are only handed on */
export function recordingSource(
  source: StreamSource,
  recording: () => Pick<RecordSink, 'append'> | undefined,
): StreamSource {
  const parents = new Map<string, string>();
  const shardOfIterator = new Map<string, string>();
  return {
    streamArn: source.streamArn,
    listShards: async (stop) => {
      const list = await source.listShards(stop);
      for (const { shardId, parentShardId } of list.shards)
        if (parentShardId !== undefined) parents.set(shardId, parentShardId);
      return list;
    },
    getShardIterator: async (shardId, position, stop) => {
      const iterator = await source.getShardIterator(shardId, position, stop);
      shardOfIterator.set(iterator, shardId);
      return iterator;
    },
    getRecords: async (iterator, limit, stop) => {
      const page = await source.getRecords(iterator, limit, stop);
      const shardId = shardOfIterator.get(iterator);
      if (shardId === undefined) return page;
      shardOfIterator.delete(iterator);
      if (page.nextShardIterator !== undefined) shardOfIterator.set(page.nextShardIterator, shardId);
      const parentShardId = parents.get(shardId);
      const shard = { shardId, ...(parentShardId !== undefined && { parentShardId }) };
      if (page.records.length > 0) await recording()?.append(shard, page.records);
      return page;
    },
  };
}
