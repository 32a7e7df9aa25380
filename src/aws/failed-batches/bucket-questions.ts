/** Questions about one bucket and its objects. */
import type { S3Client } from '@aws-sdk/client-s3';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { parseArn } from '../../triggers/policies/arn-parts';
import { ServiceError } from '../../triggers/ports/service-error';
import type { SendOptions } from '../access/ask-aws';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import type { AwsCall } from '../access/aws-call';

export interface BucketQuestions {
  /** Its name. */
  readonly bucket: string;
  /** @param action as IAM names it; @param key of the object that is asked for, none for the bucket itself */
  readonly ask: <T>(
    action: string,
    key: string | undefined,
    asking: (client: S3Client, options: SendOptions) => Promise<T>,
  ) => Promise<T>;
  /** What is refused before S3 is asked. @param sentence for people */
  readonly refusal: (action: string, sentence: string) => ServiceError;
}

/**
 * A bucket's ARN names no region: the SDK follows S3's redirects to it.
 *
 * @throws ServiceError if the ARN is none of a bucket
 */
export function bucketQuestions(
  access: AwsAccess,
  connection: StreamConnection,
  bucketArn: string,
  stop: StopSignal,
): BucketQuestions {
  const parsed = parseArn(bucketArn);
  if (parsed?.service !== 's3' || /[:/]/.test(parsed.resource))
    throw refusal(
      's3:GetObject',
      l10n.t(
        "{0} is no S3 bucket's ARN, and so holds no failed batches. Name one like arn:aws:s3:::failed-orders.",
        bucketArn,
      ),
    );
  const bucket = parsed.resource;
  return {
    bucket,
    ask: (action, key, asking) => {
      const call: AwsCall =
        key === undefined
          ? { action, subject: l10n.t('the bucket "{0}"', bucket), arn: bucketArn, connection }
          : {
              action,
              subject: l10n.t('the object "{0}" in the bucket "{1}"', key, bucket),
              arn: `${bucketArn}/${key}`,
              ifMissing: l10n.t('It may have been moved or deleted meanwhile: refresh.'),
              connection,
            };
      return askService(access, { service: 's3', call }, stop, asking);
    },
    refusal,
  };
}

function refusal(action: string, sentence: string): ServiceError {
  return new ServiceError('invalid', sentence, { action, code: '', serviceMessage: sentence });
}
