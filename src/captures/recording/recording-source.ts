/**
 * A stream source that also records: each page is appended before it is handed on, so that a capture has what
 * a session has seen. Pages that are read again are passed over by the recording.
 */
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import type { StreamSource } from '../../engine/ports/stream-source';
import { isFromBeginOn } from './recording-begin';
import type { RecordSink } from './record-stream';

/**
 * @param begin where the session begins; older records are read and handed on, but not recorded
 * @param recording undefined once it has ended; then pages are only handed on
 */
export function recordingSource(
  source: StreamSource,
  begin: StartingPosition,
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
      const records = page.records.filter((record) => isFromBeginOn(begin, record));
      if (records.length > 0) await recording()?.append(shard, records);
      return page;
    },
  };
}
