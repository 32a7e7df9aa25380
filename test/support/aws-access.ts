/** Access to AWS for tests in which nobody is there to be asked for a code. */
import { AwsAccess } from '../../src/aws/access/aws-access';

export function accessWithoutQuestions(): AwsAccess {
  return new AwsAccess({
    mfaCode: () => Promise.reject(new Error('Nobody is there to give a code.')),
  });
}
