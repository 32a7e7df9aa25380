/**
 * The lines of an open file as bytes, one after the other, so that a capture of any
 * size needs the memory of one line.
 */
import type { FileHandle } from 'node:fs/promises';
import { CaptureError } from './capture-error';
import { LONGEST_LINE_BYTES } from './json-lines-format';

export interface ByteLine {
  /** 1-based. */
  readonly number: number;
  /** Without the line's end. */
  readonly bytes: Buffer;
  /** Offset in the file of the byte after the line and its end. */
  readonly endOffset: number;
}

const CHUNK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads to the end of the file, or until nobody asks for more. Accepts LF and CRLF;
 * the last line needs no end.
 *
 * @throws CaptureError for a line longer than 8 MB; the signal's reason
 */
export async function* byteLines(
  handle: FileHandle,
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<ByteLine, void> {
  let number = 1;
  let offset = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, offset);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      pending.push(chunk.subarray(start, end));
      yield { number, bytes: wholeLine(pending), endOffset: offset + end + 1 };
      pending = [];
      pendingBytes = 0;
      number += 1;
      start = end + 1;
    }
    pending.push(chunk.subarray(start));
    pendingBytes += chunk.length - start;
    if (pendingBytes > LONGEST_LINE_BYTES) {
      const most = LONGEST_LINE_BYTES / (1024 * 1024);
      throw new CaptureError(file, `line ${number} is longer than ${most} MB`, { line: number });
    }
    offset += bytesRead;
  }
  const last = wholeLine(pending);
  if (last.length > 0) yield { number, bytes: last, endOffset: offset };
}

function wholeLine(parts: readonly Buffer[]): Buffer {
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
