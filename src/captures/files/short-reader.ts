/** The records of an event or an on-failure document: one shard, in memory. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { encodeRecord } from '../../engine/events/encoded-record';
import type { LinePosition } from './byte-lines';
import type { ShortCapture } from '../reading/open-capture';
import type { RecordRange } from '../reading/record-range';
import { nothingInRange } from '../reading/record-range';
import type { RecordReader, ShardPage } from '../reading/shard-reader';

/** `eventSourceARN` is added where the on-failure document knows it and a record does not (EV-1). */
export function recordsOfShortCapture(capture: ShortCapture, range?: RecordRange): readonly EncodedRecord[] {
  const { streamArn, shardId } = capture;
  const { from = 0, count = Infinity, shardId: only = shardId } = range ?? {};
  const found = only === shardId ? capture.records : [];
  if (range !== undefined && from >= found.length)
    throw nothingInRange(capture.bytes.file, range, found.length);
  return found
    .slice(from, from + count)
    .map((record) =>
      encodeRecord(
        record.eventSourceARN === undefined && streamArn !== undefined
          ? { ...record, eventSourceARN: streamArn }
          : record,
      ),
    );
}

/** Positions are indexes. */
export class ShortReader implements RecordReader {
  constructor(
    private readonly records: readonly EncodedRecord[],
    public position: LinePosition,
  ) {}

  readPage(limit: number, nowMs: number): Promise<ShardPage> {
    const { offset } = this.position;
    const wanted = this.records.slice(offset, offset + limit);
    const late = wanted.findIndex(({ approximateCreationMs = nowMs }) => approximateCreationMs > nowMs);
    const records = late === -1 ? wanted : wanted.slice(0, late);
    this.moveTo(offset + records.length);
    const nextRecordAtMs = late === 0 ? wanted[0]?.approximateCreationMs : undefined;
    return Promise.resolve({
      records,
      hasEnded: this.position.offset >= this.records.length,
      ...(nextRecordAtMs !== undefined && { nextRecordAtMs }),
    });
  }

  skipUntil(isWanted: (record: EncodedRecord) => boolean): Promise<void> {
    const index = this.records.findIndex(isWanted);
    this.moveTo(index === -1 ? this.records.length : index);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private moveTo(offset: number): void {
    this.position = { offset, line: 1 };
  }
}
