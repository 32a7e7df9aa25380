/** What S3 lists below a prefix: the keys, or the folders next below it. */
import type { _Object as ListedObject, ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3';
import type { SendOptions } from '../access/ask-aws';
import type { BucketQuestions } from './bucket-questions';

/** What S3 lists at once, keys and folders together. */
const KEYS_PER_CALL = 1_000;

/** @returns the first of them in ascending order, and whether there are more */
export function firstKeysIn(
  { bucket, ask }: BucketQuestions,
  prefix: string,
): Promise<{ readonly objects: readonly ListedObject[]; readonly isAll: boolean }> {
  return ask('s3:ListBucket', undefined, async (client, options) => {
    const input = { Bucket: bucket, Prefix: prefix, MaxKeys: KEYS_PER_CALL };
    const { Contents = [], IsTruncated = false } = await list(client, input, options);
    return { objects: Contents, isAll: !IsTruncated };
  });
}

/**
 * The object itself, if there is one. HeadObject would tell it too, but its refusals have no words (an answer to HEAD has
 * no body), and it refuses a key that is not there to whoever may not list.
 */
export function objectAt({ bucket, ask }: BucketQuestions, key: string): Promise<ListedObject | undefined> {
  return ask('s3:ListBucket', undefined, async (client, options) => {
    // Of all keys with that beginning it comes first.
    const { Contents = [] } = await list(client, { Bucket: bucket, Prefix: key, MaxKeys: 1 }, options);
    return Contents.find(({ Key }) => Key === key);
  });
}

/** @returns all of them in ascending order: a call for each 1,000 */
export async function allKeysIn(
  { bucket, ask }: BucketQuestions,
  prefix: string,
): Promise<readonly ListedObject[]> {
  return ask('s3:ListBucket', undefined, async (client, options) => {
    const all: ListedObject[] = [];
    for await (const { Contents = [] } of pages(client, { Bucket: bucket, Prefix: prefix }, options))
      all.push(...Contents);
    return all;
  });
}

/**
 * @param delimiter at which a folder's name ends
 * @returns whole prefixes in ascending order: a call for each 1,000
 */
export function foldersIn(
  { bucket, ask }: BucketQuestions,
  prefix: string,
  delimiter: string,
): Promise<readonly string[]> {
  return ask('s3:ListBucket', undefined, async (client, options) => {
    const folders: string[] = [];
    const input = { Bucket: bucket, Prefix: prefix, Delimiter: delimiter };
    for await (const { CommonPrefixes = [] } of pages(client, input, options))
      for (const { Prefix } of CommonPrefixes) if (Prefix !== undefined) folders.push(Prefix);
    return folders;
  });
}

async function* pages(
  client: S3Client,
  input: ListObjectsV2CommandInput,
  options: SendOptions,
): AsyncGenerator<Awaited<ReturnType<typeof list>>, void> {
  let next: string | undefined;
  do {
    const page = await list(
      client,
      { ...input, ...(next !== undefined && { ContinuationToken: next }) },
      options,
    );
    yield page;
    next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (next !== undefined);
}

async function list(client: S3Client, input: ListObjectsV2CommandInput, options: SendOptions) {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  return client.send(new ListObjectsV2Command(input), options);
}
