/** SQS queues as on-failure destinations. */
import type { FailureQueues } from '../../failed-batches/ports/failure-queue';
import type { AwsAccess } from '../access/aws-access';

export function awsFailureQueues(access: AwsAccess): FailureQueues {
  void access;
  const notBuilt = (): never => {
    throw new Error('This is not built yet.');
  };
  return { describe: notBuilt, receive: notBuilt, hide: notBuilt, delete: notBuilt };
}
