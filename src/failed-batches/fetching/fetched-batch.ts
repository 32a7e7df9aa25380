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
  /** The event as the document carries it, byte for byte: a tumbling window's has more members than `Records`. */
  readonly eventText?: string;
}

export type FetchDifference =
  /**
   * Between two sequence numbers that are both left out: from the batch's first record on without `after`, to its
   * last without `until`.
   */
  | {
      readonly kind: 'trimmed';
      readonly after?: string;
      readonly until?: string;
      /** Of those that Lambda has sent; at least 1. */
      readonly lostAtMost: number;
    }
  /** The filters as they are now let another number pass than Lambda has sent: they were changed, or could not be read. */
  | {
      readonly kind: 'otherCount';
      readonly expected: number;
      readonly found: number;
      readonly filtersKnown: boolean;
    }
  /** The shard ended before the batch's last sequence number. */
  | { readonly kind: 'shardEnded'; readonly lastSequenceNumber?: string }
  /** The records in the document are not what its numbers say, or can't be used and were read from the stream. */
  | { readonly kind: 'payload'; /** A clause about them. */ readonly reason: string; readonly used: boolean }
  /** These records are no records of the stream: the items' present images, as the user has asked for. */
  | { readonly kind: 'reconstructed'; readonly sequenceNumbers: readonly string[] };
