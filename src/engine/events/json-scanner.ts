/**
 * One pass over JSON in UTF-8 without parsing it: where a value ends, which members an object has.
 *
 * Strict as JSON.parse (RFC 8259), and strict about UTF-8 as well. An offset past the text reads as
 * the byte 0, which no JSON holds outside of an escape, so that nothing here compares with an end;
 * the caller compares the result with its own.
 */

/** What takes the place of an offset where there is no valid JSON. */
export const INVALID = -1;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** @returns the offset of the first byte that is not white space, at the earliest `at` */
export function skipWhitespace(bytes: Uint8Array, at: number): number {
  let offset = at;
  for (;;) {
    const byte = bytes[offset] ?? 0;
    if (byte > SPACE || !isWhitespace(byte)) return offset;
    offset += 1;
  }
}

/**
 * @param at the first byte of a value
 * @param levels how many objects and arrays the value may have within each other; itself counts
 * @returns the offset after the value, or INVALID
 */
export function skipValue(bytes: Uint8Array, at: number, levels: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return skipString(bytes, at);
    case OPEN_BRACE:
      return levels === 0 ? INVALID : skipObject(bytes, at, levels - 1, false);
    case OPEN_BRACKET:
      return levels === 0 ? INVALID : skipArray(bytes, at, levels - 1);
    case LOWER_T:
      return skipLiteral(bytes, at, TRUE);
    case LOWER_F:
      return skipLiteral(bytes, at, FALSE);
    case LOWER_N:
      return skipLiteral(bytes, at, NULL);
    default:
      return skipNumber(bytes, at);
  }
}

/**
 * @param at the opening quotation mark
 * @returns the offset after the closing one, or INVALID
 */
export function skipString(bytes: Uint8Array, at: number): number {
  let offset = at + 1;
  for (;;) {
    const byte = bytes[offset] ?? 0;
    if (byte === QUOTE) return offset + 1;
    if (byte >= SPACE && byte < 0x80 && byte !== BACKSLASH) {
      offset += 1;
      continue;
    }
    const length = byte === BACKSLASH ? escapeLength(bytes, offset) : characterLength(bytes, offset);
    if (length === 0) return INVALID;
    offset += length;
  }
}

/** As skipValue, of an object whose members are all objects themselves; INVALID for anything else. */
export function skipObjectOfObjects(bytes: Uint8Array, at: number, levels: number): number {
  return bytes[at] === OPEN_BRACE && levels > 0 ? skipObject(bytes, at, levels - 1, true) : INVALID;
}

/** The members of one object, one after the other, without a copy of anything. */
export class ObjectMembers {
  /** Offsets of the present member's name, without its quotation marks. */
  nameStart = 0;
  nameEnd = 0;
  /** Where its value begins. */
  valueStart = 0;
  /** After the object's closing brace; INVALID while members follow, and if it is no object. */
  end = INVALID;
  private offset: number;
  private isFirst = true;

  /** @param at the object's opening brace */
  constructor(
    private readonly bytes: Uint8Array,
    at: number,
  ) {
    this.offset = bytes[at] === OPEN_BRACE ? at + 1 : INVALID;
  }

  /** @returns whether there is one more member; its value must be passed with `passValue` before the next call */
  next(): boolean {
    if (this.offset < 0) return false;
    const { bytes } = this;
    let at = skipWhitespace(bytes, this.offset);
    if (bytes[at] === CLOSE_BRACE) return this.close(at + 1);
    if (this.isFirst) this.isFirst = false;
    else if (bytes[at] === COMMA) at = skipWhitespace(bytes, at + 1);
    else return this.close(INVALID);
    const nameEnd = bytes[at] === QUOTE ? skipString(bytes, at) : INVALID;
    if (nameEnd < 0) return this.close(INVALID);
    this.nameStart = at + 1;
    this.nameEnd = nameEnd - 1;
    at = skipWhitespace(bytes, nameEnd);
    if (bytes[at] !== COLON) return this.close(INVALID);
    this.valueStart = skipWhitespace(bytes, at + 1);
    return true;
  }

  /** @param end the offset after the present member's value, or INVALID, which ends the object as invalid */
  passValue(end: number): void {
    this.offset = end;
  }

  /** @param name without anything that JSON escapes; a name written with escapes is equal to none */
  isNamed(name: Uint8Array): boolean {
    return this.nameEnd - this.nameStart === name.length && startsWith(this.bytes, this.nameStart, name);
  }

