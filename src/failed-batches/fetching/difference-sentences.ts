/** What became of the records of a failed batch, in sentences for people. */
import * as l10n from '@vscode/l10n';
import type { FailedBatch } from '../failed-batch';
import type { FetchedBatch, FetchDifference } from './fetched-batch';

type Expected = Pick<FailedBatch, 'batchSize'>;
type Fetched = Pick<FetchedBatch, 'records' | 'filteredOut' | 'differences'>;

/** @returns one sentence or more; undefined for a batch that is whole */
export function incompleteText(batch: Expected, fetched: Fetched): string | undefined {
  const sentences = fetched.differences.map((difference) => sentenceOf(difference, batch, fetched));
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function sentenceOf(
  difference: FetchDifference,
  batch: Expected,
  { records, filteredOut, differences }: Fetched,
): string {
  switch (difference.kind) {
    case 'trimmed':
      return trimmedSentence(difference, batch, records.length > reconstructed(differences));
    case 'otherCount':
      return countSentence(difference, filteredOut);
    case 'shardEnded':
      return difference.lastSequenceNumber === undefined
        ? l10n.t("The shard holds none of the batch's records.")
        : l10n.t(
            'The shard has no record after {0}, and the batch ends later.',
            difference.lastSequenceNumber,
          );
    case 'payload':
      return difference.used
        ? l10n.t('The records in the document {0}.', difference.reason)
        : l10n.t(
            "The records in the document can't be used: they {0}. What there is was read from the stream.",
            difference.reason,
          );
    case 'reconstructed':
      return reconstructedSentence(difference.sequenceNumbers.length);
  }
}

function reconstructedSentence(count: number): string {
  return count === 1
    ? l10n.t('1 record is reconstructed from the table as it is now, and never stood in the stream so.')
    : l10n.t(
        '{0} records are reconstructed from the table as it is now, and never stood in the stream so.',
        count,
      );
}

function reconstructed(differences: readonly FetchDifference[]): number {
  return differences.reduce(
    (sum, difference) =>
      difference.kind === 'reconstructed' ? sum + difference.sequenceNumbers.length : sum,
    0,
  );
}

function trimmedSentence(
  { after, until, lostAtMost }: Extract<FetchDifference, { readonly kind: 'trimmed' }>,
  { batchSize }: Expected,
  areSomeLeft: boolean,
): string {
  if (!areSomeLeft) {
    return batchSize === 1
      ? l10n.t('The record is lost: the stream keeps records for 24 hours.')
      : l10n.t('All {0} records are lost: the stream keeps records for 24 hours.', batchSize);
  }
  const lost = lostClause(lostAtMost, batchSize);
  if (after === undefined)
    return until === undefined
      ? l10n.t('{0}: the stream has trimmed those of its beginning.', lost)
      : l10n.t('{0}: the stream has trimmed those before {1}.', lost, until);
  if (until === undefined) return l10n.t('{0}: the stream has trimmed those after {1}.', lost, after);
  return l10n.t('{0}: the stream has trimmed those after {1} and before {2}.', lost, after, until);
}

function lostClause(lostAtMost: number, batchSize: number): string {
  if (lostAtMost >= batchSize) return l10n.t('Records are lost');
  return lostAtMost === 1
    ? l10n.t('1 of {0} records is lost', batchSize)
    : l10n.t('{0} of {1} records are lost', lostAtMost, batchSize);
}

function countSentence(
  { expected, found, filtersKnown }: Extract<FetchDifference, { readonly kind: 'otherCount' }>,
  filteredOut: number,
): string {
  const sent =
    expected === 1
      ? l10n.t('Lambda has sent 1 record of this range')
      : l10n.t('Lambda has sent {0} records of this range', expected);
  if (!filtersKnown)
    return l10n.t(
      "{0} and it holds {1}: the trigger's filters, which can't be read, have held some back.",
      sent,
      found,
    );
  return filteredOut === 0
    ? l10n.t("{0}, and the trigger's filters of today let {1} pass: they were changed since.", sent, found)
    : l10n.t(
        "{0}, and the trigger's filters of today let {1} pass and hold back {2}: they were changed since.",
        sent,
        found,
        filteredOut,
      );
}
