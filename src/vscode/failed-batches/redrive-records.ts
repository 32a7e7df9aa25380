/** The records of a capture in memory, by shard: what is sent must be known before anything is sent. */
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { ReplayParts } from '../debug/replay-parts';

export interface CapturedShardRecords {
  readonly shardId: string;
  readonly records: readonly EncodedRecord[];
}

/** Of records in memory at once, forty invocations' worth: what is longer is recorded, or sent, in parts. */
export const MOST_BYTES = 256 * 1024 * 1024;
const PAGE = 1000;

/** @returns the shards in the capture's order. @throws CaptureError, an error for people; the stop signal's reason */
export async function recordsByShard(
  { openCapture }: Pick<ReplayParts, 'openCapture'>,
  file: string,
  stop: StopSignal,
): Promise<readonly CapturedShardRecords[]> {
  const capture = await openCapture(file, undefined);
  try {
    let bytes = 0;
    const shards: CapturedShardRecords[] = [];
    for (const { shardId } of (await capture.listShards(stop)).shards) {
      const records: EncodedRecord[] = [];
      let iterator: string | undefined = await capture.getShardIterator(
        shardId,
        { type: 'TRIM_HORIZON' },
        stop,
      );
      while (iterator !== undefined) {
        const page = await capture.getRecords(iterator, PAGE, stop);
        for (const record of page.records) {
          bytes += record.byteLength;
          records.push(record);
        }
        if (bytes > MOST_BYTES) throw tooLarge(file);
        iterator = page.nextShardIterator;
      }
      if (records.length > 0) shards.push({ shardId, records });
    }
    return shards;
  } finally {
    await capture.close();
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function tooLarge(file: string): Error {
  return new Error(
    vscode.l10n.t(
      '{0} has more than {1} MB of records, which is too much for one redrive. Record a shorter span, or send parts of it.',
      path.basename(file),
      MOST_BYTES / (1024 * 1024),
    ),
  );
}
