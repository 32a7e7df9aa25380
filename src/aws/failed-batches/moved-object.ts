/** An object moved within its bucket: copied, the copy checked, then deleted. Interrupted anywhere, it can be repeated. */
import type { _Object as ListedObject } from '@aws-sdk/client-s3';
import * as l10n from '@vscode/l10n';
import { ServiceError } from '../../triggers/ports/service-error';
import type { BucketQuestions } from './bucket-questions';
import { objectAt } from './listed-keys';

type Head = Pick<ListedObject, 'ETag' | 'Size'>;

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
  const source = await objectAt(questions, key);
  const target = await objectAt(questions, to);
  if (source === undefined) {
    if (target === undefined) throw goneError(questions, key, to);
    return;
  }
  const copiedAs = target === undefined ? await copyObject(questions, key, to, source) : undefined;
  const copy = target ?? (await objectAt(questions, to));
  if (copy === undefined) throw goneError(questions, key, to);
  const isSame =
    copiedAs === undefined
      ? await isCopy(questions, { key, head: source }, { key: to, head: copy })
      : copy.Size === source.Size && copy.ETag === copiedAs;
  if (!isSame) throw inTheWay(questions, key, to);
  await deleteObject(questions, key);
}

/** @returns the copy's entity tag; undefined if something was in the way, perhaps the copy of a lost answer */
async function copyObject(
  { bucket, ask }: BucketQuestions,
  key: string,
  to: string,
  source: Head,
): Promise<string | undefined> {
  const input = {
    Bucket: bucket,
    Key: to,
    CopySource: [bucket, ...key.split('/')].map(encodeURIComponent).join('/'),
    // What was looked at, not what somebody puts there meanwhile.
    ...(source.ETag !== undefined && { CopySourceIfMatch: source.ETag }),
    IfNoneMatch: '*',
  };
  try {
    return await ask('s3:PutObject', to, async (client, options) => {
      const { CopyObjectCommand } = await import('@aws-sdk/client-s3');
      const { CopyObjectResult } = await client.send(new CopyObjectCommand(input), options);
      return CopyObjectResult?.ETag;
    });
  } catch (error) {
    if (error instanceof ServiceError && IN_THE_WAY.includes(error.details.code)) return undefined;
    throw error;
  }
}

/** The entity tag of a copy is another one where a KMS key encrypts; then the contents tell. */
async function isCopy(
  questions: BucketQuestions,
  source: { readonly key: string; readonly head: Head },
  target: { readonly key: string; readonly head: Head },
): Promise<boolean> {
  if (source.head.Size !== target.head.Size) return false;
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

function goneError({ bucket }: BucketQuestions, key: string, to: string): ServiceError {
  const serviceMessage = l10n.t('it is neither there nor at "{0}"', to);
  return new ServiceError(
    'notFound',
    l10n.t(
      'The object "{0}" in the bucket "{1}" was not found: {2}. It may have been moved or deleted meanwhile: refresh.',
      key,
      bucket,
      serviceMessage,
    ),
    { action: 's3:PutObject', code: '', serviceMessage },
  );
}

function inTheWay({ bucket, refusal }: BucketQuestions, key: string, to: string): ServiceError {
  return refusal(
    's3:PutObject',
    l10n.t(
      'The object "{0}" in the bucket "{1}" was not moved: another one is at "{2}" already. Choose another place, or move that one away.',
      key,
      bucket,
      to,
    ),
  );
}
