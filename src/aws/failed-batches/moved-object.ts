/** An object moved within its bucket: copied, the copy checked, then deleted. Interrupted anywhere, it can be repeated. */
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { ServiceError } from '../../triggers/ports/service-error';
import type { BucketQuestions } from './bucket-questions';

type Head = Pick<HeadObjectCommandOutput, 'ETag' | 'ContentLength'>;

/** Of S3, to a copy that must not replace anything: something is there, or comes into being at this moment. */
const IN_THE_WAY = ['PreconditionFailed', 'ConditionalRequestConflict'];

/**
 * Metadata and tags go with it. What stands at the target already is kept: if it is the same, the move was interrupted
 * or done before, else it is refused.
 *
 * @throws ServiceError
 */
export async function moveObject(questions: BucketQuestions, key: string, to: string): Promise<void> {
  if (key === to) return;
  const source = await headOf(questions, key);
  const target = await headOf(questions, to);
  if (source instanceof ServiceError) {
    if (target instanceof ServiceError) throw source;
    return;
  }
  if (target instanceof ServiceError) await copyObject(questions, key, to, source);
  else if (!(await isCopy(questions, { key, head: source }, { key: to, head: target })))
    throw inTheWay(questions, key, to);
  await deleteObject(questions, key);
}

/** @returns the error that says so, if there is none */
async function headOf({ bucket, ask }: BucketQuestions, key: string): Promise<Head | ServiceError> {
  try {
    // As IAM names what HeadObject needs.
    return await ask('s3:GetObject', key, async (client, options) => {
      const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
      return client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), options);
    });
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'notFound' && error.details.code !== 'NoSuchBucket')
      return error;
    throw error;
  }
}

async function copyObject(questions: BucketQuestions, key: string, to: string, source: Head): Promise<void> {
  const { bucket, ask, refusal } = questions;
  const action = 's3:PutObject';
  const input = {
    Bucket: bucket,
    Key: to,
    CopySource: [bucket, ...key.split('/')].map(encodeURIComponent).join('/'),
    // What was looked at, not what somebody puts there meanwhile.
    ...(source.ETag !== undefined && { CopySourceIfMatch: source.ETag }),
    IfNoneMatch: '*',
  };
  const eTag = await ask(action, to, async (client, options) => {
    const { CopyObjectCommand } = await import('@aws-sdk/client-s3');
    const { CopyObjectResult } = await client.send(new CopyObjectCommand(input), options);
    return CopyObjectResult?.ETag;
  }).catch((error: unknown) => {
    if (error instanceof ServiceError && IN_THE_WAY.includes(error.details.code))
      throw inTheWay(questions, key, to);
    throw error;
  });
  const copy = await headOf(questions, to);
  if (copy instanceof ServiceError) throw copy;
  if (copy.ContentLength === source.ContentLength && copy.ETag === eTag) return;
  throw refusal(
    action,
    `The copy of the object "${key}" at "${to}" in the bucket "${bucket}" is not what was copied, so the object was left where it is. Look who else writes there, then try again.`,
  );
}

/** The entity tag of a copy is another one where a KMS key encrypts; then the contents tell. */
async function isCopy(
  questions: BucketQuestions,
  source: { readonly key: string; readonly head: Head },
  target: { readonly key: string; readonly head: Head },
): Promise<boolean> {
  if (source.head.ContentLength !== target.head.ContentLength) return false;
  if (source.head.ETag !== undefined && source.head.ETag === target.head.ETag) return true;
  const [left, right] = await Promise.all([
    readBytes(questions, source.key),
    readBytes(questions, target.key),
  ]);
  return Buffer.compare(left, right) === 0;
}

function readBytes({ bucket, ask }: BucketQuestions, key: string): Promise<Uint8Array> {
  return ask('s3:GetObject', key, async (client, options) => {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), options);
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  });
}

/** Deleting twice does what deleting once does. */
async function deleteObject({ bucket, ask }: BucketQuestions, key: string): Promise<void> {
  await ask('s3:DeleteObject', key, async (client, options) => {
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), options);
  });
}

function inTheWay({ bucket, refusal }: BucketQuestions, key: string, to: string): ServiceError {
  return refusal(
    's3:PutObject',
    `The object "${key}" in the bucket "${bucket}" was not moved: another one is at "${to}" already. Choose another place, or move that one away.`,
  );
}
