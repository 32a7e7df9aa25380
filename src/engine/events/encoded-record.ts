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
   * Plain offsets instead of ranges: there are hundreds of thousands of records a second.
   *
   * @param json one line of UTF-8: a record as it stands in an event, `eventSourceARN` and the time's
   *   fraction included (EV-1, EV-4)
   * @param sequenceStart offsets in `json` of the sequence number's digits
   * @param approximateCreationMs epoch milliseconds; undefined if the record does not tell
   * @param keysStart offsets in `json` of the value of `dynamodb.Keys`
   * @param arnStart offsets in `json` of the value of `eventSourceARN`; an empty range if there is none
   */
  constructor(
    readonly json: Uint8Array,
    private readonly sequenceStart: number,
    private readonly sequenceEnd: number,
    readonly approximateCreationMs: number | undefined,
    private readonly keysStart: number,
    private readonly keysEnd: number,
    private readonly arnStart: number,
    private readonly arnEnd: number,
  ) {}

  /** A text of digits, made when first asked for. */
  get sequenceNumber(): string {
    this.digits ??= text(this.json, this.sequenceStart, this.sequenceEnd);
    return this.digits;
  }

  /** The value of `dynamodb.Keys` as JSON text in UTF-8: equal for records of the same item. */
  get keysJson(): Uint8Array {
    return this.json.subarray(this.keysStart, this.keysEnd);
  }

  get eventSourceArn(): string | undefined {
    const { arnStart, arnEnd } = this;
    return arnStart === arnEnd ? undefined : (JSON.parse(text(this.json, arnStart, arnEnd)) as string);
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
  const { start, timeEnd, isTimeWhole } = fields;
  const written = bytes.subarray(start, fields.end);
  if (written.includes(LINE_FEED)) return undefined;
  const shift = (offset: number): number =>
    isTimeWhole && offset > timeEnd ? offset - start + FRACTION.length : offset - start;
  return new EncodedRecord(
    isTimeWhole ? withFraction(written, timeEnd - start) : written,
    shift(fields.sequenceNumberStart),
    shift(fields.sequenceNumberEnd),
    creationMs(bytes, fields),
    shift(fields.keysStart),
    shift(fields.keysEnd),
    shift(fields.eventSourceArnStart),
    shift(fields.eventSourceArnEnd),
  );
}

/** Memory for spliced records: a buffer for each would cost more than the copy. */
let slab = new Uint8Array(0);
let slabUsed = 0;

function withFraction(written: Uint8Array, at: number): Uint8Array {
  const length = written.length + FRACTION.length;
  if (slabUsed + length > slab.length) {
    slab = new Uint8Array(Math.max(SLAB_BYTES, length));
    slabUsed = 0;
  }
  const start = slabUsed;
  slabUsed += length;
  slab.set(written, start);
  slab.copyWithin(start + at + FRACTION.length, start + at, start + written.length);
  slab.set(FRACTION, start + at);
  return slab.subarray(start, start + length);
}

function creationMs(bytes: Uint8Array, fields: RecordFields): number | undefined {
  const { timeStart, timeEnd, wholeSeconds } = fields;
  if (wholeSeconds !== undefined) return wholeSeconds * 1000;
  return timeStart === timeEnd ? undefined : Math.round(Number(text(bytes, timeStart, timeEnd)) * 1000);
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
