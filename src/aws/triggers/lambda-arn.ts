/** The region that a function's or a mapping's ARN names. */

/** @returns undefined for a name, or a partial ARN */
export function lambdaArnRegion(nameOrArn: string): string | undefined {
  return /^arn:[^:]+:lambda:([^:]+):/.exec(nameOrArn)?.[1];
}
