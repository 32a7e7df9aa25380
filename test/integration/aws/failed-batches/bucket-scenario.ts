/** Documents in a bucket of a test cloud, under the keys that Lambda gives them (reference DE-10). */
import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { type CloudPlace, setUpClient } from '../../../support/test-cloud/set-up-client';

export const MAPPING = '00000000-1111-2222-3333-444444444444';

export function setUpBuckets(cloud: CloudPlace): S3Client {
  return new S3Client({ ...setUpClient(cloud), forcePathStyle: true });
}

/** @param createdMs epoch milliseconds */
export function shardId(createdMs: number, suffix = '864758bb'): string {
  return `shardId-${String(createdMs).padStart(20, '0')}-${suffix}`;
}

/** @param discardedMs epoch milliseconds; keys have whole seconds */
export function documentKey(shard: string, discardedMs: number, mapping = MAPPING): string {
  const time = new Date(discardedMs).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  const day = time.slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '/');
  return `aws/lambda/${mapping}/${shard}/${day}/${time.replaceAll(':', '.')}-${randomUUID()}`;
}

const AT_ONCE = 16;

export async function putAll(
  s3: S3Client,
  bucketArn: string,
  objects: readonly Pick<PutObjectCommandInput, 'Key' | 'Body' | 'Tagging' | 'Metadata' | 'ContentType'>[],
): Promise<void> {
  const Bucket = bucketArn.split(':').at(-1);
  for (let first = 0; first < objects.length; first += AT_ONCE)
    await Promise.all(
      objects
        .slice(first, first + AT_ONCE)
        .map((object) => s3.send(new PutObjectCommand({ Bucket, ...object }))),
    );
}
