/**
 * Record lines as bytes: which shard a line belongs to, and its record, without parsing JSON
 * wherever the line is written as we write it. Any other form is parsed, and what is wrong with
 * a line is found by parsing too.
 */
import { encodeRecord } from '../../engine/events/encoded-record';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { startsWith } from '../../engine/events/json-scanner';
import { scanRecord } from '../../engine/events/record-scanner';
import type { ByteLines } from '../files/byte-lines';
import type { ParsedLine } from './json-lines-format';
import { badRecord, parseRecordLine, recordStart } from './json-lines-format';

const encoder = new TextEncoder();
const LINE_START = encoder.encode('{"shardId":"');
const QUOTE = 0x22;
const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;

interface ShardPrefix {
  readonly shardId: string;
  readonly bytes: Uint8Array;
}

export class RecordLines {
  private readonly known = new Map<string, ShardPrefix>();
  private last: ShardPrefix | undefined;
  private readonly arnMember: Uint8Array;

  /** @param streamArn of the header */
  constructor(
    private readonly lines: ByteLines,
    private readonly streamArn: string,
  ) {
    this.arnMember = encoder.encode(`"eventSourceARN":${JSON.stringify(streamArn)}}`);
  }

  /** A line that begins `{"shardId":"…","record":` is recognised as one of this shard from now on. */
  learn(shardId: string): void {
    this.known.set(shardId, { shardId, bytes: encoder.encode(recordStart({ shardId })) });
  }

  /** Of the present line; undefined if it is not written as a line of a shard that was learnt. */
  shardId(): string | undefined {
    const { buffer, start } = this.lines;
    if (this.last !== undefined && this.beginsWith(this.last)) return this.last.shardId;
    if (!startsWith(buffer, start, LINE_START)) return undefined;
    const idStart = start + LINE_START.length;
    const idEnd = buffer.indexOf(QUOTE, idStart);
    if (idEnd === -1 || idEnd >= this.lines.end) return undefined;
    const found = this.known.get(buffer.toString('utf8', idStart, idEnd));
    if (found === undefined || !this.beginsWith(found)) return undefined;
    this.last = found;
    return found.shardId;
  }

  /** The present line by parsing it. @throws CaptureError */
  parse(): ParsedLine {
    const parsed = parseRecordLine(this.lines.text());
    if ('wrong' in parsed) throw this.lines.error(parsed.wrong);
    return parsed;
  }

  /**
   * The present line's record, `eventSourceARN` and the time's fraction added where they are missing
   * (EV-1, EV-4).
   *
   * @param shardId what `shardId()` said of this line
   * @throws CaptureError
   */
  record(shardId: string): EncodedRecord {
    const { buffer, start, end } = this.lines;
    const recordStart = start + (this.known.get(shardId)?.bytes.length ?? 0);
    if (buffer[end - 1] === CLOSE_BRACE) {
      const record = scanRecord(buffer, recordStart, end - 1);
      if (!('invalid' in record)) return this.withStreamArn(record);
    }
    // Members after the record, or no record: the parser knows which.
    return this.encode(this.parse());
  }

  encode({ record }: ParsedLine): EncodedRecord {
    return encodeRecord(
      record.eventSourceARN === undefined ? { ...record, eventSourceARN: this.streamArn } : record,
    );
  }

  private beginsWith({ bytes }: ShardPrefix): boolean {
    return startsWith(this.lines.buffer, this.lines.start, bytes);
  }

  private withStreamArn(record: EncodedRecord): EncodedRecord {
    const { json } = record;
    // The usual case first, without making a text of the ARN.
    if (startsWith(json, json.length - this.arnMember.length, this.arnMember)) return record;
    if (record.eventSourceArn !== undefined) return record;
    const added = new Uint8Array(json.length + this.arnMember.length);
    added.set(json);
    added[json.length - 1] = COMMA;
    added.set(this.arnMember, json.length);
    const attributed = scanRecord(added, 0, added.length);
    if ('invalid' in attributed) throw this.lines.error(badRecord(attributed.invalid));
    return attributed;
  }
}
