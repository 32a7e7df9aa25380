/** Who reads a stream already: a shard serves two readers (DS-8), and a function has one trigger on it (PX-6). */
import * as vscode from 'vscode';
import type { StopSignal } from '../../../engine/ports/stop-signal';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { ServiceError } from '../../../triggers/ports/service-error';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';

const READERS_OF_A_SHARD = 2;

/** @returns none where they can't be listed; the log says so */
export async function triggersOfStream(
  { aws, log }: ManagementParts,
  connection: AwsConnection,
  streamArn: string,
  stop: StopSignal,
): Promise<readonly Trigger[]> {
  const found: Trigger[] = [];
  try {
    let after: string | undefined;
    do {
      const page = await aws.triggers.listTriggers(connection, { streamArn }, after, stop);
      found.push(...page.rows);
      after = page.next;
    } while (after !== undefined);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
  }
  return found;
}

/** @param present on the stream; @returns a sentence if one more is a reader too many */
export function tooManyReaders(present: readonly Trigger[]): string | undefined {
  const readers = present.filter(({ state }) => state !== 'Disabled' && state !== 'Deleting').length;
  if (readers < READERS_OF_A_SHARD) return undefined;
  return vscode.l10n.t(
    '{0} triggers read this stream already. Each shard serves two readers: with one more, DynamoDB throttles all of them and they fall behind. Readers outside Lambda can’t be seen and count as well.',
    readers,
  );
}
