/** When a document in a bucket was discarded, by its key, and the order that follows from it (reference DE-10). */

export interface ShardFolder {
  /** Ends with a slash. */
  readonly prefix: string;
  /** By its id (reference SH-6), epoch milliseconds; absent where the id is of another form. */
  readonly createdMs?: number;
}

/** A place in the order: the later comes first, of the same moment the greater key. */
export interface OrderedKey {
  readonly timeMs: number;
  readonly key: string;
}

/**
 * A shard takes records for some hours (SH-3), which are gone a day later (DS-5): what it leaves behind it leaves within
 * this time. A document that says otherwise stands where the last moment would stand: none is lost, whatever it says.
 */
const SHARD_DAYS_MS = 3 * 24 * 60 * 60_000;

const DAY_FOLDER = 'YYYY/MM/DD/'.length;
const TIME = 'YYYY-MM-DDTHH.MM.SS'.length;
/** After the shard's prefix. */
const DOCUMENT = /^\d{4}\/\d{2}\/\d{2}\/\d{4}-\d{2}-\d{2}T\d{2}[.]\d{2}[.]\d{2}-/;

export function shardFolder(prefix: string): ShardFolder {
  const [, digits] = /\/shardId-(\d{20})[^/]*\/$/.exec(prefix) ?? [];
  return digits === undefined ? { prefix } : { prefix, createdMs: Number(digits) };
}

/** No document of the shard stands before it. */
export function latestOf({ createdMs }: ShardFolder): number {
  return createdMs === undefined ? Infinity : createdMs + SHARD_DAYS_MS;
}

/** @returns undefined for what Lambda has not written */
export function placeOfDocument(shard: ShardFolder, key: string): OrderedKey | undefined {
  const rest = key.slice(shard.prefix.length);
  return DOCUMENT.test(rest) ? { timeMs: earliestOf(shard, rest), key } : undefined;
}

/**
 * The moment at which the earliest document with that prefix stands.
 *
 * @param rest of the prefix, after the shard's: for example `2025/11/` or `2025/11/25/2025-11-25T15.`
 * @returns epoch milliseconds; NaN for what has no year
 */
export function earliestOf({ createdMs }: ShardFolder, rest: string): number {
  const time = rest.slice(DAY_FOLDER, DAY_FOLDER + TIME) || rest;
  const [year = NaN, month = 1, day = 1, ...ofDay] = (time.match(/\d+/g) ?? []).map(Number);
  const [hour = 0, minute = 0, second = 0] = ofDay;
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (createdMs === undefined) return timeMs;
  return Math.min(Math.max(timeMs, createdMs), createdMs + SHARD_DAYS_MS);
}

/** For sorting, the newest first. */
export function newestFirst(left: OrderedKey, right: OrderedKey): number {
  if (left.timeMs !== right.timeMs) return right.timeMs - left.timeMs;
  if (left.key === right.key) return 0;
  return left.key < right.key ? 1 : -1;
}
