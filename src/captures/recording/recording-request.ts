/** What somebody wants recorded: which stream, from where to where, which of its records. */
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Compression } from '../files/compressed-members';

/** Inclusive: a record of that second, or with that sequence number, is still recorded. */
export type RecordingEnd =
  | { readonly type: 'STOPPED' }
  | { readonly type: 'TIME'; readonly epochMs: number }
  | { readonly type: 'SEQUENCE_NUMBER'; readonly sequenceNumber: string }
  | { readonly type: 'RECORDS'; readonly count: number }
  /** Of the file on disk. */
  | { readonly type: 'BYTES'; readonly bytes: number };

export interface RecordingRequest {
  readonly streamArn: string;
  readonly connection: StreamConnection;
  readonly begin: StartingPosition;
  readonly end: RecordingEnd;
  /** A record is kept if one of them matches it, or if there are none. */
  readonly filterPatterns: readonly string[];
  readonly compression: Compression;
}
