/**
 * What a stream's ARN tells: `arn:<partition>:dynamodb:<region>:<account>:table/<table>/stream/<label>`.
 *
 * The label is a timestamp and holds colons (AR-1). Regions and accounts are not
 * checked: DynamoDB Local says `ddblocal` and `000000000000` (AR-2a).
 */
export interface StreamArn {
  /** `aws`, `aws-cn`, `aws-us-gov`… */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly tableName: string;
  /** The time at which the stream was enabled, `YYYY-MM-DDTHH:MM:SS.mmm`. */
  readonly label: string;
}

const pattern = /^arn:([^:/]+):dynamodb:([^:/]*):([^:/]*):table\/([^:/]+)\/stream\/([^/]+)$/;

/** @returns undefined if the text is no stream's ARN (a table's, a Kinesis stream's…) */
export function parseStreamArn(text: string): StreamArn | undefined {
  const [, partition, region, accountId, tableName, label] = pattern.exec(text) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined) return undefined;
  if (tableName === undefined || label === undefined) return undefined;
  return { partition, region, accountId, tableName, label };
}
