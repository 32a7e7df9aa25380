/**
 * Where a compressed file can be cut: gzip members and zstd frames, each of which is complete in
 * itself (RFC 1952 section 2.2, RFC 8878 section 3). The captures that we write consist of many.
 *
 * A zstd frame tells the length of each of its blocks. A gzip member does not, so ours carry
 * their length in an extra field (RFC 1952 section 2.3.1.1), which every reader passes over.
 */
export type Compression = 'none' | 'gzip' | 'zstd';

/** Bytes of the file from an offset on; fewer only at its end. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

const GZIP_MAGIC = 0x8b1f;
const ZSTD_MAGIC = 0xfd2fb528;
/** The lowest of 16 magic numbers of frames without content. */
const ZSTD_SKIPPABLE_MAGIC = 0x184d2a50;

const GZIP_HEADER_BYTES = 10;
const EXTRA_FLAG = 4;
/** Our extra field: its length (2), our two letters, the length of what follows (2), the member's length (4). */
const EXTRA_BYTES = 10;
const EXTRA_LETTERS = 'ST';

const LONGEST_ZSTD_HEADER = 18;
const RLE_BLOCK = 1;
const CHECKSUM_BYTES = 4;

/** By the first bytes, not by the name. */
export function compressionOf(beginning: Buffer): Compression {
  if (beginning.length >= 2 && beginning.readUInt16LE() === GZIP_MAGIC) return 'gzip';
  if (beginning.length >= 4 && isZstdMagic(beginning.readUInt32LE())) return 'zstd';
  return 'none';
}

/** The member with its length in its header, as `wholeMembersEnd` looks for it. */
export function withMemberLength(member: Buffer): Buffer {
  const header = Buffer.from(member.subarray(0, GZIP_HEADER_BYTES));
  header[3] = EXTRA_FLAG;
  const extra = Buffer.alloc(EXTRA_BYTES);
  extra.writeUInt16LE(EXTRA_BYTES - 2, 0);
  extra.write(EXTRA_LETTERS, 2, 'latin1');
  extra.writeUInt16LE(4, 4);
  extra.writeUInt32LE(member.length + EXTRA_BYTES, 6);
  return Buffer.concat([header, extra, member.subarray(GZIP_HEADER_BYTES)]);
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** A new member or frame begins at `end`, or the file ends there. */
  readonly endsMember: boolean;
}

/**
 * The file's parts in order, none across the end of a member. Ends before the first part that is
 * not whole, or that we can't tell the length of (a gzip member that is not ours).
 */
export async function* memberPieces(
  readAt: ReadAt,
  compression: 'gzip' | 'zstd',
): AsyncGenerator<Piece, void> {
  let start = 0;
  for (;;) {
    let last: Piece | undefined;
    for await (const piece of compression === 'zstd' ? frame(readAt, start) : member(readAt, start)) {
      yield piece;
      last = piece;
    }
    if (last?.endsMember !== true) return;
    start = last.end;
  }
}

async function* member(readAt: ReadAt, start: number): AsyncGenerator<Piece, void> {
  const header = await readAt(start, GZIP_HEADER_BYTES + EXTRA_BYTES);
  if (header.length < GZIP_HEADER_BYTES + EXTRA_BYTES || header.readUInt16LE() !== GZIP_MAGIC) return;
  const isOurs = header[3] === EXTRA_FLAG && header.toString('latin1', 12, 14) === EXTRA_LETTERS;
  const end = start + header.readUInt32LE(16);
  if (isOurs && (await isWhole(readAt, end))) yield { start, end, endsMember: true };
}

/** Block by block, so that a file of one long frame need not be walked through before it is read. */
async function* frame(readAt: ReadAt, start: number): AsyncGenerator<Piece, void> {
  const header = await readAt(start, LONGEST_ZSTD_HEADER);
  if (header.length < 8 || !isZstdMagic(header.readUInt32LE())) return;
  if (header.readUInt32LE() !== ZSTD_MAGIC) {
    const end = start + 8 + header.readUInt32LE(4);
    if (await isWhole(readAt, end)) yield { start, end, endsMember: true };
    return;
  }
  const descriptor = header[4] ?? 0;
  const afterLastBlock = (descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES;
  let from = start;
  let blockAt = start + frameHeaderBytes(descriptor);
  for (;;) {
    const block = await readAt(blockAt, 3);
    if (block.length < 3) return;
    const { length, isLast } = parseBlock(block.readUIntLE(0, 3));
    const end = blockAt + length + (isLast ? afterLastBlock : 0);
    if (!(await isWhole(readAt, end))) return;
    yield { start: from, end, endsMember: isLast };
    if (isLast) return;
    from = end;
    blockAt = end;
  }
}

/** RFC 8878 section 3.1.1.2. */
function parseBlock(header: number): { readonly length: number; readonly isLast: boolean } {
  const content = ((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3;
  return { length: 3 + content, isLast: (header & 1) === 1 };
}

/** RFC 8878 section 3.1.1.1.1. */
function frameHeaderBytes(descriptor: number): number {
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryId = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return 4 + 1 + (singleSegment ? 0 : 1) + dictionaryId + contentSize;
}

async function isWhole(readAt: ReadAt, end: number): Promise<boolean> {
  return (await readAt(end - 1, 1)).length === 1;
}

function isZstdMagic(magic: number): boolean {
  return magic === ZSTD_MAGIC || (magic & 0xfffffff0) >>> 0 === ZSTD_SKIPPABLE_MAGIC;
}
