/** A capture and the file beside it, as they are found on the disk: whole, changed by somebody, or damaged. */
import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { encodeRecord } from '../../engine/events/encoded-record';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import type { SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import { CaptureError, captureErrorOf } from '../capture-error';
import { hasCode } from '../files/new-file';
import { parseCapturedBatch } from '../reading/capture-format';
import type { FailedBatchFile } from './failed-batch-file';
import { parseFailedBatchFile } from './failed-batch-file';

/** @returns undefined if it is gone, or is not one of ours. @throws CaptureError */
export async function readFailedBatchFile(file: string): Promise<FailedBatchFile | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : parseFailedBatchFile(text.toString('utf8'));
}

/**
 * @param looksInside whether a capture of the right size is read to see that its bytes are the right ones
 * @returns undefined for a capture that is gone or damaged
 * @throws CaptureError
 */
export async function savedPair(
  folder: string,
  content: FailedBatchFile,
  looksInside: boolean,
): Promise<SavedBatch | undefined> {
  const { batch, at, incomplete, recordCount, capture } = content;
  const captureFile = path.join(folder, capture.file);
  const saved = { batch, at, captureFile, recordCount, ...(incomplete !== undefined && { incomplete }) };
  if (!looksInside && (await sizeOf(captureFile)) === capture.sizeBytes) return saved;
  const bytes = await readIfThere(captureFile);
  if (bytes === undefined) return undefined;
  if (sha256Of(bytes) === capture.sha256) return saved;
  // An editor that formats a file, or somebody's trial: it may be all that is left of the records.
  const parsed = parseCapturedBatch(bytes.toString('utf8'));
  if ('refused' in parsed) return undefined;
  const changed = l10n.t('The capture was changed by hand since it was saved.');
  const said = incomplete === undefined ? changed : `${incomplete} ${changed}`;
  return { ...saved, recordCount: parsed.records.length, incomplete: said };
}

/** @throws CaptureError */
export async function readSavedPair(captureFile: string, content: FailedBatchFile): Promise<FetchedBatch> {
  const batch = parseCapturedBatch((await readFile(captureFile)).toString('utf8'));
  if ('refused' in batch) throw new CaptureError(captureFile, batch.refused);
  const { filteredOut, differences } = content;
  return { records: batch.records.map(encodeRecord), filteredOut, differences, calls: 0 };
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws CaptureError */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw captureErrorOf(error, file);
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw captureErrorOf(error, file);
  }
}
