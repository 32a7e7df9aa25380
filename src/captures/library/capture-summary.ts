/**
 * What the list of captures says about one: table, time, number of records, keys, size.
 *
 * Up to 50 MB, compressed up to 8 MB, all of a file is read and checked. Of a longer JSON Lines
 * capture only the beginning and the last record are read, and the number of records is an estimate
 * from the beginning; with `exact` it is read to the end all the same.
 */
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { KeyRange } from '../../engine/events/record-summary';
import { keyText, recordTimeMs } from '../../engine/events/record-summary';
import type { StreamArn } from '../../engine/events/stream-arn';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { CaptureKind } from '../reading/capture-format';
import { readLastRecord } from '../reading/last-record';
import type { OpenCapture } from '../reading/open-capture';
import { openCapture } from '../reading/open-capture';
import { recordsInOrder } from '../reading/records-in-order';

export const LARGEST_COUNTED_BYTES = 50 * 1024 * 1024;
const LARGEST_COUNTED_COMPRESSED_BYTES = 8 * 1024 * 1024;

/** How much of a longer capture's file is read for the estimate. */
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
  const capture = await openCapture(file);
  const { bytes } = capture;
  try {
    const counted = options.exact === true || bytes.sizeBytes <= largestCounted(capture);
    const seen = await survey(capture, counted ? Infinity : SAMPLED_BYTES, options.signal);
    if (counted) return summary(capture, seen, true);
    const lastRecord = await readLastRecord(bytes);
    const recordCount = Math.round((seen.recordCount / seen.bytes) * bytes.sizeBytes);
    return summary(capture, { ...seen, last: lastRecord ?? seen.last, recordCount }, false);
  } finally {
    await bytes.close();
  }
}

function largestCounted({ kind, bytes }: OpenCapture): number {
  if (kind !== 'jsonLines') return Infinity;
  return bytes.compression === 'none' ? LARGEST_COUNTED_BYTES : LARGEST_COUNTED_COMPRESSED_BYTES;
}

/** What was read. */
interface Survey {
  readonly first: StreamRecord;
  readonly last: StreamRecord;
  readonly recordCount: number;
  /** Of the file. */
  readonly bytes: number;
  readonly shards: readonly ShardSummary[];
}

async function survey(
  capture: OpenCapture,
  mostBytes: number,
  signal: AbortSignal | undefined,
): Promise<Survey> {
  const perShard = new Map<string, number>();
  let first: EncodedRecord | undefined;
  let last: EncodedRecord | undefined;
  let recordCount = 0;
  let bytes = 0;
  for await (const { shardId, encoded, endOffset = 0 } of recordsInOrder(capture, undefined, signal)) {
    first ??= encoded;
    last = encoded;
    recordCount += 1;
    perShard.set(shardId, (perShard.get(shardId) ?? 0) + 1);
    bytes = capture.bytes.compression === 'none' ? endOffset : capture.bytes.furthestRead;
    if (bytes >= mostBytes) break;
  }
  if (first === undefined || last === undefined)
    throw new Error('A capture without records is refused when it is read.');
  const shards = [...perShard].map(([shardId, count]) => ({ shardId, recordCount: count }));
  return { first: first.record, last: last.record, recordCount, bytes, shards };
}

function summary(capture: OpenCapture, seen: Survey, counted: boolean): CaptureSummary {
  const streamArn = capture.streamArn ?? seen.first.eventSourceARN;
  const stream = streamArn === undefined ? undefined : parseStreamArn(streamArn);
  const firstRecordTimeMs = recordTimeMs(seen.first);
  const lastRecordTimeMs = recordTimeMs(seen.last);
  return {
    kind: capture.kind,
    sizeBytes: capture.bytes.sizeBytes,
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
