/** Tables, their streams and shards, as DynamoDB and DynamoDB Streams tell them. `aws/tables/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Page } from './page';

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
export type StreamStatus = 'ENABLING' | 'ENABLED' | 'DISABLING' | 'DISABLED';

export interface ListedStream {
  readonly streamArn: string;
  readonly tableName: string;
  /** The time at which it was enabled, `YYYY-MM-DDTHH:MM:SS.mmm` (AR-1). */
  readonly label: string;
}

export interface TableDetails {
  readonly tableName: string;
  readonly tableArn: string;
  /** For example `ACTIVE`, `UPDATING`. */
  readonly status: string;
  /** The present stream's, or the last one's while the stream is off. */
  readonly latestStreamArn?: string;
  /** Absent while the stream is off. */
  readonly viewType?: StreamViewType;
  readonly keyAttributes: readonly { readonly name: string; readonly type: 'S' | 'N' | 'B' }[];
  /** Of a customer's key that encrypts the table; absent for AWS's own. */
  readonly kmsKeyArn?: string;
  /** A global table has replicas; AWS advises one reader a shard (DS-8). */
  readonly isGlobal: boolean;
  /** Approximate, renewed every six hours. */
  readonly itemCount?: number;
  readonly billingMode?: string;
}

export interface ShardDetails {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly startingSequenceNumber?: string;
  /** Absent while the shard is open (SH-2). */
  readonly endingSequenceNumber?: string;
}

export interface StreamDetails extends ListedStream {
  readonly status: StreamStatus;
  readonly viewType: StreamViewType;
  /** Epoch milliseconds. */
  readonly createdMs?: number;
  /** Of all pages, in the service's order; `shardLineage` orders them. */
  readonly shards: readonly ShardDetails[];
}

/** Each member rejects with ServiceError, or with the stop signal's reason. */
export interface TableCatalog {
  /** @param after `next` of the page before */
  listTables(
    connection: StreamConnection,
    after: string | undefined,
    stop: StopSignal,
  ): Promise<Page<string>>;
  /** Also disabled ones whose records can still be read (DS-7). */
  listStreams(
    connection: StreamConnection,
    after: string | undefined,
    stop: StopSignal,
  ): Promise<Page<ListedStream>>;
  describeTable(connection: StreamConnection, tableName: string, stop: StopSignal): Promise<TableDetails>;
  describeStream(connection: StreamConnection, streamArn: string, stop: StopSignal): Promise<StreamDetails>;
  /** @param viewType undefined turns the stream off; @returns the table right after the call, often `UPDATING` */
  setStream(
    connection: StreamConnection,
    tableName: string,
    viewType: StreamViewType | undefined,
    stop: StopSignal,
  ): Promise<TableDetails>;
}
