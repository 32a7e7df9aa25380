/** What every ARN says of itself: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export interface ArnParts {
  /** `aws`, `aws-cn`, `aws-us-gov`… (AR-2). */
  readonly partition: string;
  readonly service: string;
  /** Empty for what is global, as a role or a bucket. */
  readonly region: string;
  /** Empty for a bucket. */
  readonly accountId: string;
  /** May hold colons and slashes. */
  readonly resource: string;
}

/** @returns undefined if the text is no ARN */
export function parseArn(text: string): ArnParts | undefined {
  const [prefix, partition, service, region, accountId, ...resource] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || accountId === undefined)
    return undefined;
  if (resource.length === 0) return undefined;
  return { partition, service, region, accountId, resource: resource.join(':') };
}

/** @param roleArn may have a path: `arn:aws:iam::111122223333:role/service-role/orders` is the role `orders` */
export function roleNameOf(roleArn: string): string {
  return roleArn.split('/').at(-1) ?? roleArn;
}
