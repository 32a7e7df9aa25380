/** The last record of a long JSON Lines capture, found from the end of the file. */
import { open } from 'node:fs/promises';
import type { StreamRecord } from '../engine/events/dynamodb-event';
import { captureErrorOf } from './capture-error';
import { parseRecordLine } from './json-lines-format';

const TAIL_BYTES = 1024 * 1024;

/**
 * @returns undefined if the last line is longer than 1 MB, or is no record: the line's
 * number is not known here, so it is left to the replay to complain about it
 * @throws CaptureError if the file can't be read
 */
export async function readLastRecord(file: string, sizeBytes: number): Promise<StreamRecord | undefined> {
  const start = Math.max(0, sizeBytes - TAIL_BYTES);
  const lines = (await readText(file, start, sizeBytes - start)).trimEnd().split('\n');
  const line = lines.length > 1 ? lines.at(-1) : undefined;
  if (line === undefined) return undefined;
  const parsed = parseRecordLine(line, 0);
  return 'refused' in parsed ? undefined : parsed.record;
}

async function readText(file: string, start: number, length: number): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw captureErrorOf(error, file);
  }
}
