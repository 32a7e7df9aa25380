/**
 * The lines of a capture as ranges of a buffer, one after the other, so that a capture of any size
 * needs the memory of a chunk and of one line. Accepts LF and CRLF; the last line needs no end.
 */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { joined } from '../reading/capture-bytes';
import { CaptureError } from '../capture-error';
import { decodeUtf8 } from '../reading/capture-text';
import type { LineProblem } from '../reading/json-lines-format';
import { cutOff, LONGEST_LINE_BYTES } from '../reading/json-lines-format';
import { throwIfStopped } from '../recording/stop-reason';

/** Where a line begins. */
export interface LinePosition {
  /** In bytes, of the unpacked file. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
}

export const FILE_START: LinePosition = { offset: 0, line: 1 };

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

export class ByteLines {
  /** The present line is `buffer` from `start` to `end`, without its end. Buffers are never written to again. */
  buffer: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  /** Of the present line, 1-based. */
  number: number;
  private next = 0;
  private bufferOffset: number;
  private hasEnded = false;

  /** @param chunks of the unpacked file, beginning at `from` */
  constructor(
    private readonly file: string,
    private readonly chunks: AsyncGenerator<Buffer, void>,
    from: LinePosition = FILE_START,
    /** Leaves out a last line without an end: somebody is still writing it, or was killed at it. */
    private readonly wholeLinesOnly = false,
  ) {
    this.number = from.line - 1;
    this.bufferOffset = from.offset;
  }

  /** Of the present line in the unpacked file. */
  get offset(): number {
    return this.bufferOffset + this.start;
  }

  /** Of the byte after the present line and its end. */
  get endOffset(): number {
    return this.bufferOffset + this.next;
  }

  get isBlank(): boolean {
    for (let at = this.start; at < this.end; at += 1) {
      if ((this.buffer[at] ?? 0) > SPACE) return this.number === 1 && this.text() === '';
    }
    return true;
  }

  /** Goes on to the next line if it has been read already. */
  advance(): boolean {
    const lineFeed = this.buffer.indexOf(LINE_FEED, this.next);
    if (lineFeed === -1) return this.hasEnded && this.advanceToRest();
    this.startLine(lineFeed, lineFeed + 1);
    return true;
  }

  /**
   * Goes on to the next line. @returns false at the end
   * @throws CaptureError, for a line longer than 8 MB too; the stop signal's reason
   */
  async read(stop?: StopSignal): Promise<boolean> {
    while (!this.advance()) {
      if (this.hasEnded) return false;
      throwIfStopped(stop);
      const chunk = await this.chunks.next();
      if (chunk.done === true) this.hasEnded = true;
      else this.append(chunk.value);
    }
    return true;
  }

  /** Without white space around it. @throws CaptureError if it is no text */
  text(): string {
    const decoded = decodeUtf8(this.buffer.subarray(this.start, this.end));
    if (decoded.text !== undefined) return decoded.text.trim();
    throw this.error(decoded.reason === 'cutOff' ? cutOff : notUtf8);
  }

  /** What is wrong with the present line. */
  error(problem: LineProblem, number = this.number): CaptureError {
    return new CaptureError(this.file, problem(number), { line: number });
  }

  /** Lets go of what the chunks hold. */
  async close(): Promise<void> {
    await this.chunks.return();
  }

  private append(chunk: Buffer): void {
    const rest = this.buffer.length - this.next;
    if (rest > LONGEST_LINE_BYTES) {
      throw this.error(tooLong, this.number + 1);
    }
    this.bufferOffset += this.next;
    this.buffer = joined(this.buffer.subarray(this.next), chunk);
    this.next = 0;
    this.start = 0;
    this.end = 0;
  }

  private advanceToRest(): boolean {
    const { length } = this.buffer;
    if (this.wholeLinesOnly || this.next === length) return false;
    this.startLine(length, length);
    return true;
  }

  private startLine(end: number, next: number): void {
    this.start = this.next;
    this.next = next;
    this.number += 1;
    const hasCarriageReturn = end > this.start && this.buffer[end - 1] === CARRIAGE_RETURN;
    this.end = hasCarriageReturn ? end - 1 : end;
  }
}

function notUtf8(line: number): string {
  return l10n.t('line {0} is not UTF-8 text', line);
}

function tooLong(line: number): string {
  return l10n.t('line {0} is longer than {1} MB', line, LONGEST_LINE_BYTES / (1024 * 1024));
}
