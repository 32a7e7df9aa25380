/** DynamoDB Local's region and account under the names of a test, both ways, in whatever text they stand. */

export interface TestAccount {
  /** For example `aws-cn` (AR-2). */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

export interface ArnRewriting {
  /** Of an answer. */
  toTest(text: string): string;
  /** Of a request; iterators hold an ARN too. */
  toLocal(text: string): string;
}

const LOCAL_ARN = 'arn:aws:dynamodb:ddblocal:000000000000:';
const LOCAL_REGION = '"awsRegion":"ddblocal"';

export function rewriteArns(account: TestAccount | undefined): ArnRewriting {
  if (account === undefined) return { toTest: (text) => text, toLocal: (text) => text };
  const { partition, region, accountId } = account;
  const testArn = `arn:${partition}:dynamodb:${region}:${accountId}:`;
  return {
    toTest: (text) => text.replaceAll(LOCAL_ARN, testArn).replaceAll(LOCAL_REGION, `"awsRegion":"${region}"`),
    toLocal: (text) => text.replaceAll(testArn, LOCAL_ARN),
  };
}
