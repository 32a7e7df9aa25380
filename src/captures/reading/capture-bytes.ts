/**
 * An open file as the bytes of a capture, unpacked where it is compressed, from any offset on and
 * by several readers at the same time. Memory does not grow with the file.
 */
import * as l10n from '@vscode/l10n';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { CaptureError, captureErrorOf } from '../capture-error';
import type { Compression, ReadAt } from '../files/compressed-members';
import { compressionOf, memberPieces } from '../files/compressed-members';
import { hasZstd, zstd } from '../files/zstd';

const CHUNK_BYTES = 256 * 1024;
/** Left free before a chunk, for the beginning of a line that the chunk before it ended in. */
const ROOM_BYTES = 16 * 1024;
const withRoom = new WeakSet<ArrayBufferLike>();
const LONGEST_MAGIC = 4;

export class CaptureBytes {
  /** Of the bytes on disk that `chunks` has taken so far, the end. */
  furthestRead = 0;

  private constructor(
    /** As the caller knows it; named in errors. */
    readonly file: string,
    private readonly handle: FileHandle,
    /** On disk, when it was opened. */
    readonly sizeBytes: number,
    readonly compression: Compression,
  ) {}

  /** What is no ordinary file is not opened: a pipe would wait for a writer for ever. @throws CaptureError */
  static async open(file: string): Promise<CaptureBytes> {
    try {
      const found = await stat(file);
      if (found.isDirectory()) throw new CaptureError(file, l10n.t('it is a folder'));
      if (!found.isFile()) throw new CaptureError(file, l10n.t('it is not an ordinary file'));
      const handle = await open(file, 'r');
      try {
        const { size } = await handle.stat();
        const compression = compressionOf(await readFully(handle, 0, LONGEST_MAGIC));
        if (compression === 'zstd' && !hasZstd()) throw new CaptureError(file, needsZstd());
        return new CaptureBytes(file, handle, size, compression);
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw captureErrorOf(error, file);
    }
  }

  /**
   * The unpacked bytes from an offset on, in pieces that belong to the caller. A compressed file
   * that is cut off gives what there is.
   *
   * @throws CaptureError
   */
  async *chunks(from = 0): AsyncGenerator<Buffer, void> {
    try {
      if (this.compression === 'none') yield* this.plainChunks(from);
      else yield* skipped(this.unpackedChunks(), from);
    } catch (error) {
      throw captureErrorOf(error, this.file);
    }
  }

  /** The first unpacked bytes, at most so many. @throws CaptureError */
  async beginning(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    for await (const chunk of this.chunks()) {
      parts.push(chunk.subarray(0, missing));
      missing -= chunk.length;
      if (missing <= 0) break;
    }
    return Buffer.concat(parts);
  }

  /** Bytes on the disk, as they are. */
  readAt(offset: number, length: number): Promise<Buffer> {
    return readFully(this.handle, offset, length);
  }

  /** Can be called more than once. */
  close(): Promise<void> {
    return this.handle.close();
  }

  /** Reads one chunk ahead, while the caller looks at the one before. */
  private async *plainChunks(from: number): AsyncGenerator<Buffer, void> {
    let ahead = this.readChunk(from);
    for (let offset = from; ;) {
      const chunk = await ahead;
      if (chunk.length === 0) return;
      offset += chunk.length;
      this.furthestRead = Math.max(this.furthestRead, offset);
      ahead = this.readChunk(offset);
      // Seen when its turn comes; not at all if nobody asks for more.
      ahead.catch(() => undefined);
      yield chunk;
    }
  }

  private async readChunk(offset: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafeSlow(ROOM_BYTES + CHUNK_BYTES);
    const { bytesRead } = await this.handle.read(buffer, ROOM_BYTES, CHUNK_BYTES, offset);
    withRoom.add(buffer.buffer);
    return buffer.subarray(ROOM_BYTES, ROOM_BYTES + bytesRead);
  }

  private async *unpackedChunks(): AsyncGenerator<Buffer, void> {
    const isZstd = this.compression === 'zstd';
    const packed = Readable.from(isZstd ? this.zstdPieces() : this.plainChunks(0), { highWaterMark: 1 });
    const unpacking = isZstd ? zstd().createZstdDecompress({ chunkSize: CHUNK_BYTES }) : gunzip();
    // Errors of either reach the loop below; the callback only keeps them from being unhandled.
    pipeline(packed, unpacking, () => undefined);
    try {
      for await (const chunk of unpacking) yield chunk as Buffer;
    } catch (error) {
      throw isOfCompression(error)
        ? new CaptureError(this.file, l10n.t('its {0} compression is damaged', this.compression), {
            cause: error,
          })
        : error;
    }
  }

  /** Node.js drops what follows a frame's end within one chunk, so no chunk goes beyond one. */
  private async *zstdPieces(): AsyncGenerator<Buffer, void> {
    const readAt = windowed((offset, length) => this.readAt(offset, length));
    let rest = 0;
    for await (const { start, end } of memberPieces(readAt, 'zstd')) {
      rest = end;
      this.furthestRead = Math.max(this.furthestRead, end);
      yield await readAt(start, end - start);
    }
    if (rest < this.sizeBytes) yield* this.plainChunks(rest);
  }
}

function needsZstd(): string {
  return l10n.t(
    'it is compressed with zstd; reading zstd needs Node.js 22.15 or newer and this is {0}; gzip works everywhere',
    process.version,
  );
}

/** The rest of one chunk and the next chunk as one piece, mostly without copying the chunk. */
export function joined(rest: Buffer, chunk: Buffer): Buffer {
  if (rest.length === 0) return chunk;
  const { buffer, byteOffset } = chunk;
  if (!withRoom.delete(buffer) || rest.length > byteOffset) return Buffer.concat([rest, chunk]);
  const whole = Buffer.from(buffer, byteOffset - rest.length, rest.length + chunk.length);
  rest.copy(whole);
  return whole;
}

/** Keeps the last read, for those that ask for the next few bytes again and again. */
export function windowed(readAt: ReadAt): ReadAt {
  let windowStart = 0;
  let window: Buffer = Buffer.alloc(0);
  return async (offset, length) => {
    if (offset < windowStart || offset + length > windowStart + window.length) {
      window = await readAt(offset, Math.max(length, CHUNK_BYTES));
      windowStart = offset;
    }
    return window.subarray(offset - windowStart, offset - windowStart + length);
  };
}

/** A file that is cut off is no error here: its last line shows it. */
function gunzip(): Transform {
  return zlib.createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: zlib.constants.Z_SYNC_FLUSH });
}

async function* skipped(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer, void> {
  let missing = count;
  for await (const chunk of chunks) {
    if (missing < chunk.length) yield chunk.subarray(missing);
    missing = Math.max(0, missing - chunk.length);
  }
}

/** As many bytes as there are, at most `length`. */
async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** zlib's codes are `Z_DATA_ERROR` and the like, those of zstd `ZSTD_error_…`. */
function isOfCompression(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z(STD)?_/.test(String(error.code));
}
