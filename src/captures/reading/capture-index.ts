/**
 * Where in a long capture the records of each shard lie, found in one pass over its bytes that
 * looks at the beginnings of lines only. What the pass can't tell the shard of is parsed.
 */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { LinePosition } from '../files/byte-lines';
import { ByteLines } from '../files/byte-lines';
import { CaptureError } from '../capture-error';
import { decodeUtf8 } from './capture-text';
import type { CapturedShard } from './json-lines-format';
import { parseRecordLine } from './json-lines-format';
import type { LongCapture } from './open-capture';
import { RecordLines } from './record-lines';
import type { RecordRange } from './record-range';
import { nothingInRange } from './record-range';

export interface IndexedShard extends CapturedShard {
  /** Of its first and its last record's line within the range. */
  readonly first: LinePosition;
  readonly last: LinePosition;
  /** Undefined if the line is bad, which is said when it is read. */
  readonly firstSequenceNumber: string | undefined;
  readonly lastSequenceNumber: string | undefined;
  readonly recordCount: number;
  /** What is wrong with the line after its last one, which can't be told to be of any shard. */
  readonly failure?: CaptureError;
}

export interface CaptureIndex {
  /** In the order in which they first occur. */
  readonly shards: ReadonlyMap<string, IndexedShard>;
  /** Of all lines that the pass has seen, also of those outside the range. */
  readonly shardIds: ReadonlySet<string>;
  /** Likewise. */
  readonly recordCount: number;
  /** Those that the range counts. */
  readonly rangeCount: number;
}

/** @throws CaptureError if there is no record, none in the range, or the first line is bad; the stop signal's reason */
export async function indexRecords(
  capture: LongCapture,
  range: RecordRange = { from: 0 },
  stop?: StopSignal,
): Promise<CaptureIndex> {
  const { file } = capture.bytes;
  const index = await indexCapture(capture, range, stop);
  if (index.recordCount === 0) throw new CaptureError(file, l10n.t('it has a header and no record'));
  if (index.shards.size === 0) throw nothingInRange(file, range, index.rangeCount);
  return index;
}

/** As `indexRecords`, but nothing is a result too. */
export async function indexCapture(
  capture: LongCapture,
  range: RecordRange = { from: 0 },
  stop?: StopSignal,
): Promise<CaptureIndex> {
  const { bytes, firstLine } = capture;
  const lines = new ByteLines(bytes.file, bytes.chunks(firstLine.offset), firstLine, capture.isUnfinished);
  try {
    return await new IndexPass(lines, capture, range).run(stop);
  } finally {
    await lines.close();
  }
}

/** A line that was seen; the last one of a shard moves on with each of its records. */
class SeenLine implements LinePosition {
  offset = 0;
  line = 0;
  private buffer: Buffer = Buffer.alloc(0);
  private start = 0;
  private end = 0;

  constructor(lines: ByteLines) {
    this.moveTo(lines);
  }

  moveTo(lines: ByteLines): void {
    this.offset = lines.offset;
    this.line = lines.number;
    this.buffer = lines.buffer;
    this.start = lines.start;
    this.end = lines.end;
  }

  /** Undefined if the line is bad. */
  get sequenceNumber(): string | undefined {
    const decoded = decodeUtf8(this.buffer.subarray(this.start, this.end));
    const parsed = decoded.text === undefined ? undefined : parseRecordLine(decoded.text);
    return parsed !== undefined && 'record' in parsed ? parsed.record.dynamodb.SequenceNumber : undefined;
  }
}

interface SeenShard {
  readonly first: SeenLine;
  readonly last: SeenLine;
  recordCount: number;
  failure?: CaptureError;
}

class IndexPass {
  private readonly shards = new Map<string, SeenShard>();
  private readonly shardIds = new Set<string>();
  private readonly parents = new Map<string, string>();
  private readonly recordLines: RecordLines;
  /** Records of the range's shard, or of all. */
  private counted = 0;
  private latest: SeenShard | undefined;
  private latestId: string | undefined;

  constructor(
    private readonly lines: ByteLines,
    capture: LongCapture,
    private readonly range: RecordRange,
  ) {
    this.recordLines = new RecordLines(lines, capture.streamArn);
  }

  async run(stop: StopSignal | undefined): Promise<CaptureIndex> {
    let recordCount = 0;
    while (this.lines.advance() || (await this.lines.read(stop))) {
      if (this.lines.isBlank) continue;
      const shardId = this.shardOfLine();
      if (shardId === undefined) break;
      recordCount += 1;
      if (!this.take(shardId)) break;
    }
    const shards = new Map([...this.shards].map(([shardId, seen]) => [shardId, this.indexed(shardId, seen)]));
    return { shards, shardIds: this.shardIds, recordCount, rangeCount: this.counted };
  }

  /** @returns undefined if nobody can tell: nothing after that line is read */
  private shardOfLine(): string | undefined {
    const known = this.recordLines.shardId();
    if (known !== undefined) return known;
    try {
      const { shardId, parentShardId } = this.recordLines.parse();
      this.recordLines.learn(shardId);
      this.shardIds.add(shardId);
      if (parentShardId !== undefined && !this.parents.has(shardId)) this.parents.set(shardId, parentShardId);
      return shardId;
    } catch (error) {
      if (!(error instanceof CaptureError) || this.latest === undefined) throw error;
      this.latest.failure = error;
      return undefined;
    }
  }

  /** @returns false behind the end of the range */
  private take(shardId: string): boolean {
    const { from, count = Infinity, shardId: only } = this.range;
    if (only !== undefined && shardId !== only) return true;
    const index = this.counted;
    this.counted += 1;
    if (index < from) return true;
    if (shardId !== this.latestId) this.latest = this.seenShard(shardId);
    this.latestId = shardId;
    this.latest?.last.moveTo(this.lines);
    if (this.latest !== undefined) this.latest.recordCount += 1;
    return index + 1 < from + count;
  }

  private seenShard(shardId: string): SeenShard {
    const known = this.shards.get(shardId);
    if (known !== undefined) return known;
    const { lines } = this;
    const shard = { first: new SeenLine(lines), last: new SeenLine(lines), recordCount: 0 };
    this.shards.set(shardId, shard);
    return shard;
  }

  private indexed(shardId: string, { first, last, recordCount, failure }: SeenShard): IndexedShard {
    const parentShardId = this.parents.get(shardId);
    return {
      shardId,
      ...(parentShardId !== undefined && { parentShardId }),
      first: { offset: first.offset, line: first.line },
      last: { offset: last.offset, line: last.line },
      firstSequenceNumber: first.sequenceNumber,
      lastSequenceNumber: last.sequenceNumber,
      recordCount,
      ...(failure !== undefined && { failure }),
    };
  }
}
