/** What is in a file of checkpoints, and how it is read and written whole. */
import * as l10n from '@vscode/l10n';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { isJsonObject } from '../../engine/events/json-object';
import type { Checkpoint } from '../../engine/ports/checkpoint-store';
import { hasCode, temporaryFileFor } from '../files/new-file';

export interface StoredCheckpoints {
  readonly streamArn: string;
  /** Of the session. */
  readonly name: string;
  readonly shards: ReadonlyMap<string, StoredCheckpoint>;
  /**
   * A shard was sent back to its beginning. Without any checkpoint left, the session would begin at its
   * starting position instead.
   */
  readonly isRewound: boolean;
}

export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Epoch milliseconds. */
  readonly changedMs: number;
}

const CHECKPOINT_VERSION = 1;

export class CheckpointFileError extends Error {
  override readonly name = 'CheckpointFileError';

  /** @param reason a clause about the file */
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      l10n.t(
        "The checkpoints in {0} can't be used: {1}. Delete the file, and the next session begins at its starting position.",
        file,
        reason,
      ),
      options,
    );
  }
}

/** @returns undefined if there is none. @throws CheckpointFileError */
export async function readCheckpointFile(file: string): Promise<StoredCheckpoints | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new CheckpointFileError(file, l10n.t('it can not be read'), { cause: error });
  }
  return parse(file, text);
}

/** The old content stays until the new one is whole. @throws the file system's error */
export async function writeCheckpointFile(file: string, stored: StoredCheckpoints): Promise<void> {
  const { shards, ...session } = stored;
  const content = {
    checkpointVersion: CHECKPOINT_VERSION,
    ...session,
    shards: Object.fromEntries(
      [...shards].map(([shardId, { checkpoint, changedMs }]) => [
        shardId,
        { ...checkpoint, changedAt: new Date(changedMs).toISOString() },
      ]),
    ),
  };
  const temporary = temporaryFileFor(path.dirname(file));
  try {
    await writeFile(temporary, `${JSON.stringify(content, undefined, 2)}\n`);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function parse(file: string, text: string): StoredCheckpoints {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new CheckpointFileError(file, l10n.t('it is not JSON'));
  }
  if (!isJsonObject(content) || content['checkpointVersion'] !== CHECKPOINT_VERSION)
    throw new CheckpointFileError(file, l10n.t('it has no "checkpointVersion": {0}', CHECKPOINT_VERSION));
  const { streamArn, name, shards, isRewound } = content;
  if (typeof streamArn !== 'string' || typeof name !== 'string')
    throw new CheckpointFileError(file, l10n.t('it does not say of which session it is'));
  if (!isJsonObject(shards)) throw new CheckpointFileError(file, l10n.t('its "shards" are no object'));
  const checkpoints = Object.entries(shards).map(
    ([shardId, checkpoint]) => [shardId, parseCheckpoint(file, shardId, checkpoint)] as const,
  );
  return { streamArn, name, shards: new Map(checkpoints), isRewound: isRewound === true };
}

function parseCheckpoint(file: string, shardId: string, stored: unknown): StoredCheckpoint {
  if (isJsonObject(stored)) {
    const { sequenceNumber, isFinished, fromMs, changedAt } = stored;
    const changedMs = typeof changedAt === 'string' ? Date.parse(changedAt) : Number.NaN;
    if (isFinished === true && !Number.isNaN(changedMs)) return { checkpoint: { isFinished }, changedMs };
    if (typeof fromMs === 'number' && !Number.isNaN(changedMs)) return { checkpoint: { fromMs }, changedMs };
    if (typeof sequenceNumber === 'string' && /^\d+$/.test(sequenceNumber) && !Number.isNaN(changedMs))
      return { checkpoint: { sequenceNumber }, changedMs };
  }
  throw new CheckpointFileError(file, l10n.t('what it says of shard {0} is no checkpoint', shardId));
}
