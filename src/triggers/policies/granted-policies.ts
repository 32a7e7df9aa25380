/** The policies that a grant writes or attaches: their names, and AWS's own one for all streams. */
import { parseArn, roleNameOf } from './arn-parts';
import { pretty } from './grant-policy';
import { POLICY_VERSION } from './policy-document';

/** One for all triggers of a role, so that a second grant finds the first. */
export const INLINE_POLICY_NAME = 'DynamoDBStreamTriggers';

/** At most 64 characters of a role's name: below the 128 that a policy's may have. */
export function managedPolicyName(roleArn: string): string {
  return `${INLINE_POLICY_NAME}-${roleNameOf(roleArn)}`;
}

/** In the role's account and partition, without a path. */
export function managedPolicyArn(roleArn: string, policyName: string): string {
  const { partition, accountId } = partsOf(roleArn);
  return `arn:${partition}:iam::${accountId}:policy/${policyName}`;
}

/** AWSLambdaDynamoDBExecutionRole, in the role's partition (section 4.1). */
export function awsPolicyArn(roleArn: string): string {
  return `arn:${partsOf(roleArn).partition}:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole`;
}

/** AWSLambdaDynamoDBExecutionRole v1 of 9 April 2015: every stream of the account, and its logs (section 4.1). */
export const AWS_POLICY_DOCUMENT = pretty({
  Version: POLICY_VERSION,
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      Resource: '*',
    },
  ],
});

function partsOf(roleArn: string): { readonly partition: string; readonly accountId: string } {
  return parseArn(roleArn) ?? { partition: 'aws', accountId: '' };
}
