/**
 * How far an unfinished recording has got: found in its own file, which therefore is the only thing
 * that must survive. What was being written when it broke off is cut off.
 */
import * as l10n from '@vscode/l10n';
import { truncate } from 'node:fs/promises';
import { CaptureBytes, windowed } from '../reading/capture-bytes';
import { CaptureError, captureErrorOf } from '../capture-error';
import type { IndexedShard } from '../reading/capture-index';
import { indexCapture } from '../reading/capture-index';
import type { Compression, ReadAt } from '../files/compressed-members';
import { memberPieces } from '../files/compressed-members';
import type { CapturedShard } from '../reading/json-lines-format';
import { openCapture } from '../reading/open-capture';

export interface ShardSoFar extends CapturedShard {
  readonly lastSequenceNumber: string;
}

export interface RecordedSoFar {
  /** Of the file, which has been cut to that; 0 if it broke off before there was a header. */
  readonly length: number;
  readonly recordCount: number;
  readonly shards: readonly ShardSoFar[];
}

const STEP_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * @param streamArn of the stream that is to be recorded on
 * @throws CaptureError if the file can't be read, holds a bad line, or another stream's records
 */
export async function cutToWhole(
  file: string,
  compression: Compression,
  streamArn: string,
): Promise<RecordedSoFar> {
  try {
    const length = await wholeLength(file, compression);
    await truncate(file, length);
    if (length === 0) return { length, recordCount: 0, shards: [] };
    return { length, ...(await readProgress(file, streamArn)) };
  } catch (error) {
    throw captureErrorOf(error, file);
  }
}

async function wholeLength(file: string, compression: Compression): Promise<number> {
  const bytes = await CaptureBytes.open(file);
  try {
    const readAt: ReadAt = (offset, length) => bytes.readAt(offset, length);
    if (compression === 'none') return await endOfLastLine(readAt, bytes.sizeBytes);
    let end = 0;
    for await (const piece of memberPieces(windowed(readAt), compression))
      if (piece.endsMember) ({ end } = piece);
    return end;
  } finally {
    await bytes.close();
  }
}

async function endOfLastLine(readAt: ReadAt, size: number): Promise<number> {
  for (let end = size; end > 0; end -= STEP_BYTES) {
    const start = Math.max(0, end - STEP_BYTES);
    const lineFeed = (await readAt(start, end - start)).lastIndexOf(LINE_FEED);
    if (lineFeed !== -1) return start + lineFeed + 1;
  }
  return 0;
}

async function readProgress(file: string, streamArn: string): Promise<Omit<RecordedSoFar, 'length'>> {
  const capture = await openCapture(file);
  try {
    if (capture.kind !== 'jsonLines') throw new CaptureError(file, l10n.t('it is an event, no recording'));
    if (capture.streamArn !== streamArn)
      throw new CaptureError(
        file,
        l10n.t('it is a recording of {0}, and {1} is another stream', capture.streamArn, streamArn),
      );
    const { shards, recordCount } = await indexCapture(capture);
    return { recordCount, shards: [...shards.values()].map((shard) => shardSoFar(file, shard)) };
  } finally {
    await capture.bytes.close();
  }
}

function shardSoFar(
  file: string,
  { shardId, parentShardId, last, lastSequenceNumber, failure }: IndexedShard,
): ShardSoFar {
  if (failure !== undefined) throw failure;
  if (lastSequenceNumber !== undefined)
    return { shardId, ...(parentShardId !== undefined && { parentShardId }), lastSequenceNumber };
  const { line } = last;
  const reason = l10n.t('line {0}, the last one of shard {1}, holds no whole record', line, shardId);
  throw new CaptureError(file, reason, { line });
}
