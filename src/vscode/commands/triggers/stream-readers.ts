/** Who reads a stream already: a shard serves two readers, of a global table AWS advises one (DS-8). */
import * as vscode from 'vscode';
import type { StopSignal } from '../../../engine/ports/stop-signal';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { isReading, mostReaders } from '../../../triggers/inventory/trigger-trouble';
import { ServiceError } from '../../../triggers/ports/service-error';
import { triggersOfStream } from '../../../triggers/streams/triggers-of-stream';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { tableOf } from '../../triggers/trigger-label';

/** A stream as it is read already, as far as that may be known. */
export interface StreamReaders {
  readonly triggers: readonly Trigger[];
  /** Of its table: replication reads as well. */
  readonly isGlobal: boolean;
}

/** What may not be asked is in the log. */
export async function readersOfStream(
  { aws, log }: ManagementParts,
  connection: AwsConnection,
  streamArn: string,
  stop: StopSignal,
): Promise<StreamReaders> {
  const known = async <T>(asked: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.warn(error.message);
      return otherwise;
    }
  };
  const isGlobal = async (): Promise<boolean> =>
    (await aws.tables.describeTable(connection, tableOf(streamArn), stop)).isGlobal;
  const [triggers, global] = await Promise.all([
    known(triggersOfStream(aws.triggers, connection, streamArn, stop), []),
    known(isGlobal(), false),
  ]);
  return { triggers, isGlobal: global };
}

/** @returns sentences if one more is a reader too many, what matters most first */
export function tooManyReaders({ triggers, isGlobal }: StreamReaders): string | undefined {
  const readers = triggers.filter(isReading).length;
  if (readers < mostReaders(isGlobal)) return undefined;
  return `${limitText(readers, isGlobal)} ${vscode.l10n.t(
    'With one more, DynamoDB throttles all of them and they fall behind. Readers outside Lambda can’t be seen and count as well.',
  )}`;
}

function limitText(readers: number, isGlobal: boolean): string {
  if (!isGlobal)
    return vscode.l10n.t('{0} triggers read this stream already, and a shard serves two readers.', readers);
  return readers === 1
    ? vscode.l10n.t('1 trigger reads this stream already, and of a global table AWS advises one reader.')
    : vscode.l10n.t(
        '{0} triggers read this stream already, and of a global table AWS advises one reader.',
        readers,
      );
}
