/** The records of a planned batch, read from its capture again: after a crash the capture may be another. */
import * as l10n from '@vscode/l10n';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { buildEvent } from '../../engine/events/event-bytes';
import type { PlannedBatch, SkippedRecord } from './redrive-plan';
import type { RedriveParts } from './redrive-run';

export type RecordsToSend =
  { readonly records: readonly EncodedRecord[] } | { /** A sentence. */ readonly unusable: string };

export async function recordsToSend(
  { loadRecords, hashOf }: Pick<RedriveParts, 'loadRecords' | 'hashOf'>,
  batch: PlannedBatch,
): Promise<RecordsToSend> {
  let all: readonly EncodedRecord[];
  try {
    all = await loadRecords(batch);
  } catch (error) {
    // A file that is gone or broken is this batch's trouble, not the others'.
    return { unusable: error instanceof Error ? error.message : String(error) };
  }
  const records = withoutSkipped(all, batch.skipped);
  if (contentHash(records, hashOf) === batch.contentHash) return { records };
  return {
    unusable: l10n.t('The capture {0} was changed since the redrive was planned.', batch.captureFile),
  };
}

export function withoutSkipped(
  records: readonly EncodedRecord[],
  skipped: readonly SkippedRecord[],
): readonly EncodedRecord[] {
  const numbers = new Set(skipped.map(({ sequenceNumber }) => sequenceNumber));
  return records.filter(({ sequenceNumber }) => !numbers.has(sequenceNumber));
}

export function contentHash(records: readonly EncodedRecord[], hashOf: RedriveParts['hashOf']): string {
  return hashOf(buildEvent(records));
}
