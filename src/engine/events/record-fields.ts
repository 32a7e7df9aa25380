/**
 * Finds in the bytes of one record what ordering, checkpoints and record age need, in one pass
 * and without parsing. Sure or nothing: what looks unusual in any way (a member missing or of
 * another type, names written with escapes, line breaks) is left to whoever parses.
 */
import {
  INVALID,
  ObjectMembers,
  isDigit,
  skipDigits,
  skipObjectOfObjects,
  skipString,
  skipValue,
  skipWhitespace,
  startsWith,
} from './json-scanner';
import { DEEPEST_NESTING, EVENT_NAMES } from './stream-record';

const encoder = new TextEncoder();
const name = (text: string): Uint8Array => encoder.encode(text);

const EVENT_NAME = name('eventName');
const EVENT_SOURCE = name('eventSource');
const EVENT_SOURCE_OF_SNS = name('EventSource');
const EVENT_SOURCE_ARN = name('eventSourceARN');
const EVENT_ID = name('eventID');
const EVENT_VERSION = name('eventVersion');
const REGION = name('awsRegion');
const USER_IDENTITY = name('userIdentity');
const DYNAMODB = name('dynamodb');
const CREATION_TIME = name('ApproximateCreationDateTime');
const SEQUENCE_NUMBER = name('SequenceNumber');
const KEYS = name('Keys');
const NEW_IMAGE = name('NewImage');
const OLD_IMAGE = name('OldImage');
const EVENT_NAME_VALUES = EVENT_NAMES.map((value) => name(`"${value}"`));
const EVENT_SOURCE_VALUE = name('"aws:dynamodb"');
const NULL = name('null');
export const FRACTION = name('.0');

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const SPACE = 0x20;

/** Offsets in the bytes that were given; 0 stands for a member that is not there. */
export class RecordFields {
  /** @param isCanonical the bytes are JSON.stringify's: no name is escaped without need */
  constructor(readonly isCanonical: boolean) {}

  /** The record's braces. */
  start = 0;
  end = 0;
  hasEventName = false;
  hasEventSource = false;
  hasChange = false;
  /** Of the digits, without quotation marks. */
  sequenceNumberStart = 0;
  sequenceNumberEnd = 0;
  /** Of the value, braces included. */
  keysStart = 0;
  keysEnd = 0;
  timeStart = 0;
  timeEnd = 0;
  /** The time is written without fraction and exponent: Lambda would have `.0` after it (EV-4). */
  isTimeWhole = false;
  /** The time, if it is as every stream has it: digits, and perhaps a fraction of zeros. */
  wholeSeconds: number | undefined = undefined;
  /** Of the value, quotation marks included. */
  eventSourceArnStart = 0;
  eventSourceArnEnd = 0;
  userIdentityStart = 0;
}

/**
 * @param start of the record; white space before and after it is allowed
 * @returns undefined if it is not surely a record of a DynamoDB Streams event
 */
export function findRecordFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  isCanonical: boolean,
): RecordFields | undefined {
  const fields = readRecordFields(bytes, skipWhitespace(bytes, start), isCanonical);
  if (fields === undefined || fields.end > end || skipWhitespace(bytes, fields.end) < end) return undefined;
  return fields;
}

/** As findRecordFields, of a record that begins exactly there and whose end is not known. */
export function readRecordFields(
  bytes: Uint8Array,
  start: number,
  isCanonical: boolean,
): RecordFields | undefined {
  const fields = new RecordFields(isCanonical);
  fields.start = start;
  const members = new ObjectMembers(bytes, start);
  while (members.next()) members.passValue(passRecordMember(bytes, members, fields));
  fields.end = members.end;
  return fields.end > 0 && isComplete(fields) ? fields : undefined;
}

function isComplete(fields: RecordFields): boolean {
  return (
    fields.hasEventName &&
    fields.hasEventSource &&
    fields.hasChange &&
    fields.sequenceNumberStart > 0 &&
    fields.keysStart > 0
  );
}

function passRecordMember(bytes: Uint8Array, members: ObjectMembers, fields: RecordFields): number {
  const at = members.valueStart;
  if (members.isNamed(EVENT_NAME)) return passEventName(bytes, at, fields);
  if (members.isNamed(EVENT_SOURCE) || members.isNamed(EVENT_SOURCE_OF_SNS))
    return passEventSource(bytes, at, fields);
  if (members.isNamed(DYNAMODB)) return passChange(bytes, at, fields);
  if (members.isNamed(EVENT_SOURCE_ARN)) return passEventSourceArn(bytes, at, fields);
  if (members.isNamed(EVENT_ID) || members.isNamed(EVENT_VERSION) || members.isNamed(REGION))
    return passString(bytes, at);
  if (members.isNamed(USER_IDENTITY)) return passUserIdentity(bytes, at, fields);
  return passUnknown(bytes, members, fields, DEEPEST_NESTING - 1);
}

