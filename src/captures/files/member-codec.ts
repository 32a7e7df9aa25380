/** Whole members of a compressed capture: packed to be appended, unpacked to be looked at. */
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { withMemberLength } from './compressed-members';
import { zstd } from './zstd';

/** Of one member; ours hold about 1 MB, and one line of at most 8 MB. */
const LARGEST_MEMBER_BYTES = 64 * 1024 * 1024;

/** Three times as fast as zlib's default of 6, for files of stream records that are a tenth larger. */
const GZIP_LEVEL = 3;

const gzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gzip);
const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip);

export async function packMember(compression: 'gzip' | 'zstd', content: Uint8Array): Promise<Buffer> {
  if (compression === 'gzip') return withMemberLength(await gzip(content, { level: GZIP_LEVEL }));
  return promisify<Uint8Array, Buffer>((bytes, done) => zstd().zstdCompress(bytes, done))(content);
}

/** @throws if it is damaged or unpacks to more than 64 MB */
export function unpackMember(compression: 'gzip' | 'zstd', member: Uint8Array): Promise<Buffer> {
  const options = { maxOutputLength: LARGEST_MEMBER_BYTES };
  if (compression === 'gzip') return gunzip(member, options);
  return promisify<Uint8Array, Buffer>((bytes, done) => zstd().zstdDecompress(bytes, options, done))(member);
}
