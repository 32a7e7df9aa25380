/**
 * Where the pages of a shard began that were read before. DynamoDB Streams reads forward only, and from no other
 * places than a shard's beginning, its present end and the sequence numbers of records (IT-1), so that the last
 * records are found by reading all before them: once, for with these marks the next reading begins near the end.
 */
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { ShardPosition } from '../../engine/ports/stream-source';

interface Mark {
  readonly firstSequenceNumber: string;
  readonly records: number;
}

/** Of one window, for all streams; a few dozen bytes a page of up to 1,000 records. */
export class PageMarks {
  private readonly marks = new Map<string, Mark[]>();

  /** @param shard names stream and shard; @param records how many came from this record on, before the next mark */
  add(shard: string, firstSequenceNumber: string, records: number): void {
    const marks = this.marks.get(shard) ?? [];
    // What is read again replaces what was known from there on.
    const again = marks.findIndex(
      (mark) => compareSequenceNumbers(mark.firstSequenceNumber, firstSequenceNumber) >= 0,
    );
    if (again !== -1) marks.length = again;
    marks.push({ firstSequenceNumber, records });
    this.marks.set(shard, marks);
  }

  /** @returns a place after which there are at least so many records; the beginning if none is known */
  before(shard: string, records: number): ShardPosition {
    let after = 0;
    for (const mark of [...(this.marks.get(shard) ?? [])].reverse()) {
      after += mark.records;
      if (after >= records) return { type: 'AT_SEQUENCE_NUMBER', sequenceNumber: mark.firstSequenceNumber };
    }
    return { type: 'TRIM_HORIZON' };
  }
}
