/** An S3 bucket that is a trigger's on-failure destination (DE-9, DE-10). `aws/failed-batches/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Page } from '../../triggers/ports/page';

export interface StoredDocument {
  /** `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>`. */
  readonly key: string;
  readonly sizeBytes: number;
  /** Epoch milliseconds. */
  readonly lastModifiedMs: number;
}

/** Each member rejects with ServiceError, or with the stop signal's reason. */
export interface FailureBuckets {
  /**
   * Those of a mapping, the newest first over all its shards: days are gone through backwards, so that a page costs
   * a few calls however many older objects there are.
   *
   * @param after `next` of the page before
   * @param most 1 to 1,000
   */
  list(
    connection: StreamConnection,
    bucketArn: string,
    mappingUuid: string,
    { after, most }: { readonly after: string | undefined; readonly most: number },
    stop: StopSignal,
  ): Promise<Page<StoredDocument>>;
  /** @returns UTF-8 text, at most 64 MB */
  read(connection: StreamConnection, bucketArn: string, key: string, stop: StopSignal): Promise<string>;
  /** Tags it, its other tags are kept. */
  mark(
    connection: StreamConnection,
    bucketArn: string,
    key: string,
    tag: { readonly key: string; readonly value: string },
    stop: StopSignal,
  ): Promise<void>;
  /** Copies it, checks that the copy is there, then deletes it. One that has been moved already is no error. */
  move(
    connection: StreamConnection,
    bucketArn: string,
    key: string,
    to: string,
    stop: StopSignal,
  ): Promise<void>;
}
