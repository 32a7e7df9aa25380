/** S3 buckets as on-failure destinations. */
import type { FailureBuckets } from '../../failed-batches/ports/failure-bucket';
import type { AwsAccess } from '../access/aws-access';

export function awsFailureBuckets(access: AwsAccess): FailureBuckets {
  void access;
  const notBuilt = (): never => {
    throw new Error('This is not built yet.');
  };
  return { list: notBuilt, read: notBuilt, mark: notBuilt, move: notBuilt };
}
