/**
 * One pass over a JSON object that begins somewhere in a text: which names its objects have, which strings are in it,
 * where each of its objects ends. Blanks that JSON does not know and wrapped strings are let pass.
 */
import { bitOf, NAME } from './document-names';
import { isJsonBlank, isOtherBlank, stringPiece, unescaped, unwrapped } from './json-pieces';

export interface ScannedObject {
  readonly start: number;
  /** Bits of `NAME`. */
  names: number;
  /** The name of a batch's information that is not DynamoDB's. */
  otherInfo: string | undefined;
  /** Of the value of its member `payload`, offsets in the text. */
  payload: { readonly start: number; readonly end: number } | undefined;
  /** How much the listener had found before it. */
  readonly mark: number;
}

interface Frame extends ScannedObject {
  readonly isObject: boolean;
  /** It is data of records: whatever it looks like, it is none of Lambda's documents. */
  readonly isOpaque: boolean;
  name: string;
  valueStart: number;
}

export interface ScanListener {
  mark(): number;
  /** A string that holds an object, as it is written, without its quotation marks. */
  string(written: string): void;
  object(object: ScannedObject, end: number, scan: ObjectScan): void;
  /** Objects that do not end, from the outside in. @param after the last name that was read */
  broken(open: readonly ScannedObject[], kind: 'cutOff' | 'damaged', after: string | undefined): void;
  /** An object with more levels below it than are kept. */
  tooDeep(object: ScannedObject): void;
}

type Expected = 'value' | 'valueOrEnd' | 'nameOrEnd' | 'name' | 'colon' | 'commaOrEnd';

const MOST_FRAMES = 400;
const DOCUMENT = NAME.requestContext | NAME.batchInfo;
const literal = /true|false|null|-?\d[\d.eE+-]{0,400}/y;

export class ObjectScan {
  /** Something had to be let pass since the scan began. */
  isUnclean = false;
  /** Offset of the last string with a line break in it; -1 if there is none. */
  wrappedAt = -1;
  /** How far it came. */
  position: number;
  private expected: Expected = 'value';
  private frames: Frame[] = [];
  private lastName: string | undefined;
  private braceInLastString = -1;
  /** The name or the value that was passed last, if it is a string. */
  private lastString: string | undefined;

  /** @param start of the opening brace */
  constructor(
    private readonly text: string,
    start: number,
    private readonly listener: ScanListener,
  ) {
    this.position = start;
  }

  /** @returns where the next object may begin */
  run(): number {
    const { text } = this;
    for (;;) {
      this.skipBlanks();
      const isCutOff = this.position >= text.length;
      if (isCutOff || !this.step(text.charAt(this.position))) return this.stop(isCutOff);
      if (this.frames.length === 0) return this.position;
    }
  }

  private skipBlanks(): void {
    for (; this.position < this.text.length; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (isJsonBlank(code)) continue;
      if (!isOtherBlank(code)) return;
      this.isUnclean = true;
    }
  }

  private step(character: string): boolean {
    switch (this.expected) {
      case 'colon':
        if (character === ':') this.deliver();
        return this.pass(character === ':', 'value');
      case 'commaOrEnd':
        return this.afterValue(character);
      case 'nameOrEnd':
        return character === '}' ? this.close(character) : this.name(character);
      case 'name':
        return this.name(character);
      case 'valueOrEnd':
        return character === ']' ? this.close(character) : this.value(character);
      case 'value':
        return this.value(character);
    }
  }

  private pass(fits: boolean, next: Expected): boolean {
    if (fits) this.position += 1;
    if (fits) this.expected = next;
    return fits;
  }

