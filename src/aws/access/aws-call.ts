/** What was asked of AWS, for sentences. */
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface AwsCall {
  /** As IAM names it, for example `dynamodb:GetRecords`. */
  readonly action: string;
  /** For example `the stream of table "Orders"`. */
  readonly subject: string;
  /** To which the action would have to be allowed; absent for `*`. */
  readonly arn?: string;
  /** What to do if it does not exist, as a sentence. */
  readonly ifMissing?: string;
  /** What to do if nobody knows whether it was done, as the end of a sentence. */
  readonly ifUnanswered?: string;
  readonly connection: StreamConnection;
}

export function streamSubject(streamArn: string): string {
  const parsed = parseStreamArn(streamArn);
  return parsed === undefined
    ? l10n.t('the stream {0}', streamArn)
    : l10n.t('the stream of table "{0}"', parsed.tableName);
}
