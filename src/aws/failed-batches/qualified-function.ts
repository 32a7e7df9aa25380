/** A function's name or ARN, and the version or alias that it may end with. */

export interface QualifiedFunction {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** Before the name: `arn:aws:lambda:<region>:<account>:function:`, `<account>:function:`, or nothing. */
const QUALIFIED = /^((?:(?:arn:[^:]+:lambda:[^:]*:)?\d+:function:)?[^:]+):([^:]+)$/;

export function splitQualifier(functionArn: string): QualifiedFunction {
  const [, FunctionName, Qualifier] = QUALIFIED.exec(functionArn) ?? [];
  if (FunctionName === undefined || Qualifier === undefined) return { FunctionName: functionArn };
  return { FunctionName, Qualifier };
}
