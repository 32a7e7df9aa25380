/**
 * Where a text stops being JSON. V8 names no position for most errors, and quotes the
 * text around the place for others, which is customers' data; so we look for ourselves.
 */
export interface JsonSyntaxError {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units, as an editor counts. */
  readonly column: number;
  /** The text ends before the value does. */
  readonly cutOff: boolean;
}

/** What may come next in the innermost open object or array. */
type Expected = 'value' | 'valueOrEnd' | 'nameOrEnd' | 'name' | 'colon' | 'commaOrEnd' | 'nothing';

const whitespace = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const restOrEscape = /(?:\\(?:u[0-9a-fA-F]{0,3})?)?$/y;
const startOfNumber = /-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?)?)?$/y;
const startOfLiteral = /(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?)$/y;
const literals = ['true', 'false', 'null'];

/** @returns undefined if the whole text is one JSON value */
export function findJsonSyntaxError(text: string): JsonSyntaxError | undefined {
  const scanner = new Scanner(text);
  const offset = scanner.scan();
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return { line, column, cutOff: scanner.cutOff };
}

class Scanner {
  private position = 0;
  private expected: Expected = 'value';
  private readonly open: ('{' | '[')[] = [];
  cutOff = false;

  constructor(private readonly text: string) {}

  /** @returns the offset of the first character that fits nowhere, or the text's length if more must come */
  scan(): number | undefined {
    for (;;) {
      this.take(whitespace);
      if (this.position === this.text.length) {
        if (this.expected === 'nothing') return undefined;
        this.cutOff = true;
        return this.position;
      }
      if (!this.step(this.text.charAt(this.position))) return this.position;
    }
  }

  private step(character: string): boolean {
    switch (this.expected) {
      case 'nothing':
        return false;
      case 'colon':
        return this.punctuation(character === ':', 'value');
      case 'commaOrEnd':
        if (character === ',') return this.punctuation(true, this.open.at(-1) === '{' ? 'name' : 'value');
        return this.close(character);
      case 'nameOrEnd':
        if (character === '}') return this.close(character);
        return character === '"' && this.string('colon');
      case 'name':
        return character === '"' && this.string('colon');
      case 'valueOrEnd':
        if (character === ']') return this.close(character);
        return this.value(character);
      case 'value':
        return this.value(character);
    }
  }

  private value(character: string): boolean {
    if (character === '{' || character === '[') {
      this.open.push(character);
      return this.punctuation(true, character === '{' ? 'nameOrEnd' : 'valueOrEnd');
    }
    if (character === '"') return this.string(this.afterValue());
    return /[-\d]/.test(character) ? this.number() : this.literal();
  }

  private punctuation(fits: boolean, next: Expected): boolean {
    if (!fits) return false;
    this.position += 1;
    this.expected = next;
    return true;
  }

  private close(character: string): boolean {
    if (character !== (this.open.at(-1) === '{' ? '}' : ']')) return false;
    this.open.pop();
    return this.punctuation(true, this.afterValue());
  }

  private string(next: Expected): boolean {
    this.position += 1;
    this.take(plainCharacters);
    while (this.take(escapeSequence)) this.take(plainCharacters);
    if (this.text.charAt(this.position) === '"') return this.punctuation(true, next);
    return this.endsHere(restOrEscape);
  }

  private number(): boolean {
    const start = this.position;
    const next = this.take(number) ? this.text.charAt(this.position) : '.';
    if (/[.eE]/.test(next)) return this.endsHere(startOfNumber, start);
    this.expected = this.afterValue();
    return true;
  }

  private literal(): boolean {
    const literal = literals.find((word) => this.text.startsWith(word, this.position));
    if (literal === undefined) return this.endsHere(startOfLiteral);
    this.position += literal.length;
    this.expected = this.afterValue();
    return true;
  }

  /** The token at `start` is wrong; if it is the beginning of a right one, the text was cut off in it. */
  private endsHere(beginning: RegExp, start = this.position): false {
    beginning.lastIndex = start;
    if (beginning.test(this.text)) {
      this.cutOff = true;
      this.position = this.text.length;
    }
    return false;
  }

  private take(token: RegExp): boolean {
    token.lastIndex = this.position;
    if (!token.test(this.text)) return false;
    this.position = token.lastIndex;
    return true;
  }

  private afterValue(): Expected {
    return this.open.length === 0 ? 'nothing' : 'commaOrEnd';
  }
}
