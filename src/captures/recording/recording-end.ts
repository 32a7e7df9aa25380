/**
 * Which records of a page are still before the end of a recording, and when a shard has been read up to it.
 * A shard tells neither: what is read of a quiet one stays empty, and an empty page is no proof that nothing
 * follows (IT-6).
 */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { ShardPage } from '../../engine/pollers/shard-reader';
import type { Shard } from '../../engine/ports/stream-source';
import type { RecordingEnd } from './recording-request';

/** How long after a change its record may turn up, and how far times of one shard may be out of order. */
const LATE_RECORDS_MS = 2000;

/** So many empty pages in a row are believed. */
const EMPTY_PAGES_BELIEVED = 4;

export class RecordingEndDetector {
  private readonly emptyPages = new Map<string, number>();
  /** A sequence number as the end: some shard has been read up to it. */
  private wasReached = false;

  constructor(private readonly end: RecordingEnd) {}

  isBeyond(shard: Shard): boolean {
    return (
      this.end.type === 'SEQUENCE_NUMBER' &&
      shard.startingSequenceNumber !== undefined &&
      compareSequenceNumbers(shard.startingSequenceNumber, this.end.sequenceNumber) > 0
    );
  }

  /** @returns those of the page's records that belong to the recording, and whether more of the shard can */
  accept(
    shardId: string,
    page: ShardPage,
  ): { readonly records: readonly EncodedRecord[]; readonly isPast: boolean } {
    const { end } = this;
    this.emptyPages.set(
      shardId,
      page.caughtUpToMs === undefined ? 0 : (this.emptyPages.get(shardId) ?? 0) + 1,
    );
    switch (end.type) {
      case 'TIME':
        return this.acceptUntil(shardId, page, endOfSecond(end.epochMs));
      case 'SEQUENCE_NUMBER':
        return this.acceptThrough(shardId, page, end.sequenceNumber);
      default:
        return { records: page.records, isPast: false };
    }
  }

  private acceptUntil(
    shardId: string,
    page: ShardPage,
    untilMs: number,
  ): ReturnType<RecordingEndDetector['accept']> {
    const timeOf = ({ approximateCreationMs }: EncodedRecord): number => approximateCreationMs ?? 0;
    const lateMs = untilMs + LATE_RECORDS_MS;
    return {
      records: page.records.filter((record) => timeOf(record) < untilMs),
      isPast:
        page.records.some((record) => timeOf(record) >= lateMs) ||
        (this.isQuiet(shardId) && (page.caughtUpToMs ?? 0) >= lateMs),
    };
  }

  private acceptThrough(
    shardId: string,
    { records }: ShardPage,
    through: string,
  ): ReturnType<RecordingEndDetector['accept']> {
    const last = records.at(-1);
    const isPast = last !== undefined && compareSequenceNumbers(last.sequenceNumber, through) >= 0;
    this.wasReached ||= isPast;
    return {
      records: records.filter(({ sequenceNumber }) => compareSequenceNumbers(sequenceNumber, through) <= 0),
      isPast: isPast || (this.wasReached && this.isQuiet(shardId)),
    };
  }

  private isQuiet(shardId: string): boolean {
    return (this.emptyPages.get(shardId) ?? 0) >= EMPTY_PAGES_BELIEVED;
  }
}

/** Records tell whole seconds (RE-7); exclusive. */
function endOfSecond(epochMs: number): number {
  return (Math.floor(epochMs / 1000) + 1) * 1000;
}
