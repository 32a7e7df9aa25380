/**
 * From the body of a GetRecords answer to records in Lambda's event form, without parsing
 * (reference section 1.6): `eventSourceARN` is added at the end (EV-1, EV-2), whole seconds get
 * Lambda's fraction (EV-4), `userIdentity` its lower-case names. Every other byte stays as it is.
 */
import { EncodedRecord } from './encoded-record';
import { ObjectMembers, skipValue, skipWhitespace } from './json-scanner';
import { type RecordFields, readRecordFields } from './record-fields';
import { DEEPEST_NESTING, checkStreamRecord } from './stream-record';

export interface WireRecords {
  readonly records: readonly EncodedRecord[];
  /** Absent when the shard is closed and read to its end (IT-7). */
  readonly nextShardIterator?: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const RECORDS = encoder.encode('Records');
const NEXT_SHARD_ITERATOR = encoder.encode('NextShardIterator');
/** As the service model writes what the service itself sends in lower camel case; DynamoDB Local follows the model. */
const CAPITALISED = ['PrincipalId', 'Type'].map((name) => encoder.encode(name));

const ARN_MEMBER = ',"eventSourceARN":';
const NOTHING = new Uint8Array(0);

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const TO_LOWER_CASE = 0x20;

/**
 * @param body UTF-8; it may be used for something else afterwards
 * @returns what is wrong with it as a clause, if it is no answer to GetRecords
 */
export function readWireRecords(
  body: Uint8Array,
  streamArn: string,
): WireRecords | { readonly invalid: string } {
  const bytes = body.includes(LINE_FEED) ? onOneLine(body) : body;
  const found: RecordFields[] = [];
  let nextShardIterator: string | undefined;
  const members = new ObjectMembers(bytes, skipWhitespace(bytes, 0));
  while (members.next()) {
    const at = members.valueStart;
    if (members.isNamed(RECORDS)) {
      const end = findRecords(bytes, at, found);
      if (typeof end === 'string') return { invalid: end };
      members.passValue(end);
      continue;
    }
    const end = skipValue(bytes, at, DEEPEST_NESTING);
    if (members.isNamed(NEXT_SHARD_ITERATOR) && bytes[at] === QUOTE && end > 0)
      nextShardIterator = JSON.parse(decoder.decode(bytes.subarray(at, end))) as string;
    members.passValue(end);
  }
  if (members.end < 0) return { invalid: 'is not JSON' };
  const records = splice(bytes, found, streamArn);
  return nextShardIterator === undefined ? { records } : { records, nextShardIterator };
}

function onOneLine(body: Uint8Array): Uint8Array {
  try {
    return encoder.encode(JSON.stringify(JSON.parse(decoder.decode(body))));
  } catch {
    return body;
  }
}

/**
 * @param found gets the fields of each record
 * @returns the offset after the array, or what is wrong
 */
function findRecords(bytes: Uint8Array, at: number, found: RecordFields[]): number | string {
  if (bytes[at] !== OPEN_BRACKET) return 'has no list of Records';
  let offset = skipWhitespace(bytes, at + 1);
  while (bytes[offset] !== CLOSE_BRACKET) {
    // One writer wrote all of it: the same item has the same bytes, and no name is escaped without need.
    const fields = readRecordFields(bytes, offset, true);
    if (fields === undefined) return whatIsWrong(bytes, offset);
    found.push(fields);
    offset = skipWhitespace(bytes, fields.end);
    if (bytes[offset] === COMMA) offset = skipWhitespace(bytes, offset + 1);
    else if (bytes[offset] !== CLOSE_BRACKET) return 'is not JSON';
  }
  return offset + 1;
}

function whatIsWrong(bytes: Uint8Array, at: number): string {
  const end = skipValue(bytes, at, DEEPEST_NESTING);
  if (end < 0) return 'is not JSON, or nested deeper than DynamoDB allows';
  const checked = checkStreamRecord(JSON.parse(decoder.decode(bytes.subarray(at, end))));
  return `holds a record that ${checked.valid ? 'is written in an unusual way' : checked.reason}`;
}

/** All records of the page, spliced into one piece of memory, which they share. */
function splice(bytes: Uint8Array, found: readonly RecordFields[], streamArn: string): EncodedRecord[] {
  const ending = encoder.encode(`${ARN_MEMBER}${JSON.stringify(streamArn)}}`);
  const pieces = found.map((fields) => ({ fields, cut: timeCut(bytes, fields) }));
  const page = new Uint8Array(
    pieces.reduce((sum, { fields, cut }) => sum + placeOf(fields.end, fields, cut) - 1 + ending.length, 0),
  );
  let used = 0;
  return pieces.map(({ fields, cut }) => {
    const record = spliceRecord(bytes, fields, cut, ending, page, used);
    used += record.byteLength;
    return record;
  });
}

/** Where in the spliced record an offset of the body lies. */
function placeOf(offset: number, { start }: RecordFields, cut: Cut): number {
  return offset <= cut.start ? offset - start : offset - start + cut.text.length - (cut.end - cut.start);
}

function spliceRecord(
  bytes: Uint8Array,
  fields: RecordFields,
  cut: Cut,
  ending: Uint8Array,
  page: Uint8Array,
  at: number,
): EncodedRecord {
  const { start, end } = fields;
  const place = (offset: number): number => placeOf(offset, fields, cut);
  page.set(bytes.subarray(start, cut.start), at);
  page.set(cut.text, at + place(cut.start));
  page.set(bytes.subarray(cut.end, end), at + place(cut.start) + cut.text.length);
  if (fields.userIdentityStart > 0) lowerNames(page, at + place(fields.userIdentityStart));
  // In the place of the record's closing brace, with one of its own.
  const endingAt = place(end) - 1;
  page.set(ending, at + endingAt);
  const length = endingAt + ending.length;
  return new EncodedRecord(
    page,
    at,
    at + length,
    at + place(fields.sequenceNumberStart),
    at + place(fields.sequenceNumberEnd),
    cut.seconds === undefined ? undefined : Math.round(cut.seconds * 1000),
    at + place(fields.keysStart),
    at + place(fields.keysEnd),
    at + endingAt + ARN_MEMBER.length,
    at + length - 1,
  );
}

/** What takes the place of the time as it is on the wire; at the record's end, and nothing, if there is none. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: Uint8Array;
  readonly seconds?: number;
}

function timeCut(bytes: Uint8Array, fields: RecordFields): Cut {
  const { timeStart: start, timeEnd: end } = fields;
  if (start === end) return { start: fields.end, end: fields.end, text: NOTHING };
  const written = bytes.subarray(start, end);
  const seconds = fields.wholeSeconds ?? Number(decoder.decode(written));
  const text = Number.isSafeInteger(seconds) ? wholeSecondsText(seconds) : written;
  return { start, end, text, seconds };
}

/** Many records share one second. */
let lastSeconds = { seconds: 0, text: encoder.encode('0.0') };

function wholeSecondsText(seconds: number): Uint8Array {
  if (seconds !== lastSeconds.seconds) lastSeconds = { seconds, text: encoder.encode(`${seconds}.0`) };
  return lastSeconds.text;
}

/** The names of a userIdentity that begins there, in place. */
function lowerNames(page: Uint8Array, at: number): void {
  if (page[at] !== OPEN_BRACE) return;
  const members = new ObjectMembers(page, at);
  while (members.next()) {
    if (CAPITALISED.some((name) => members.isNamed(name)))
      page[members.nameStart] = (page[members.nameStart] ?? 0) | TO_LOWER_CASE;
    members.passValue(skipValue(page, members.valueStart, DEEPEST_NESTING));
  }
}
