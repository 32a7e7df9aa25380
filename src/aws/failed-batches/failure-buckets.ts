/** S3 buckets as on-failure destinations. */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { FailureBuckets } from '../../failed-batches/ports/failure-bucket';
import type { AwsAccess } from '../access/aws-access';
import { type BucketQuestions, bucketQuestions } from './bucket-questions';
import { moveObject } from './moved-object';
import { tagObject } from './object-tags';
import { listNewestFirst } from './stored-documents';

const MOST_BYTES = 64 * 1024 * 1024;

export function awsFailureBuckets(access: AwsAccess): FailureBuckets {
  const about = (connection: StreamConnection, bucketArn: string, stop: StopSignal): BucketQuestions =>
    bucketQuestions(access, connection, bucketArn, stop);
  return {
    list: async (connection, bucketArn, mappingUuid, page, stop) =>
      listNewestFirst(about(connection, bucketArn, stop), mappingUuid, page),
    read: async (connection, bucketArn, key, stop) => readText(about(connection, bucketArn, stop), key),
    mark: async (connection, bucketArn, key, tag, stop) =>
      tagObject(about(connection, bucketArn, stop), key, tag),
    move: async (connection, bucketArn, key, to, stop) =>
      moveObject(about(connection, bucketArn, stop), key, to),
  };
}

/** The size is known before the first byte is read. The SDK checks what it reads against S3's checksum. */
async function readText({ bucket, ask, refusal }: BucketQuestions, key: string): Promise<string> {
  const action = 's3:GetObject';
  return ask(action, key, async (client, options) => {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    const { Body, ContentLength = 0 } = await client.send(command, options);
    if (ContentLength > MOST_BYTES) {
      // In Node it is a stream, whose connection would stay open.
      if (Body !== undefined && 'destroy' in Body) Body.destroy();
      const megabytes = Math.ceil(ContentLength / 1024 / 1024);
      throw refusal(
        action,
        l10n.t(
          'The object "{0}" in the bucket "{1}" has {2} MB, which is more than a failed batch can have. Read it with a tool of S3.',
          key,
          bucket,
          megabytes,
        ),
      );
    }
    return (await Body?.transformToString('utf-8')) ?? '';
  });
}
