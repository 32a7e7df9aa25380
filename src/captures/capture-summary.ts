/**
 * What the list of captures says about one: table, time, number of records, keys, size.
 *
 * Up to 50 MB all of a file is read and checked. Of a longer JSON Lines capture only the
 * beginning and the last record are read, and the number of records is an estimate from
 * the lengths of the first lines; with `exact` it is read to the end all the same.
 */
import type { StreamRecord } from '../engine/events/dynamodb-event';
import type { KeyRange } from '../engine/events/record-summary';
import { keyText, recordTimeMs } from '../engine/events/record-summary';
import type { StreamArn } from '../engine/events/stream-arn';
import { parseStreamArn } from '../engine/events/stream-arn';
import type { CaptureKind } from './capture-format';
import type { CapturedRecord, OpenCapture } from './open-capture';
import { openCapture } from './open-capture';
import { readLastRecord } from './last-record';

export const LARGEST_COUNTED_BYTES = 50 * 1024 * 1024;

/** How much of a longer capture is read for the estimate. */
const SAMPLED_BYTES = 4 * 1024 * 1024;

export interface CaptureSummary {
  readonly kind: CaptureKind;
  readonly sizeBytes: number;
  readonly streamArn?: string;
  /** The parts of `streamArn`, if it can be read. */
  readonly stream?: StreamArn;
  readonly recordCount: number;
  /** Whether `recordCount` is exact, and so are `shards`. */
  readonly counted: boolean;
  /** In the order in which they first occur; only those at the beginning if not counted. */
  readonly shards: readonly ShardSummary[];
  readonly keyRange: KeyRange;
  /** Milliseconds since 1970 of the first and the last record in the file. */
  readonly firstRecordTimeMs?: number;
  readonly lastRecordTimeMs?: number;
}

export interface ShardSummary {
  readonly shardId: string;
  readonly recordCount: number;
}

export interface SummaryOptions {
  readonly signal?: AbortSignal;
  /** Counts also what is longer than 50 MB. */
  readonly exact?: boolean;
}

/** @throws CaptureError if a part that was read is bad; the signal's reason */
export async function readCaptureSummary(
  file: string,
  options: SummaryOptions = {},
): Promise<CaptureSummary> {
  const capture = await openCapture(file, options.signal);
  try {
    const counted = options.exact === true || capture.sizeBytes <= LARGEST_COUNTED_BYTES;
    const seen = await survey(capture.records(), counted ? Infinity : SAMPLED_BYTES);
    if (counted) return summary(capture, seen, true);
    const lastRecord = await readLastRecord(file, capture.sizeBytes);
    const recordCount = Math.round((seen.recordCount / seen.bytes) * capture.sizeBytes);
    return summary(capture, { ...seen, last: lastRecord ?? seen.last, recordCount }, false);
  } finally {
    await capture.close();
  }
}

interface Survey {
  readonly first: StreamRecord;
  readonly last: StreamRecord;
  readonly recordCount: number;
  readonly bytes: number;
  readonly shards: readonly ShardSummary[];
}

async function survey(records: AsyncIterable<CapturedRecord>, mostBytes: number): Promise<Survey> {
  const perShard = new Map<string, number>();
  let first: StreamRecord | undefined;
  let last: StreamRecord | undefined;
  let recordCount = 0;
  let bytes = 0;
  for await (const { shardId, record, endOffset } of records) {
    first ??= record;
    last = record;
    recordCount += 1;
    perShard.set(shardId, (perShard.get(shardId) ?? 0) + 1);
    bytes = endOffset ?? 0;
    if (bytes >= mostBytes) break;
  }
  if (first === undefined || last === undefined)
    throw new Error('A capture without records is refused when it is read.');
  const shards = [...perShard].map(([shardId, count]) => ({ shardId, recordCount: count }));
  return { first, last, recordCount, bytes, shards };
}

function summary(capture: OpenCapture, seen: Survey, counted: boolean): CaptureSummary {
  const streamArn = capture.streamArn ?? seen.first.eventSourceARN;
  const stream = streamArn === undefined ? undefined : parseStreamArn(streamArn);
  const firstRecordTimeMs = recordTimeMs(seen.first);
  const lastRecordTimeMs = recordTimeMs(seen.last);
  return {
    kind: capture.kind,
    sizeBytes: capture.sizeBytes,
    ...(streamArn !== undefined && { streamArn }),
    ...(stream !== undefined && { stream }),
    recordCount: seen.recordCount,
    counted,
    shards: seen.shards,
    keyRange: { first: keyText(seen.first), last: keyText(seen.last) },
    ...(firstRecordTimeMs !== undefined && { firstRecordTimeMs }),
    ...(lastRecordTimeMs !== undefined && { lastRecordTimeMs }),
  };
}
