/**
 * Reads a pattern's JSON token by token. JSON.parse won't do: it drops the first of two equal
 * keys, which a pattern may have (rule 6), and the spelling of numbers, and it refuses text after
 * the root object, which Lambda ignores (rule 7).
 */
import { PatternRejection } from './pattern-rejection';

export type JsonToken =
  | { readonly kind: '{' | '}' | '[' | ']'; readonly text: string; readonly offset: number }
  /** The key of a member, unescaped; its colon is already read. */
  | { readonly kind: 'name'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string' | 'number'; readonly text: string; readonly offset: number }
  | { readonly kind: 'literal'; readonly text: 'true' | 'false' | 'null'; readonly offset: number };

/** What may come next: a value; a key or `}`; a key; a value or `]`; a comma or the end of the container. */
type Expected = 'value' | 'first name' | 'name' | 'first item' | 'separator';

/** Objects and arrays within each other. The parser that Lambda's matcher uses has the same limit. */
const DEEPEST_NESTING = 1000;

const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literalText = /true|false|null/y;
const plainText = /[^"\\\u0000-\u001f]*/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export class JsonTokenReader {
  private at = 0;
  private readonly containers: ('{' | '[')[] = [];
  private expected: Expected = 'value';

  constructor(private readonly text: string) {}

  /** What stands behind the last token, without white space around it. */
  get rest(): string {
    return this.text.slice(this.at).trim();
  }

  /** @throws PatternRejection where the text is no JSON, and at its end */
  next(): JsonToken {
    this.skipSpace();
    if (this.expected === 'separator') this.separator();
    const character = this.text[this.at];
    if (character === '}' && this.expected === 'first name') return this.close('}');
    if (character === ']' && this.expected === 'first item') return this.close(']');
    if (this.isSeparatorClosed) return this.closeAfterValue();
    if (this.expected === 'first name' || this.expected === 'name') return this.name();
    return this.value();
  }

  /** Behind a value: a comma, or the bracket that closes the container. */
  private separator(): void {
    const container = this.containers.at(-1);
    const character = this.text[this.at];
    if (character === ',') {
      this.at++;
      this.skipSpace();
      this.expected = container === '{' ? 'name' : 'value';
    } else if (character !== (container === '{' ? '}' : ']')) {
      throw this.unexpected(
        container === '{' ? 'comma to separate Object entries' : 'comma to separate Array entries',
      );
    }
  }

  private get isSeparatorClosed(): boolean {
    return this.expected === 'separator';
  }

  private closeAfterValue(): JsonToken {
    return this.close(this.containers.at(-1) === '{' ? '}' : ']');
  }

  private close(kind: '}' | ']'): JsonToken {
    this.containers.pop();
    this.expected = 'separator';
    return { kind, text: kind, offset: this.at++ };
  }

  private name(): JsonToken {
    const offset = this.at;
    if (this.text[offset] !== '"') throw this.unexpected('double-quote to start field name');
    const text = this.string();
    this.skipSpace();
    if (this.text[this.at] !== ':') throw this.unexpected('a colon to separate field name and value');
    this.at++;
    this.expected = 'value';
    return { kind: 'name', text, offset };
  }

  private value(): JsonToken {
    const offset = this.at;
    const character = this.text[offset];
    if (character === '{' || character === '[') return this.open(character);
    this.expected = 'separator';
    if (character === '"') return { kind: 'string', text: this.string(), offset };
    const number = this.take(numberText);
    if (number !== '') return this.number(number, offset);
    const literal = this.take(literalText);
    if (literal === 'true' || literal === 'false' || literal === 'null')
      return { kind: 'literal', text: literal, offset };
    throw this.unexpected('a valid value (JSON String, Number, Array, Object or token null, true or false)');
  }

  /** `01`, `1.` and `1e` are no numbers, though they begin like one. */
  private number(text: string, offset: number): JsonToken {
    if (/[\d.eE]/.test(this.text.charAt(this.at))) throw this.unexpected('the end of the number');
    return { kind: 'number', text, offset };
  }

  private open(kind: '{' | '['): JsonToken {
    this.containers.push(kind);
    if (this.containers.length > DEEPEST_NESTING)
      throw new PatternRejection(`Objects and arrays nest deeper than ${DEEPEST_NESTING} levels`, this.at);
    this.expected = kind === '{' ? 'first name' : 'first item';
    return { kind, text: kind, offset: this.at++ };
  }

  /** From the opening quotation mark to behind the closing one. */
  private string(): string {
    this.at++;
    let text = '';
    for (;;) {
      text += this.take(plainText);
      const character = this.text[this.at];
      if (character === '"') break;
      if (character !== '\\') throw this.unexpected('a closing quotation mark', 'in a text');
      text += this.escape();
    }
    this.at++;
    return text;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const digits = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits))
      throw new PatternRejection(`Unrecognized character escape ${quoted(letter)}`, this.at);
    this.at += 6;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at++;
  }

  private unexpected(wanted: string, where = ''): PatternRejection {
    const character = this.text.codePointAt(this.at);
    const found =
      character === undefined
        ? 'Unexpected end of the text'
        : `Unexpected character (${quoted(String.fromCodePoint(character))} (code ${character}))`;
    return new PatternRejection(`${found}${where && ` ${where}`}: was expecting ${wanted}`, this.at);
  }
}

function quoted(character: string): string {
  return `'${character}'`;
}
