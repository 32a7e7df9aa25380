/**
 * The records of one shard of a long capture, read from a position of its own, so that a shard
 * that nobody reads on holds back no other and nothing of it is kept in memory.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { LinePosition } from '../files/byte-lines';
import { ByteLines } from '../files/byte-lines';
import { CaptureError } from '../capture-error';
import type { CaptureIndex, IndexedShard } from './capture-index';
import type { LongCapture } from './open-capture';
import { RecordLines } from './record-lines';

/** As much as one event holds. */
const LARGEST_PAGE_BYTES = 6 * 1024 * 1024;

export interface ShardPage {
  readonly records: readonly EncodedRecord[];
  readonly hasEnded: boolean;
  readonly nextRecordAtMs?: number;
}

/** Reads a shard's records from a position on, one call at a time. */
export interface RecordReader {
  /** Where the next page begins. */
  readonly position: LinePosition;
  /**
   * @param limit at least 1
   * @param nowMs records that were created later are not there yet
   * @throws CaptureError for a bad line, after all records before it; the stop signal's reason
   */
  readPage(limit: number, nowMs: number, stop: StopSignal): Promise<ShardPage>;
  /** Passes over records until one is wanted. @throws as `readPage`; a bad line is left for the next page */
  skipUntil(isWanted: (record: EncodedRecord) => boolean, stop: StopSignal): Promise<void>;
  close(): Promise<void>;
}

interface ReadRecord {
  readonly record: EncodedRecord;
  /** Where reading goes on after it. */
  readonly next: LinePosition;
}

export class ShardReader implements RecordReader {
  position: LinePosition;
  private readonly lines: ByteLines;
  private readonly recordLines: RecordLines;
  /** Read already, and left for the next page. */
  private pending: ReadRecord | undefined;
  private failure: CaptureError | undefined;

  constructor(
    capture: LongCapture,
    index: CaptureIndex,
    private readonly shard: IndexedShard,
    from: LinePosition = shard.first,
  ) {
    const { bytes, isUnfinished, streamArn } = capture;
    this.position = from;
    this.lines = new ByteLines(bytes.file, bytes.chunks(from.offset), from, isUnfinished);
    this.recordLines = new RecordLines(this.lines, streamArn);
    for (const shardId of index.shardIds) this.recordLines.learn(shardId);
  }

  async readPage(limit: number, nowMs: number, stop: StopSignal): Promise<ShardPage> {
    // Scanning a page takes a while: what was given to a socket goes out before.
    await nextTurn();
    const records: EncodedRecord[] = [];
    let bytes = 0;
    while (records.length < limit && bytes < LARGEST_PAGE_BYTES) {
      const read = this.pending ?? (await this.readOrKeepFailure(records.length, stop));
      if (read === undefined) return { records, hasEnded: this.failure === undefined };
      const { approximateCreationMs: createdMs = nowMs } = read.record;
      if (createdMs > nowMs) {
        this.pending = read;
        return { records, hasEnded: false, ...(records.length === 0 && { nextRecordAtMs: createdMs }) };
      }
      this.pending = undefined;
      this.position = read.next;
      records.push(read.record);
      bytes += read.record.byteLength;
    }
    return { records, hasEnded: this.hasEnded() };
  }

  async skipUntil(isWanted: (record: EncodedRecord) => boolean, stop: StopSignal): Promise<void> {
    for (;;) {
      const read = await this.readOrKeepFailure(1, stop);
      if (read === undefined) return;
      if (isWanted(read.record)) {
        this.pending = read;
        return;
      }
      this.position = read.next;
    }
  }

  close(): Promise<void> {
    return this.lines.close();
  }

  /** What fails is final, and left for the next page if this one has records. */
  private async readOrKeepFailure(before: number, stop: StopSignal): Promise<ReadRecord | undefined> {
    try {
      if (this.failure === undefined) return await this.readRecord(stop);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.failure = error;
    }
    if (before === 0) throw this.failure;
    return undefined;
  }

  private async readRecord(stop: StopSignal): Promise<ReadRecord | undefined> {
    const { lines } = this;
    while (this.position.offset <= this.shard.last.offset) {
      if (!lines.advance() && !(await lines.read(stop))) return undefined;
      const record = this.recordOfLine();
      const next = { offset: lines.endOffset, line: lines.number + 1 };
      if (record !== undefined) return { record, next };
      this.position = next;
    }
    if (this.shard.failure !== undefined) throw this.shard.failure;
    return undefined;
  }

  /** @returns undefined if the present line is another shard's */
  private recordOfLine(): EncodedRecord | undefined {
    const { lines, recordLines, shard } = this;
    const shardId = recordLines.shardId();
    if (shardId !== undefined) return shardId === shard.shardId ? recordLines.record(shardId) : undefined;
    if (lines.isBlank) return undefined;
    const parsed = recordLines.parse();
    return parsed.shardId === shard.shardId ? recordLines.encode(parsed) : undefined;
  }

  private hasEnded(): boolean {
    return this.position.offset > this.shard.last.offset && this.shard.failure === undefined;
  }
}
