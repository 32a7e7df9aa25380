/** A record that a shard's worker holds: read, kept by the filter, not finished yet. */
import type { EncodedRecord } from '../events/encoded-record';

export interface ShardRecord {
  readonly record: EncodedRecord;
  /** Position in the shard's progress. */
  readonly position: number;
  readonly readAtMs: number;
}
