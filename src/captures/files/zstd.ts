/**
 * Zstandard, which node:zlib has from Node.js 22.15 on. The editor's lowest version runs on
 * Node.js 20, so it is asked for when it is used and its absence is said in a sentence.
 */
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** What node:zlib has of it; the type declarations of Node.js 20 do not know these members. */
interface ZstdOfZlib {
  zstdCompress(bytes: Uint8Array, done: (error: Error | null, compressed: Buffer) => void): void;
  zstdDecompress(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number },
    done: (error: Error | null, content: Buffer) => void,
  ): void;
  createZstdDecompress(options: { readonly chunkSize: number }): Transform;
}

export function hasZstd(): boolean {
  return 'zstdCompress' in zlib && 'createZstdDecompress' in zlib;
}

/** @throws if this Node.js has no zstd */
export function zstd(): ZstdOfZlib {
  if (!hasZstd()) throw new Error('This Node.js has no zstd.');
  return zlib as unknown as ZstdOfZlib;
}
