/** A capture as a source of records: replay is one more source for the engine. */
import type { SourcedRecord, RecordSequence } from '../engine/ports/record-sequence';
import { CaptureError } from './capture-error';
import { openCapture } from './open-capture';
import type { RecordRange } from './record-range';
import { recordsInRange } from './record-range';

export interface CapturedStreamSourceOptions {
  /** All records without it. */
  readonly range?: RecordRange;
  /** Reading rejects with its reason. */
  readonly signal?: AbortSignal;
}

export class CapturedStreamSource implements RecordSequence {
  constructor(
    /** Named in errors as it is given here. */
    private readonly file: string,
    private readonly options: CapturedStreamSourceOptions = {},
  ) {}

  /** @throws CaptureError at the first record that can't be read, after all those before it */
  async *records(): AsyncGenerator<SourcedRecord, void> {
    const { range, signal } = this.options;
    const capture = await openCapture(this.file, signal);
    try {
      const found = yield* recordsInRange(capture.records(), range ?? { from: 0 });
      if (found !== undefined && range !== undefined)
        throw new CaptureError(this.file, nothingAt(range, found));
    } finally {
      await capture.close();
    }
  }
}

function nothingAt({ from, shardId }: RecordRange, found: number): string {
  const where = shardId === undefined ? 'it has' : `shard ${shardId} has`;
  return `${where} ${found} ${found === 1 ? 'record' : 'records'}, so none at position ${from} (counted from 0)`;
}
