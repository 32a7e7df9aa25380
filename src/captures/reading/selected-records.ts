/** A few records of a capture at once: to show them in a list, or to copy them as an event. */
import * as l10n from '@vscode/l10n';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import { serializeEvent, serializeRecord } from '../../engine/events/dynamodb-event';
import { CaptureError } from '../capture-error';
import { LARGEST_EVENT_BYTES, openCapture } from './open-capture';
import type { RecordRange } from './record-range';
import { recordsInOrder } from './records-in-order';

export interface SelectedRecord {
  readonly shardId: string;
  readonly record: StreamRecord;
}

/**
 * @param range with a `count`, for all its records are in memory
 * @throws CaptureError, also if the range begins behind the last record; the signal's reason
 */
export async function readRecords(
  file: string,
  range: RecordRange & { readonly count: number },
  signal?: AbortSignal,
): Promise<readonly SelectedRecord[]> {
  const records: SelectedRecord[] = [];
  for await (const record of selectedRecords(file, range, signal)) records.push(record);
  return records;
}

/**
 * The records as an event, indented: what `sam local invoke -e` and the Lambda console take.
 *
 * @throws CaptureError, also for what is too long to be an event; the signal's reason
 */
export async function copyAsEvent(file: string, range?: RecordRange, signal?: AbortSignal): Promise<string> {
  const records: StreamRecord[] = [];
  let characters = 0;
  for await (const { record } of selectedRecords(file, range, signal)) {
    characters += serializeRecord(record).length;
    if (characters > LARGEST_EVENT_BYTES) {
      const reason = l10n.t(
        'an event of more than {0} MB is of no use; copy fewer records',
        LARGEST_EVENT_BYTES / (1024 * 1024),
      );
      throw new CaptureError(file, reason, { action: 'copied' });
    }
    records.push(record);
  }
  return serializeEvent(records, 2);
}

/** One after the other, in the order of the file. @throws as `recordsInOrder` */
export async function* selectedRecords(
  file: string,
  range?: RecordRange,
  signal?: AbortSignal,
): AsyncGenerator<SelectedRecord, void> {
  signal?.throwIfAborted();
  const capture = await openCapture(file);
  try {
    for await (const { shardId, encoded } of recordsInOrder(capture, range, signal)) {
      yield { shardId, record: encoded.record };
    }
  } finally {
    await capture.bytes.close();
  }
}
