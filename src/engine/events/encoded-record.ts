/**
 * One record on its way from a source to a function: bytes in Lambda's event form, parsed
 * only when a filter, a view or a failure asks. What ordering, checkpoints and record age
 * need is found once, when the record is read.
 */
import type { StreamRecord } from './dynamodb-event';
import { serializeRecord } from './dynamodb-event';
import { FRACTION, type RecordFields, findRecordFields } from './record-fields';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LINE_FEED = 0x0a;
const SLAB_BYTES = 65_536;

export class EncodedRecord {
  private parsed: StreamRecord | undefined;
  private digits: string | undefined;

  /**
   * Plain offsets and no view of its own: there are hundreds of thousands of records a second.
   *
   * @param bytes hold the record from `start` to `end`: one line of UTF-8, as it stands in an event,
   *   `eventSourceARN` and the time's fraction included (EV-1, EV-4); they are never written to again
   * @param sequenceStart offsets in `bytes` of the sequence number's digits
   * @param approximateCreationMs epoch milliseconds; undefined if the record does not tell
   * @param keysStart offsets in `bytes` of the value of `dynamodb.Keys`
   * @param arnStart offsets in `bytes` of the value of `eventSourceARN`; an empty range if there is none
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly start: number,
    private readonly end: number,
    private readonly sequenceStart: number,
    private readonly sequenceEnd: number,
    readonly approximateCreationMs: number | undefined,
    private readonly keysStart: number,
    private readonly keysEnd: number,
    private readonly arnStart: number,
    private readonly arnEnd: number,
  ) {}

  get byteLength(): number {
    return this.end - this.start;
  }

  /** The record's bytes; a new view each time. */
  get json(): Uint8Array {
    return view(this.bytes, this.start, this.end);
  }

  /** A text of digits, made when first asked for. */
  get sequenceNumber(): string {
    this.digits ??= text(this.bytes, this.sequenceStart, this.sequenceEnd);
    return this.digits;
  }

  /** The value of `dynamodb.Keys` as JSON text in UTF-8: equal for records of the same item. */
  get keysJson(): Uint8Array {
    return view(this.bytes, this.keysStart, this.keysEnd);
  }

  get eventSourceArn(): string | undefined {
    const { arnStart, arnEnd } = this;
    return arnStart === arnEnd ? undefined : (JSON.parse(text(this.bytes, arnStart, arnEnd)) as string);
  }

  /** Parsed when first asked for, and kept. */
  get record(): StreamRecord {
    this.parsed ??= JSON.parse(decoder.decode(this.json)) as StreamRecord;
    return this.parsed;
  }
}

/** The slow way: from a parsed record. */
export function encodeRecord(record: StreamRecord): EncodedRecord {
  const bytes = encoder.encode(serializeRecord(record));
  const encoded = encodeIfUsual(bytes, 0, bytes.length, true);
  if (encoded === undefined)
    throw new Error(`The record ${String(record.eventID)} is not one of DynamoDB Streams.`);
  return encoded;
}

/**
 * Adds the fraction that Lambda writes, if it is missing (EV-4, EV-5); else nothing is copied.
 *
 * @param isCanonical the bytes are JSON.stringify's
 * @returns undefined if it is not surely a record, or not on one line
 */
export function encodeIfUsual(
  bytes: Uint8Array,
  from: number,
  to: number,
  isCanonical = false,
): EncodedRecord | undefined {
  const fields = findRecordFields(bytes, from, to, isCanonical);
  if (fields === undefined) return undefined;
  const { start, end, isTimeWhole } = fields;
  const lineFeed = bytes.indexOf(LINE_FEED, start);
  if (lineFeed !== -1 && lineFeed < end) return undefined;
  if (isTimeWhole) return withFraction(bytes, fields);
  return new EncodedRecord(
    bytes,
    start,
    end,
    fields.sequenceNumberStart,
    fields.sequenceNumberEnd,
    creationMs(bytes, fields),
    fields.keysStart,
    fields.keysEnd,
    fields.eventSourceArnStart,
    fields.eventSourceArnEnd,
  );
}

/** Memory for spliced records: a buffer for each would cost more than the copy. */
let slab = new Uint8Array(0);
let slabUsed = 0;

function withFraction(bytes: Uint8Array, fields: RecordFields): EncodedRecord {
  const { start, end, timeEnd } = fields;
  const length = end - start + FRACTION.length;
  if (slabUsed + length > slab.length) {
    slab = new Uint8Array(Math.max(SLAB_BYTES, length));
    slabUsed = 0;
  }
  const at = slabUsed;
  slabUsed += length;
  const place = (offset: number): number => at + offset - start + (offset > timeEnd ? FRACTION.length : 0);
  slab.set(view(bytes, start, timeEnd), at);
  slab.set(FRACTION, at + timeEnd - start);
  slab.set(view(bytes, timeEnd, end), at + timeEnd - start + FRACTION.length);
  return new EncodedRecord(
    slab,
    at,
    at + length,
    place(fields.sequenceNumberStart),
    place(fields.sequenceNumberEnd),
    creationMs(bytes, fields),
    place(fields.keysStart),
    place(fields.keysEnd),
    place(fields.eventSourceArnStart),
    place(fields.eventSourceArnEnd),
  );
}

/** A plain one, which costs less than a Node buffer's own. */
function view(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
}

function creationMs(bytes: Uint8Array, fields: RecordFields): number | undefined {
  const { timeStart, timeEnd, wholeSeconds } = fields;
  if (wholeSeconds !== undefined) return wholeSeconds * 1000;
  return timeStart === timeEnd ? undefined : Math.round(Number(text(bytes, timeStart, timeEnd)) * 1000);
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(view(bytes, start, end));
}
