/**
 * What a trigger has left in a bucket, the newest first. Objects carry the records (DE-9) and may be large: the small ones
 * are read for the list, the others when somebody wants one; until then their keys tell shard and time.
 */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import { inParallel } from '../../triggers/streams/in-parallel';
import type { FoundBatch } from '../failed-batch';
import type { FailureBuckets, StoredDocument } from '../ports/failure-bucket';
import { type UnreadableDocument, type WaitingDocuments, readDocument } from './waiting-documents';

export interface BucketLook extends WaitingDocuments {
  /** Not read yet. */
  readonly unread: readonly StoredDocument[];
  /** Where older ones begin; absent if there are none. */
  readonly next?: string;
  /** Why objects that were to be read were not. */
  readonly readError?: Error;
}

type ReadingPorts = Pick<FailureBuckets, 'list' | 'read'>;

/** What a list reads unasked: objects up to that size, and so much in all. */
const SMALL_BYTES = 512 * 1024;
const BYTES_IN_ALL = 8 * 1024 * 1024;
const READ_AT_A_TIME = 4;
const PAGE_OBJECTS = 1000;
const SHOWN_CHARACTERS = 500;

/** @throws ServiceError when the bucket can't be listed; the stop signal's reason */
export async function lookIntoBucket(
  buckets: ReadingPorts,
  connection: StreamConnection,
  bucketArn: string,
  mappingUuid: string,
  { after, most }: { readonly after?: string | undefined; readonly most: number },
  stop: StopSignal,
): Promise<BucketLook> {
  const stored: StoredDocument[] = [];
  let next = after;
  do {
    const asked = { after: next, most: Math.min(PAGE_OBJECTS, most - stored.length) };
    const page = await buckets.list(connection, bucketArn, mappingUuid, asked, stop);
    stored.push(...page.rows);
    next = page.next;
  } while (next !== undefined && stored.length < most);
  const read = await readStored(buckets, connection, bucketArn, smallOnes(stored), stop);
  const unread = stored.filter(({ key }) => !read.readKeys.has(key));
  const { found, unreadable, readError } = read;
  return {
    ...{ found, unreadable, unread },
    ...(next !== undefined && { next }),
    ...(readError !== undefined && { readError }),
  };
}

/** One object, whatever its size. @throws ServiceError; the stop signal's reason */
export async function readStoredDocument(
  buckets: Pick<FailureBuckets, 'read'>,
  connection: StreamConnection,
  bucketArn: string,
  key: string,
  stop: StopSignal,
): Promise<FoundBatch | UnreadableDocument> {
  const text = await buckets.read(connection, bucketArn, key, stop);
  const read = readDocument(text);
  if ('batch' in read) return { batch: read.batch, at: { kind: 'bucket', bucketArn, key } };
  return { name: key, reason: read.reason, beginning: text.slice(0, SHOWN_CHARACTERS) };
}

function smallOnes(stored: readonly StoredDocument[]): readonly StoredDocument[] {
  let bytes = 0;
  return stored.filter(({ sizeBytes }) => {
    if (sizeBytes > SMALL_BYTES || bytes + sizeBytes > BYTES_IN_ALL) return false;
    bytes += sizeBytes;
    return true;
  });
}

/** One that was refused leaves the others that were not begun unread: they would be refused too. */
async function readStored(
  buckets: Pick<FailureBuckets, 'read'>,
  connection: StreamConnection,
  bucketArn: string,
  wanted: readonly StoredDocument[],
  stop: StopSignal,
): Promise<WaitingDocuments & { readonly readKeys: ReadonlySet<string>; readonly readError?: Error }> {
  const documents = new Map<string, FoundBatch | UnreadableDocument | undefined>();
  let readError: Error | undefined;
  await inParallel(
    wanted,
    READ_AT_A_TIME,
    async ({ key }) => {
      if (readError !== undefined) return;
      try {
        documents.set(key, await readStoredDocument(buckets, connection, bucketArn, key, stop));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        // Somebody has moved or deleted it since it was listed.
        if (error.kind === 'notFound') documents.set(key, undefined);
        else readError = error;
      }
    },
    stop,
  );
  const inOrder = wanted.map(({ key }) => documents.get(key)).filter((one) => one !== undefined);
  return {
    found: inOrder.filter((one) => 'batch' in one),
    unreadable: inOrder.filter((one): one is UnreadableDocument => !('batch' in one)),
    readKeys: new Set(documents.keys()),
    ...(readError !== undefined && { readError }),
  };
}