/** A member that says nothing to us, unless its name is a known one that is written with escapes. */
function passUnknown(
  bytes: Uint8Array,
  members: ObjectMembers,
  { isCanonical }: RecordFields,
  levels: number,
): number {
  if (!isCanonical && members.hasEscapedName()) return INVALID;
  return skipValue(bytes, members.valueStart, levels);
}

function passUserIdentity(bytes: Uint8Array, at: number, fields: RecordFields): number {
  const isOne = bytes[at] === OPEN_BRACE || startsWith(bytes, at, NULL);
  fields.userIdentityStart = at;
  return isOne ? skipValue(bytes, at, DEEPEST_NESTING - 1) : INVALID;
}

function passString(bytes: Uint8Array, at: number): number {
  return bytes[at] === QUOTE ? skipString(bytes, at) : INVALID;
}

function passEventName(bytes: Uint8Array, at: number, fields: RecordFields): number {
  fields.hasEventName = true;
  for (const value of EVENT_NAME_VALUES) if (startsWith(bytes, at, value)) return at + value.length;
  return INVALID;
}

function passEventSource(bytes: Uint8Array, at: number, fields: RecordFields): number {
  fields.hasEventSource = true;
  return startsWith(bytes, at, EVENT_SOURCE_VALUE) ? at + EVENT_SOURCE_VALUE.length : INVALID;
}

function passEventSourceArn(bytes: Uint8Array, at: number, fields: RecordFields): number {
  const end = passString(bytes, at);
  fields.eventSourceArnStart = at;
  fields.eventSourceArnEnd = end;
  return end;
}

/** The value of `dynamodb`. */
function passChange(bytes: Uint8Array, at: number, fields: RecordFields): number {
  if (fields.hasChange) return INVALID;
  fields.hasChange = true;
  const members = new ObjectMembers(bytes, at);
  while (members.next()) members.passValue(passChangeMember(bytes, members, fields));
  return members.end;
}

function passChangeMember(bytes: Uint8Array, members: ObjectMembers, fields: RecordFields): number {
  const at = members.valueStart;
  if (members.isNamed(CREATION_TIME)) return passTime(bytes, at, fields);
  if (members.isNamed(KEYS)) return passKeys(bytes, at, fields);
  if (members.isNamed(NEW_IMAGE) || members.isNamed(OLD_IMAGE))
    return skipObjectOfObjects(bytes, at, DEEPEST_NESTING - 2);
  if (members.isNamed(SEQUENCE_NUMBER)) return passSequenceNumber(bytes, at, fields);
  return passUnknown(bytes, members, fields, DEEPEST_NESTING - 2);
}

function passKeys(bytes: Uint8Array, at: number, fields: RecordFields): number {
  const end = skipObjectOfObjects(bytes, at, DEEPEST_NESTING - 2);
  fields.keysStart = at;
  fields.keysEnd = end;
  return fields.isCanonical || isWrittenPlainly(bytes, at, end) ? end : INVALID;
}

function passSequenceNumber(bytes: Uint8Array, at: number, fields: RecordFields): number {
  let end = at + 1;
  while (isDigit(bytes[end] ?? 0)) end += 1;
  fields.sequenceNumberStart = at + 1;
  fields.sequenceNumberEnd = end;
  return bytes[at] === QUOTE && bytes[end] === QUOTE && end > at + 1 ? end + 1 : INVALID;
}

function passTime(bytes: Uint8Array, at: number, fields: RecordFields): number {
  const first = bytes[at] ?? 0;
  if (first !== MINUS && !isDigit(first)) return INVALID;
  const end = skipValue(bytes, at, 0);
  fields.timeStart = at;
  fields.timeEnd = end;
  const digitsEnd = skipDigits(bytes, first === MINUS ? at + 1 : at);
  fields.isTimeWhole = digitsEnd === end;
  fields.wholeSeconds = first === MINUS ? undefined : wholeSeconds(bytes, at, end);
  return end;
}

/** Of digits, and perhaps a fraction of zeros; undefined for any other number. */
function wholeSeconds(bytes: Uint8Array, at: number, end: number): number | undefined {
  let seconds = 0;
  let offset = at;
  for (; isDigit(bytes[offset] ?? 0); offset += 1) seconds = seconds * 10 + (bytes[offset] ?? 0) - ZERO;
  if (offset < end && bytes[offset] === POINT) offset += 1;
  while (offset < end && bytes[offset] === ZERO) offset += 1;
  return offset === end ? seconds : undefined;
}

/** As JSON.stringify writes it, neither white space nor escapes: the same item has the same bytes. */
function isWrittenPlainly(bytes: Uint8Array, start: number, end: number): boolean {
  let isInString = false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH || (byte <= SPACE && !isInString)) return false;
    if (byte === QUOTE) isInString = !isInString;
  }
  return true;
}
