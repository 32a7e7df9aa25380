/**
 * Takes HTTP/1.1 replies apart as they come in (RFC 9112): heads, and bodies with a length, in chunks, or
 * until the connection ends. A body of known length is read to where it stays, without another copy.
 */
import { Buffer, isAscii } from 'node:buffer';

import { ChunkedBody } from './chunked-body';

export interface HttpReply {
  readonly status: number;
  /** By lower-case name; values of the same name are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** The server ends the connection behind this reply. */
  readonly closes: boolean;
}

type Head = Omit<HttpReply, 'body'>;

type BodyReader =
  /** What is missing of a body whose length is known. */
  | { readonly kind: 'sized'; readonly head: Head; filled: number; readonly length: number }
  | { readonly kind: 'chunked'; readonly head: Head; readonly chunks: ChunkedBody }
  | { readonly kind: 'untilEnd'; readonly head: Head; readonly parts: Buffer[] };

const windowBytes = 64 * 1024;
/** A larger body gets a buffer of its own, and it is not kept. */
const longestKeptBytes = 8 * 1024 * 1024;

export class HttpReplyReader {
  private readonly window = Buffer.allocUnsafeSlow(windowBytes);
  private filled = 0;
  private body: BodyReader | undefined;
  private sizedBody = Buffer.alloc(0);

  constructor(private readonly onReply: (reply: HttpReply) => void) {}

  /** Where the next bytes are to be read to. */
  nextBuffer(): Uint8Array {
    const { body } = this;
    if (body?.kind === 'sized') return this.sizedBody.subarray(body.filled, body.length);
    return this.window.subarray(this.filled);
  }

  /**
   * @param count how many bytes were read to `nextBuffer`
   * @throws Error if they are no HTTP; the connection is of no more use then
   */
  take(count: number): void {
    const { body } = this;
    if (body?.kind === 'sized') {
      body.filled += count;
      if (body.filled === body.length) this.complete(body.head, this.sizedBody, 0, body.length);
      return;
    }
    const end = this.filled + count;
    let start = 0;
    for (;;) {
      const next = this.body === undefined ? this.takeHead(start, end) : this.takeBody(this.body, start, end);
      if (next === undefined) break;
      start = next;
    }
    this.window.copyWithin(0, start, end);
    this.filled = end - start;
    if (this.filled === windowBytes) throw new Error('The head of the reply is too long.');
  }

  /** The connection has ended: a body that lasts until then is complete. */
  end(): void {
    if (this.body?.kind !== 'untilEnd') return;
    const all = Buffer.concat(this.body.parts);
    this.complete(this.body.head, all, 0, all.length);
  }

  /** @returns where what follows begins; undefined if more bytes are needed */
  private takeHead(start: number, end: number): number | undefined {
    if (start === end) return undefined;
    const headEnd = this.window.subarray(start, end).indexOf('\r\n\r\n');
    if (headEnd === -1) return undefined;
    const head = parseHead(this.window.toString('latin1', start, start + headEnd));
    const bodyStart = start + headEnd + 4;
    // An interim reply, such as 100: the real one follows.
    if (head.status < 200) return bodyStart;
    if (head.status === 204 || head.status === 304) {
      this.complete(head, this.window, 0, 0);
    } else if (/(?:^|,)\s*chunked\s*$/i.test(head.headers.get('transfer-encoding') ?? '')) {
      this.body = { kind: 'chunked', head, chunks: new ChunkedBody() };
    } else if (head.headers.has('content-length')) {
      return this.startSized(head, contentLength(head), bodyStart, end);
    } else {
      this.body = { kind: 'untilEnd', head: { ...head, closes: true }, parts: [] };
    }
    return bodyStart;
  }

  private startSized(head: Head, length: number, start: number, end: number): number {
    if (end - start >= length) {
      this.complete(head, this.window, start, start + length);
      return start + length;
    }
    if (this.sizedBody.length < length) this.sizedBody = Buffer.allocUnsafeSlow(length);
    this.window.copy(this.sizedBody, 0, start, end);
    this.body = { kind: 'sized', head, filled: end - start, length };
    return end;
  }

  private takeBody(body: BodyReader, start: number, end: number): number | undefined {
    // Nothing of a body whose length is known is ever left in the window.
    if (body.kind === 'sized' || start === end) return undefined;
    const bytes = this.window.subarray(start, end);
    if (body.kind === 'untilEnd') {
      body.parts.push(Buffer.from(bytes));
      return end;
    }
    const taken = body.chunks.take(bytes);
    if (body.chunks.isComplete) {
      const all = body.chunks.bytes();
      this.complete(body.head, all, 0, all.length);
    } else if (taken === 0) {
      return undefined;
    }
    return start + taken;
  }

  private complete(head: Head, bytes: Buffer, start: number, end: number): void {
    this.body = undefined;
    // Twice as fast as UTF-8 where it comes to megabytes.
    const isPlain = isAscii(bytes.subarray(start, end));
    const body = bytes.toString(isPlain ? 'latin1' : 'utf8', start, end);
    if (this.sizedBody.length > longestKeptBytes) this.sizedBody = Buffer.alloc(0);
    this.onReply({ ...head, body });
  }
}

function parseHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const [, minorVersion, status] = /^HTTP\/1\.(\d) (\d{3})(?: |$)/.exec(statusLine) ?? [];
  if (status === undefined) throw new Error('The Runtime API does not answer in HTTP/1.1.');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new Error('The Runtime API answered with a header line that has no name.');
    const name = line.slice(0, colon).toLowerCase();
    const before = headers.get(name);
    const value = line.slice(colon + 1).trim();
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  const connection = headers.get('connection')?.toLowerCase();
  const closes = minorVersion === '0' ? connection !== 'keep-alive' : connection === 'close';
  return { status: Number(status), headers, closes };
}

function contentLength({ headers }: Head): number {
  const text = headers.get('content-length') ?? '';
  if (!/^\d{1,15}$/.test(text))
    throw new Error('The Runtime API answered with a Content-Length that is no number.');
  return Number(text);
}
