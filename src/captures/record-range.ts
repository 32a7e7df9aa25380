/** A part of a capture: from one record on, or a single one. */
import type { SourcedRecord } from '../engine/ports/record-sequence';

export interface RecordRange {
  /** The first record, counted from 0. */
  readonly from: number;
  /** At least 1; to the end without it. */
  readonly count?: number;
  /** Counts and takes only the records of this shard. */
  readonly shardId?: string;
}

/**
 * The records of the range, in order. Stops reading with the last of them, so that a bad
 * line after it does no harm.
 *
 * @returns how many records were counted, if none was in the range; else undefined
 */
export async function* recordsInRange<T extends SourcedRecord>(
  records: AsyncIterable<T>,
  { from, count = Infinity, shardId }: RecordRange,
): AsyncGenerator<T, number | undefined> {
  let index = 0;
  for await (const sourced of records) {
    if (shardId !== undefined && sourced.shardId !== shardId) continue;
    if (index >= from) yield sourced;
    index += 1;
    if (index >= from + count) return undefined;
  }
  return index > from ? undefined : index;
}
