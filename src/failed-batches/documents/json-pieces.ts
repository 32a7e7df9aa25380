/**
 * Pieces of JSON inside texts that are none: what people copy has other blanks than JSON knows, line breaks inside of
 * strings where something has wrapped them, and strings that were escaped once more.
 */
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

export interface StringPiece {
  /** After the closing quotation mark; the text's length where it has none. */
  readonly end: number;
  readonly isClosed: boolean;
  /** Offset of the first `{` in it; -1 if it has none. */
  readonly brace: number;
  /** A line break or another control character stands in it as it is, which JSON does not allow. */
  readonly hasControls: boolean;
}

/** @param at the first character after the opening quotation mark */
export function stringPiece(text: string, at: number): StringPiece {
  let brace = -1;
  let hasControls = false;
  for (let offset = at; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === QUOTE) return { end: offset + 1, isClosed: true, brace, hasControls };
    if (code === BACKSLASH) {
      offset += 1;
      // Before a brace it is no escape: something else was cut off or put together here.
      if (brace < 0 && text.charCodeAt(offset) === OPEN_BRACE) brace = offset;
    } else if (code === OPEN_BRACE && brace < 0) brace = offset;
    else if (code < 0x20) hasControls = true;
  }
  return { end: text.length, isClosed: false, brace, hasControls };
}

/** Spaces and line breaks of JSON. */
export function isJsonBlank(code: number): boolean {
  return code === 0x20 || code === LINE_FEED || code === CARRIAGE_RETURN || code === 0x09;
}

/** What stands in their place in consoles, e-mails and word processors; `>` begins a quoted line of an e-mail. */
export function isOtherBlank(code: number): boolean {
  if (code < 0x80) return code < 0x20 || code === 0x3e || code === 0x7f;
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** The same with JSON's blanks only, and with wrapped strings joined again. @param json valid but for those */
export function cleaned(json: string): string {
  const pieces: string[] = [];
  for (let offset = 0; offset < json.length;) {
    const quote = json.indexOf('"', offset);
    const end = quote < 0 ? json.length : quote;
    pieces.push(withJsonBlanks(json.slice(offset, end)));
    if (quote < 0) break;
    offset = stringPiece(json, quote + 1).end;
    pieces.push(unwrapped(json.slice(quote, offset)));
  }
  return pieces.join('');
}

function withJsonBlanks(text: string): string {
  let blanked = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    blanked += isOtherBlank(code) && !isJsonBlank(code) ? ' ' : character;
  }
  return blanked;
}

/** No member of Lambda's documents has a line break, so each was made by what wrapped the text. @param string written as JSON */
export function unwrapped(string: string): string {
  return string
    .replace(/[\r\n]+(?:>+ ?)*/g, '')
    .replace(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1));
}

const SIMPLE_ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);

/** What a string of JSON says; an escape that JSON does not know stands for its character. */
export function unescaped(string: string): string {
  return string.replace(/\\(?:u([0-9a-fA-F]{4})|([^]?))/g, (_, hex?: string, character = '') =>
    hex === undefined
      ? (SIMPLE_ESCAPES.get(String(character)) ?? String(character))
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

export type Quoting = 'plain' | 'escaped' | 'doubled' | 'none';

/**
 * How the quotation marks of an object are written: `{"`, `{\"` within a string, `{""` within a field of CSV. `none`:
 * what follows the brace is no object.
 *
 * @param at after the opening brace
 */
export function quotingOf(text: string, at: number): Quoting {
  const offset = afterBlanks(text, at);
  // Where the text ends here, what began is cut off.
  if (offset >= text.length || text.charCodeAt(offset) === CLOSE_BRACE) return 'plain';
  // A string within a field of CSV has both.
  const quote = afterBackslashes(text, offset);
  if (text.startsWith('""', quote) && /[A-Za-z]/.test(text.charAt(quote + 2))) return 'doubled';
  if (quote > offset)
    return text.charCodeAt(quote) === QUOTE || text.startsWith('u0022', quote) ? 'escaped' : 'none';
  return text.charCodeAt(quote) === QUOTE ? 'plain' : 'none';
}

/** Also those that are written as escapes. */
function afterBlanks(text: string, at: number): number {
  let offset = at;
  for (; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (isJsonBlank(code) || isOtherBlank(code)) continue;
    const letter = code === BACKSLASH ? afterBackslashes(text, offset) : offset;
    if (letter === offset || !/[nrt]/.test(text.charAt(letter))) break;
    offset = letter;
  }
  return offset;
}

function afterBackslashes(text: string, at: number): number {
  let offset = at;
  while (text.charCodeAt(offset) === BACKSLASH) offset += 1;
  return offset;
}

/** The field of CSV that holds an offset, from there on. @returns its text and the offset after it */
export function csvField(text: string, at: number): { readonly content: string; readonly end: number } {
  let offset = at;
  for (; offset < text.length; offset += 1) {
    if (text.charCodeAt(offset) !== QUOTE) continue;
    if (text.charCodeAt(offset + 1) !== QUOTE) break;
    offset += 1;
  }
  return { content: text.slice(at, offset).replaceAll('""', '"'), end: Math.min(offset + 1, text.length) };
}

/** A quotation mark ends a string, and may begin the first name of an object in it: then the string was none. @returns where to go on */
export function endOrBrace(text: string, start: number, end: number): number {
  const brace = text.lastIndexOf('{', end - 1);
  return brace > start && text.slice(brace + 1, end - 1).trim() === '' ? brace : end;
}
