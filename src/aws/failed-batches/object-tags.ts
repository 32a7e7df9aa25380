/** A tag put on an object beside those that it has. */
import type { Tag } from '@aws-sdk/client-s3';
import * as l10n from '@vscode/l10n';
import type { BucketQuestions } from './bucket-questions';

/** What S3 allows an object. */
const MOST_TAGS = 10;

/**
 * S3 replaces all tags at once: one that somebody else puts on between reading and writing is lost.
 *
 * @throws ServiceError, also if the object has ten others
 */
export async function tagObject(
  { bucket, ask, refusal }: BucketQuestions,
  key: string,
  tag: { readonly key: string; readonly value: string },
): Promise<void> {
  const object = { Bucket: bucket, Key: key };
  const before = await ask('s3:GetObjectTagging', key, async (client, options): Promise<Tag[]> => {
    const { GetObjectTaggingCommand } = await import('@aws-sdk/client-s3');
    const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(object), options);
    return TagSet;
  });
  if (before.some(({ Key, Value }) => Key === tag.key && Value === tag.value)) return;
  const others = before.filter(({ Key }) => Key !== tag.key);
  const action = 's3:PutObjectTagging';
  if (others.length >= MOST_TAGS)
    throw refusal(
      action,
      l10n.t(
        'The object "{0}" in the bucket "{1}" has {2} tags already, and S3 allows no more, so it was not marked with "{3}". Remove one of them, or move the object instead.',
        key,
        bucket,
        MOST_TAGS,
        tag.key,
      ),
    );
  const TagSet = [...others, { Key: tag.key, Value: tag.value }];
  // The same tags again do what they did once.
  await ask(action, key, async (client, options) => {
    const { PutObjectTaggingCommand } = await import('@aws-sdk/client-s3');
    await client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }), options);
  });
}
