/** Puts a body together that comes in chunks (RFC 9112, section 7.1). Trailers are passed over. */
import { Buffer } from 'node:buffer';

type State = 'size' | 'data' | 'dataEnd' | 'trailers' | 'complete';

export class ChunkedBody {
  private state: State = 'size';
  /** Of the chunk that is being read. */
  private missing = 0;
  private collected = Buffer.allocUnsafeSlow(16 * 1024);
  private length = 0;

  get isComplete(): boolean {
    return this.state === 'complete';
  }

  /** What was collected so far; valid until the next `take`. */
  bytes(): Buffer {
    return this.collected.subarray(0, this.length);
  }

  /**
   * @returns how many of the bytes were used up; the others have to be given again, with more behind them
   * @throws Error if they are no chunks
   */
  take(bytes: Buffer): number {
    let at = 0;
    for (;;) {
      const next = this.step(bytes, at);
      if (next === undefined || this.isComplete) return next ?? at;
      at = next;
    }
  }

  /** @returns undefined if more bytes are needed */
  private step(bytes: Buffer, at: number): number | undefined {
    if (this.state === 'data') return this.takeData(bytes, at);
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const line = bytes.toString('latin1', at, lineEnd);
    if (this.state === 'size') this.startChunk(line);
    else if (this.state === 'trailers') this.state = line === '' ? 'complete' : 'trailers';
    else if (line === '') this.state = 'size';
    else throw new Error('The Runtime API sent a chunk that is longer than it said.');
    return lineEnd + 2;
  }

  private startChunk(line: string): void {
    // Behind a semicolon there may be extensions.
    const size = /^\s*([0-9a-f]{1,12})\s*(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) throw new Error('The Runtime API sent a chunk without a size.');
    this.missing = parseInt(size, 16);
    this.state = this.missing === 0 ? 'trailers' : 'data';
  }

  private takeData(bytes: Buffer, at: number): number | undefined {
    const count = Math.min(this.missing, bytes.length - at);
    if (count === 0) return undefined;
    this.makeRoom(this.length + count);
    bytes.copy(this.collected, this.length, at, at + count);
    this.length += count;
    this.missing -= count;
    if (this.missing === 0) this.state = 'dataEnd';
    return at + count;
  }

  private makeRoom(length: number): void {
    if (length <= this.collected.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.collected.length));
    this.collected.copy(larger, 0, 0, this.length);
    this.collected = larger;
  }
}