  private name(character: string): boolean {
    const nameStart = this.position + 1;
    const written = character === '"' ? this.string() : undefined;
    if (written === undefined) return false;
    const frame = this.frames.at(-1);
    const joined = this.wrappedAt === nameStart ? unwrapped(written) : written;
    const name = joined.includes('\\') ? unescaped(joined) : joined;
    this.lastName = name;
    if (frame !== undefined) {
      frame.name = name;
      frame.names |= bitOf(name);
      if (bitOf(name) === NAME.otherBatchInfo) frame.otherInfo = name;
    }
    this.lastString = written;
    this.expected = 'colon';
    return true;
  }

  private value(character: string): boolean {
    const frame = this.frames.at(-1);
    if (frame !== undefined) frame.valueStart = this.position;
    if (character === '{' || character === '[') return this.open(character === '{');
    if (character === '"') {
      this.lastString = this.string();
      return this.lastString !== undefined && this.endValue();
    }
    literal.lastIndex = this.position;
    if (!literal.test(this.text)) return false;
    this.position = literal.lastIndex;
    return this.endValue();
  }

  private open(isObject: boolean): boolean {
    if (this.frames.length === MOST_FRAMES) this.forgetOuter();
    this.frames.push({
      start: this.position,
      isObject,
      isOpaque: this.isOpaque(),
      mark: this.listener.mark(),
      names: 0,
      otherInfo: undefined,
      payload: undefined,
      name: '',
      valueStart: 0,
    });
    return this.pass(true, isObject ? 'nameOrEnd' : 'valueOrEnd');
  }

  private forgetOuter(): void {
    for (const frame of this.frames.splice(0, MOST_FRAMES / 2)) this.listener.tooDeep(frame);
  }

  /** Of what is about to begin. */
  private isOpaque(): boolean {
    const frame = this.frames.at(-1);
    if (frame === undefined) return false;
    const isPayload = frame.name === 'payload' && (frame.names & DOCUMENT) !== 0;
    return frame.isOpaque || (frame.isObject && (isPayload || frame.name === 'dynamodb'));
  }

  private close(character: string): boolean {
    const frame = this.frames.at(-1);
    if (frame === undefined || character !== (frame.isObject ? '}' : ']')) return false;
    this.frames.pop();
    this.position += 1;
    if (frame.isObject && !frame.isOpaque) this.listener.object(frame, this.position, this);
    return this.endValue();
  }

  private afterValue(character: string): boolean {
    const isObject = this.frames.at(-1)?.isObject === true;
    if (character !== ',' && character !== (isObject ? '}' : ']')) return false;
    this.deliver();
    return character === ',' ? this.pass(true, isObject ? 'name' : 'value') : this.close(character);
  }

  /** Behind it stands what belongs there: only now it is sure that what was taken for a string was one. */
  private deliver(): void {
    if (this.lastString !== undefined && this.braceInLastString >= 0 && !this.isOpaque())
      this.listener.string(this.lastString);
    this.lastString = undefined;
    this.braceInLastString = -1;
  }

  private endValue(): boolean {
    const frame = this.frames.at(-1);
    if (frame?.isObject === true && frame.name === 'payload')
      frame.payload = { start: frame.valueStart, end: this.position };
    this.expected = 'commaOrEnd';
    return true;
  }

  /** @returns as it is written, without its quotation marks; undefined where the text ends in it */
  private string(): string | undefined {
    const start = this.position + 1;
    const { end, isClosed, brace, hasControls } = stringPiece(this.text, start);
    this.braceInLastString = brace;
    this.position = end;
    if (hasControls) {
      this.isUnclean = true;
      this.wrappedAt = start;
    }
    return isClosed ? this.text.slice(start, end - 1) : undefined;
  }

  /** What was passed as a string may have begun at a quotation mark of the text around: there it is looked again. */
  private stop(isCutOff: boolean): number {
    const isInData = this.isOpaque();
    this.listener.broken(
      this.frames.filter(({ isObject, isOpaque }) => isObject && !isOpaque),
      isCutOff || this.position >= this.text.length ? 'cutOff' : 'damaged',
      this.lastName,
    );
    return this.braceInLastString >= 0 && !isInData ? this.braceInLastString : this.position;
  }
}
