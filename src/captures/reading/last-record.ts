/** The last record of a long JSON Lines capture, found from the end of the file. */
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import type { CaptureBytes } from './capture-bytes';
import { windowed } from './capture-bytes';
import { captureErrorOf } from '../capture-error';
import { memberPieces } from '../files/compressed-members';
import { parseRecordLine } from './json-lines-format';
import { unpackMember } from '../files/member-codec';

const TAIL_BYTES = 1024 * 1024;
const LARGEST_PACKED_BYTES = 16 * 1024 * 1024;

/**
 * @returns undefined if the last line is longer than 1 MB, or is no record: the line's
 *   number is not known here, so it is left to the replay to complain about it. Also if the
 *   file is compressed and not by us.
 * @throws CaptureError if the file can't be read
 */
export async function readLastRecord(bytes: CaptureBytes): Promise<StreamRecord | undefined> {
  let tail: Buffer | undefined;
  try {
    tail = await readTail(bytes);
  } catch (error) {
    throw captureErrorOf(error, bytes.file);
  }
  const lines = tail?.toString('utf8').trimEnd().split('\n') ?? [];
  const line = lines.length > 1 ? lines.at(-1) : undefined;
  const parsed = line === undefined ? undefined : parseRecordLine(line);
  return parsed !== undefined && 'record' in parsed ? parsed.record : undefined;
}

async function readTail(bytes: CaptureBytes): Promise<Buffer | undefined> {
  const { compression, sizeBytes } = bytes;
  if (compression === 'none') {
    const start = Math.max(0, sizeBytes - TAIL_BYTES);
    return bytes.readAt(start, sizeBytes - start);
  }
  const readAt = (offset: number, length: number): Promise<Buffer> => bytes.readAt(offset, length);
  let start = 0;
  let last: { readonly start: number; readonly end: number } | undefined;
  // Blocks of zstd lie close together, members of gzip do not.
  for await (const piece of memberPieces(compression === 'zstd' ? windowed(readAt) : readAt, compression)) {
    if (!piece.endsMember) continue;
    last = { start, end: piece.end };
    start = piece.end;
  }
  if (last === undefined || last.end - last.start > LARGEST_PACKED_BYTES) return undefined;
  return unpackMember(compression, await readAt(last.start, last.end - last.start));
}
