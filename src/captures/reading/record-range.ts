/** A part of a capture: from one record on, or a single one. */
import { CaptureError } from '../capture-error';

export interface RecordRange {
  /** The first record, counted from 0. */
  readonly from: number;
  /** At least 1; to the end without it. */
  readonly count?: number;
  /** Counts and takes only the records of this shard. */
  readonly shardId?: string;
}

/** @param found how many records were counted */
export function nothingInRange(file: string, { from, shardId }: RecordRange, found: number): CaptureError {
  const where = shardId === undefined ? 'it has' : `shard ${shardId} has`;
  const records = found === 1 ? 'record' : 'records';
  return new CaptureError(file, `${where} ${found} ${records}, so none at position ${from} (counted from 0)`);
}
