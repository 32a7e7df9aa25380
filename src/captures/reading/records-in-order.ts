/** The records of a capture in the order of the file, for those who look at them and don't replay them. */
import * as l10n from '@vscode/l10n';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { ByteLines } from '../files/byte-lines';
import { CaptureError } from '../capture-error';
import type { LongCapture, OpenCapture } from './open-capture';
import { RecordLines } from './record-lines';
import type { RecordRange } from './record-range';
import { nothingInRange } from './record-range';
import { recordsOfShortCapture } from '../files/short-reader';

export interface CapturedRecord {
  readonly shardId: string;
  readonly encoded: EncodedRecord;
  /** JSON Lines only: offset in the unpacked file of the byte after this record's line. */
  readonly endOffset?: number;
}

/**
 * Stops reading with the last record of the range, so that a bad line after it does no harm.
 *
 * @throws CaptureError at the first bad line, after the records before it, and if nothing is in the
 *   range; the stop signal's reason
 */
export async function* recordsInOrder(
  capture: OpenCapture,
  range?: RecordRange,
  stop?: StopSignal,
): AsyncGenerator<CapturedRecord, void> {
  if (capture.kind !== 'jsonLines') {
    for (const encoded of recordsOfShortCapture(capture, range)) yield { shardId: capture.shardId, encoded };
    return;
  }
  const { from = 0, count = Infinity, shardId: only } = range ?? {};
  let index = 0;
  for await (const record of allRecords(capture, stop)) {
    if (only !== undefined && record.shardId !== only) continue;
    if (index >= from) yield record;
    index += 1;
    if (index >= from + count) return;
  }
  if (range !== undefined && index <= from) throw nothingInRange(capture.bytes.file, range, index);
}

async function* allRecords(
  { bytes, firstLine, isUnfinished, streamArn }: LongCapture,
  stop?: StopSignal,
): AsyncGenerator<CapturedRecord, void> {
  const lines = new ByteLines(bytes.file, bytes.chunks(firstLine.offset), firstLine, isUnfinished);
  const recordLines = new RecordLines(lines, streamArn);
  let isEmpty = true;
  try {
    while (lines.advance() || (await lines.read(stop))) {
      if (lines.isBlank) continue;
      isEmpty = false;
      yield { ...recordOfLine(recordLines), endOffset: lines.endOffset };
    }
  } finally {
    await lines.close();
  }
  if (isEmpty) throw new CaptureError(bytes.file, l10n.t('it has a header and no record'));
}

function recordOfLine(lines: RecordLines): { readonly shardId: string; readonly encoded: EncodedRecord } {
  const known = lines.shardId();
  if (known !== undefined) return { shardId: known, encoded: lines.record(known) };
  const parsed = lines.parse();
  lines.learn(parsed.shardId);
  return { shardId: parsed.shardId, encoded: lines.encode(parsed) };
}