  /** Whether the name is written with escapes, for which `isNamed` is no answer. */
  hasEscapedName(): boolean {
    for (let at = this.nameStart; at < this.nameEnd; at += 1) if (this.bytes[at] === BACKSLASH) return true;
    return false;
  }

  private close(end: number): false {
    this.end = end;
    this.offset = INVALID;
    return false;
  }
}

export function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false;
  return true;
}

function isWhitespace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
}

function skipObject(bytes: Uint8Array, at: number, levels: number, ofObjects: boolean): number {
  let offset = skipWhitespace(bytes, at + 1);
  if (bytes[offset] === CLOSE_BRACE) return offset + 1;
  for (;;) {
    offset = skipName(bytes, offset);
    if (offset < 0 || (ofObjects && bytes[offset] !== OPEN_BRACE)) return INVALID;
    offset = skipValue(bytes, offset, levels);
    if (offset < 0) return INVALID;
    offset = skipWhitespace(bytes, offset);
    if (bytes[offset] === CLOSE_BRACE) return offset + 1;
    if (bytes[offset] !== COMMA) return INVALID;
    offset = skipWhitespace(bytes, offset + 1);
  }
}

/** @returns the offset of the value behind a member's name, or INVALID */
function skipName(bytes: Uint8Array, at: number): number {
  const nameEnd = bytes[at] === QUOTE ? skipString(bytes, at) : INVALID;
  if (nameEnd < 0) return INVALID;
  const colon = skipWhitespace(bytes, nameEnd);
  return bytes[colon] === COLON ? skipWhitespace(bytes, colon + 1) : INVALID;
}

function skipArray(bytes: Uint8Array, at: number, levels: number): number {
  let offset = skipWhitespace(bytes, at + 1);
  if (bytes[offset] === CLOSE_BRACKET) return offset + 1;
  for (;;) {
    offset = skipValue(bytes, offset, levels);
    if (offset < 0) return INVALID;
    offset = skipWhitespace(bytes, offset);
    if (bytes[offset] === CLOSE_BRACKET) return offset + 1;
    if (bytes[offset] !== COMMA) return INVALID;
    offset = skipWhitespace(bytes, offset + 1);
  }
}

const encoder = new TextEncoder();
const TRUE = encoder.encode('true');
const FALSE = encoder.encode('false');
const NULL = encoder.encode('null');

function skipLiteral(bytes: Uint8Array, at: number, literal: Uint8Array): number {
  return startsWith(bytes, at, literal) ? at + literal.length : INVALID;
}

/** `-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?` */
function skipNumber(bytes: Uint8Array, at: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  let offset = bytes[start] === ZERO ? start + 1 : skipDigits(bytes, start);
  if (offset > 0 && bytes[offset] === POINT) offset = skipDigits(bytes, offset + 1);
  if (offset > 0 && ((bytes[offset] ?? 0) | 0x20) === LOWER_E) {
    const sign = bytes[offset + 1];
    offset = skipDigits(bytes, sign === PLUS || sign === MINUS ? offset + 2 : offset + 1);
  }
  return offset;
}

/** @returns the offset after at least one digit, or INVALID */
export function skipDigits(bytes: Uint8Array, at: number): number {
  let offset = at;
  while (isDigit(bytes[offset] ?? 0)) offset += 1;
  return offset === at ? INVALID : offset;
}

export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Of an escape that begins with the backslash at this offset; 0 if it is none. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at + 1] ?? 0;
  if (byte !== LOWER_U) return SIMPLE_ESCAPES.includes(byte) ? 2 : 0;
  for (let index = 2; index < 6; index += 1) if (!isHexDigit(bytes[at + index] ?? 0)) return 0;
  return 6;
}

const SIMPLE_ESCAPES = encoder.encode('"\\/bfnrt');

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

/** Of a character beyond ASCII; 0 for a control character and for what is no UTF-8 (RFC 3629). */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return isContinuation(second) ? 2 : 0;
  if (!isSecondOf(lead, second) || !isContinuation(bytes[at + 2] ?? 0)) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(bytes[at + 3] ?? 0) ? 4 : 0;
}

/** Neither an overlong form, nor half of a surrogate pair, nor beyond U+10FFFF. */
function isSecondOf(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (lead === 0xed) return second >= 0x80 && second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (lead === 0xf4) return second >= 0x80 && second <= 0x8f;
  return isContinuation(second);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
