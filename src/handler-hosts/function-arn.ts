/** The ARN of the function that a replay pretends to invoke. */
export function functionArn(region: string, accountId: string, functionName: string): string {
  return `arn:${partition(region)}:lambda:${region}:${accountId}:function:${functionName}`;
}

/** The partition that a region belongs to, by the region's name. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
