/** The checkpoints of all sessions of a workspace: to be shown, rewound and removed. */
import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StoredCheckpoints } from './checkpoint-file';
import { CheckpointFileError, readCheckpointFile, writeCheckpointFile } from './checkpoint-file';
import type { CheckpointSession } from './file-checkpoint-store';
import { FileCheckpointStore } from './file-checkpoint-store';
import { hasCode } from '../files/new-file';

export type ListedCheckpoints =
  | { readonly file: string; readonly stored: StoredCheckpoints; readonly error?: undefined }
  | { readonly file: string; readonly error: CheckpointFileError; readonly stored?: undefined };

const HASH_CHARACTERS = 12;
const LONGEST_READABLE_NAME = 120;

export class CheckpointFolder {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly folder: string) {}

  /** Calls the listener whenever something was written through this object. */
  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** The file comes into being with the first checkpoint. */
  store(session: CheckpointSession): FileCheckpointStore {
    return new FileCheckpointStore(this.fileOf(session), session, () => this.changed());
  }

  /** In the order of their names; a damaged file is listed with its error. @throws if the folder can't be read */
  async list(): Promise<readonly ListedCheckpoints[]> {
    const listed: ListedCheckpoints[] = [];
    for (const file of await this.files()) {
      try {
        const stored = await readCheckpointFile(file);
        if (stored !== undefined) listed.push({ file, stored });
      } catch (error) {
        if (!(error instanceof CheckpointFileError)) throw error;
        listed.push({ file, error });
      }
    }
    return listed;
  }

  /** @returns undefined if the session has none. @throws CheckpointFileError */
  read(session: CheckpointSession): Promise<StoredCheckpoints | undefined> {
    return readCheckpointFile(this.fileOf(session));
  }

  /**
   * Not while a session of that name runs, for it would write over it.
   *
   * @param to the last record that counts as handled; `TRIM_HORIZON` for the shard's oldest record
   * @throws CheckpointFileError, also if the session has no checkpoints; the file system's error
   */
  async rewind(session: CheckpointSession, shardId: string, to: string): Promise<void> {
    const file = this.fileOf(session);
    const stored = await readCheckpointFile(file);
    if (stored === undefined) throw new CheckpointFileError(file, l10n.t('it does not exist'));
    const shards = new Map(stored.shards);
    if (to === 'TRIM_HORIZON') shards.delete(shardId);
    else shards.set(shardId, { checkpoint: { sequenceNumber: to }, changedMs: Date.now() });
    await writeCheckpointFile(file, {
      ...stored,
      shards,
      isRewound: stored.isRewound || to === 'TRIM_HORIZON',
    });
    this.changed();
  }

  /** The session begins at its starting position. Nothing happens if it has no checkpoints. */
  async remove(session: CheckpointSession): Promise<void> {
    await rm(this.fileOf(session), { force: true });
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private async files(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.folder);
      const isFile = (name: string): boolean => name.endsWith('.json') && !name.startsWith('.');
      return names
        .filter(isFile)
        .sort()
        .map((name) => path.join(this.folder, name));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /** Readable, and different for each session whatever its name is made of. */
  private fileOf({ streamArn, name }: CheckpointSession): string {
    const hash = createHash('sha256').update(`${streamArn}\n${name}`).digest('hex').slice(0, HASH_CHARACTERS);
    const table = parseStreamArn(streamArn)?.tableName ?? 'stream';
    const readable = `${table}-${name}`.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, LONGEST_READABLE_NAME);
    return path.join(this.folder, `${readable}-${hash}.json`);
  }
}
