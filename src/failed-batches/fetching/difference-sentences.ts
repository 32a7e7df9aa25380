/** What became of the records of a failed batch, in sentences for people. */
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
        ? "The shard holds none of the batch's records."
        : `The shard has no record after ${difference.lastSequenceNumber}, and the batch ends later.`;
    case 'payload':
      return difference.used
        ? `The records in the document ${difference.reason}.`
        : `The records in the document can't be used: they ${difference.reason}. What there is was read from the stream.`;
    case 'reconstructed':
      return `${counted(difference.sequenceNumbers.length, 'record is', 'records are')} reconstructed from the table as it is now, and never stood in the stream so.`;
  }
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
    const all = batchSize === 1 ? 'The record is' : `All ${batchSize} records are`;
    return `${all} lost: the stream keeps records for 24 hours.`;
  }
  const count = lostAtMost < batchSize ? `${lostAtMost} of ${batchSize} records` : 'Records';
  const verb = lostAtMost === 1 && batchSize > 1 ? 'is' : 'are';
  const place = [
    ...(after === undefined ? [] : [`after ${after}`]),
    ...(until === undefined ? [] : [`before ${until}`]),
  ].join(' and ');
  return `${count} ${verb} lost: the stream has trimmed those ${place === '' ? 'of its beginning' : place}.`;
}

function countSentence(
  { expected, found, filtersKnown }: Extract<FetchDifference, { readonly kind: 'otherCount' }>,
  filteredOut: number,
): string {
  const sent = `Lambda has sent ${counted(expected, 'record', 'records')} of this range`;
  if (!filtersKnown)
    return `${sent} and it holds ${found}: the trigger's filters, which can't be read, have held some back.`;
  const held = filteredOut === 0 ? '' : ` and hold back ${filteredOut}`;
  return `${sent}, and the trigger's filters of today let ${found} pass${held}: they were changed since.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
