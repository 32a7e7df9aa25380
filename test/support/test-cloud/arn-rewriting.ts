/** DynamoDB Local's region and account under the names of a test, both ways, in whatever text they stand. */

export interface TestAccount {
  readonly accountId: string;
  /** Where everything is, whatever requests are signed for; absent: each request's own region. */
  readonly region?: string;
  /** For example `aws-cn` (AR-2); absent: the region's. */
  readonly partition?: string;
}

export interface ArnRewriting {
  /** Of an answer. */
  toTest(text: string): string;
  /** Of a request; iterators hold an ARN too. */
  toLocal(text: string): string;
}

const LOCAL_ARN = 'arn:aws:dynamodb:ddblocal:000000000000:';
const LOCAL_REGION = '"awsRegion":"ddblocal"';

/** @param signedFor the request's region */
export function rewriteArns(account: TestAccount | undefined, signedFor: string): ArnRewriting {
  if (account === undefined) return { toTest: (text) => text, toLocal: (text) => text };
  const region = account.region ?? signedFor;
  const testArn = `arn:${account.partition ?? partitionOf(region)}:dynamodb:${region}:${account.accountId}:`;
  return {
    toTest: (text) => text.replaceAll(LOCAL_ARN, testArn).replaceAll(LOCAL_REGION, `"awsRegion":"${region}"`),
    toLocal: (text) => text.replaceAll(testArn, LOCAL_ARN),
  };
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
