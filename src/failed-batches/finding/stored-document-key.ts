/** What the key of an S3 object tells of the document in it, before that is read (DE-10). */

export interface StoredDocumentKey {
  readonly mappingUuid: string;
  readonly shardId: string;
  /** When Lambda gave the batch up; epoch milliseconds, in whole seconds. */
  readonly discardedMs: number;
}

const pattern =
  /^aws\/lambda\/([^/]+)\/([^/]+)\/\d{4}\/\d{2}\/\d{2}\/(\d{4}-\d{2}-\d{2})T(\d{2})\.(\d{2})\.(\d{2})-[^/]+$/;

/** @returns undefined for an object that Lambda has not put there, or that was moved */
export function parseStoredDocumentKey(key: string): StoredDocumentKey | undefined {
  const [, mappingUuid, shardId, date, hour, minute, second] = pattern.exec(key) ?? [];
  if (mappingUuid === undefined || shardId === undefined || date === undefined) return undefined;
  const discardedMs = Date.parse(`${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(discardedMs) ? undefined : { mappingUuid, shardId, discardedMs };
}
