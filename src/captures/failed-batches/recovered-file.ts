/** What stood in the file beside a capture, when that is gone or damaged: the capture has its document within. */
import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { encodeRecord } from '../../engine/events/encoded-record';
import { readFailedBatches } from '../../failed-batches/documents/read-failed-batches';
import type { FailedBatch } from '../../failed-batches/failed-batch';
import { incompleteText } from '../../failed-batches/fetching/difference-sentences';
import { isReconstructedRecord } from '../../failed-batches/fetching/reconstruct-records';
import { parseCapturedBatch } from '../reading/capture-format';
import type { FailedBatchFile } from './failed-batch-file';
import { readIfThere, sha256Of } from './saved-pair';

/**
 * Where it was found nobody knows any more, so that nothing is deleted after a redrive.
 *
 * @returns undefined if it is no whole capture of a failed batch. @throws CaptureError
 */
export async function recoveredFile(folder: string, file: string): Promise<FailedBatchFile | undefined> {
  const bytes = await readIfThere(path.join(folder, file));
  const text = bytes?.toString('utf8') ?? '';
  const captured = parseCapturedBatch(text);
  const read = readFailedBatches(text);
  if (bytes === undefined || 'refused' in captured || read.kind === 'refused') return undefined;
  const [{ payload, ...batch }] = read.batches;
  if (payload === undefined) return undefined;
  const records = captured.records.map(encodeRecord);
  const made = records.filter(({ record }) => isReconstructedRecord(record));
  const sequenceNumbers = made.map(({ sequenceNumber }) => sequenceNumber);
  const fetched = {
    filteredOut: 0,
    differences: made.length === 0 ? [] : [{ kind: 'reconstructed' as const, sequenceNumbers }],
  };
  const incomplete = incompleteOf(batch, incompleteText(batch, { ...fetched, records }), records.length);
  return {
    ...{ batch, at: { kind: 'text' }, ...fetched },
    savedMs: (await stat(path.join(folder, file))).mtimeMs,
    recordCount: records.length,
    ...(incomplete !== undefined && { incomplete }),
    capture: { file, sizeBytes: bytes.length, sha256: sha256Of(bytes) },
  };
}

function incompleteOf(
  { batchSize }: FailedBatch,
  known: string | undefined,
  recordCount: number,
): string | undefined {
  if (recordCount === batchSize && known === undefined) return undefined;
  const unknown = l10n.t(
    'The file beside the capture is lost, and with it what was said of missing records.',
  );
  return known === undefined ? unknown : `${known} ${unknown}`;
}
