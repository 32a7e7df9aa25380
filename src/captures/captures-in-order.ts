/**
 * Several captures as one source, each read to its end before the next is opened.
 *
 * Shards of JSON Lines captures keep their names, so a shard that goes on in the next
 * file goes on in the same batch. Events don't name their shard: those of each file get
 * one of their own, or a batch would mix two files that have nothing to do with each other.
 */
import type { SourcedRecord, StreamSource } from '../engine/ports/stream-source';
import { SHARD_OF_EVENT } from './capture-format';
import { CapturedStreamSource } from './captured-stream-source';

export class CapturesInOrder implements StreamSource {
  constructor(
    private readonly files: readonly string[],
    private readonly signal?: AbortSignal,
  ) {}

  /** @throws CaptureError of the first file that can't be read, after the records before it */
  async *records(): AsyncGenerator<SourcedRecord, void> {
    for (const [index, file] of this.files.entries()) {
      const source = new CapturedStreamSource(file, this.signal ? { signal: this.signal } : {});
      for await (const { shardId, record } of source.records()) {
        yield { shardId: shardId === SHARD_OF_EVENT ? `${SHARD_OF_EVENT}-${index + 1}` : shardId, record };
      }
    }
  }
}
