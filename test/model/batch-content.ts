/** How much of a lane's waiting records one batch can hold (PR-3, TW-1). */
import type { ModelOptions, WorldRecord } from './trace';

export const LARGEST_EVENT_BYTES = 6_291_456;
const ENVELOPE_BYTES = '{"Records":[]}'.length;

export interface Content {
  readonly count: number;
  /** Nothing that comes later can join: it is full, or the next record may not travel with it. */
  readonly isClosed: boolean;
}

export function windowStartOf({ createdMs }: WorldRecord, { tumblingMs }: ModelOptions): number {
  return Math.floor(createdMs / tumblingMs) * tumblingMs;
}

/** @param openWindowMs start of the tumbling window that is open */
export function contentOf(
  waiting: readonly WorldRecord[],
  options: ModelOptions,
  openWindowMs: number | undefined,
): Content {
  let count = 0;
  let bytes = ENVELOPE_BYTES;
  let windowMs = openWindowMs;
  for (const record of waiting) {
    bytes += record.bytes + (count > 0 ? 1 : 0);
    if (options.tumblingMs > 0) {
      windowMs ??= windowStartOf(record, options);
      if (windowStartOf(record, options) > windowMs) return { count, isClosed: true };
    }
    if (count > 0 && (record.travelsAlone || bytes > LARGEST_EVENT_BYTES)) return { count, isClosed: true };
    count += 1;
    if (record.travelsAlone || count === options.batchSize) return { count, isClosed: true };
  }
  return { count, isClosed: false };
}
