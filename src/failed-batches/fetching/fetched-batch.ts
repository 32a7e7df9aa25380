/** The records of a failed batch, as far as they can still be had. */
import type { EncodedRecord } from '../../engine/events/encoded-record';

export interface FetchedBatch {
  /** In the shard's order, after the trigger's filters. May be empty. */
  readonly records: readonly EncodedRecord[];
  /** How many of the range the filters held back. */
  readonly filteredOut: number;
  /** GetShardIterator and GetRecords calls; 0 for a document that carries its records. */
  readonly calls: number;
  /** What is not as it was when Lambda gave the batch up; each becomes a sentence. */
  readonly differences: readonly FetchDifference[];
}

export type FetchDifference =
  /** From the batch's first record up to that number, which is left out; all of it without one. */
  | { readonly kind: 'trimmed'; readonly until?: string; readonly lostAtMost: number }
  /** The filters as they are now let another number pass than Lambda has sent: they were changed, or could not be read. */
  | {
      readonly kind: 'otherCount';
      readonly expected: number;
      readonly found: number;
      readonly filtersKnown: boolean;
    }
  /** The shard ended before the batch's last sequence number. */
  | { readonly kind: 'shardEnded'; readonly lastSequenceNumber?: string }
  /** These records are no records of the stream: the items' present images, as the user has asked for. */
  | { readonly kind: 'reconstructed'; readonly sequenceNumbers: readonly string[] };
