/** What is remembered of an unblocking from before its first change on, so that the old options come back after a crash. */
import { isJsonObject } from '../../engine/events/json-object';
import type { UnblockOptions } from './temporary-options';

/** Plain JSON, without credentials. */
export interface KeptUnblock {
  readonly id: string;
  readonly connectionId: string;
  /** As the tree showed it then; for when the connection is no longer there. */
  readonly connectionName: string;
  readonly uuid: string;
  readonly streamArn: string;
  readonly functionArn: string;
  /** Epoch milliseconds, both; `seenMs` is renewed while a window works on it. */
  readonly beganMs: number;
  readonly seenMs: number;
  readonly before: UnblockOptions;
  readonly temporary: Partial<UnblockOptions>;
}

/** What was stored, read back. @returns undefined if it is not of this version's shape */
export function readUnblock(stored: unknown): KeptUnblock | undefined {
  return isKeptUnblock(stored) ? stored : undefined;
}

const texts = ['id', 'connectionId', 'connectionName', 'uuid', 'streamArn', 'functionArn'] as const;

function isKeptUnblock(value: unknown): value is KeptUnblock {
  if (!isJsonObject(value) || !isJsonObject(value['temporary'])) return false;
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    typeof value['beganMs'] === 'number' &&
    typeof value['seenMs'] === 'number' &&
    isComplete(value['before'])
  );
}

function isComplete(value: unknown): value is UnblockOptions {
  if (!isJsonObject(value) || !isJsonObject(value['DestinationConfig'])) return false;
  const { OnFailure } = value['DestinationConfig'];
  return (
    typeof value['MaximumRetryAttempts'] === 'number' &&
    typeof value['BisectBatchOnFunctionError'] === 'boolean' &&
    isJsonObject(OnFailure) &&
    typeof OnFailure['Destination'] === 'string'
  );
}
