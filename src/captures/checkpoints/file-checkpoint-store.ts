/**
 * The checkpoints of one live session in a small file, so that the next one goes on where this one
 * stopped. Written whole at most once a second: a crash repeats what was handled in the last second,
 * and skips nothing (CK-1).
 */
import * as l10n from '@vscode/l10n';
import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { shardCreationMs } from '../../engine/pollers/shard-lineage';
import type { Checkpoint, CheckpointStore } from '../../engine/ports/checkpoint-store';
import type { StoredCheckpoint } from './checkpoint-file';
import { CheckpointFileError, readCheckpointFile, writeCheckpointFile } from './checkpoint-file';

export interface CheckpointSession {
  readonly streamArn: string;
  /** Sessions of other names on the same stream have checkpoints of their own. */
  readonly name: string;
}

const WRITE_INTERVAL_MS = 1000;

/** A finished shard as old as that is gone from its stream, which keeps records for a day: it need not be remembered. */
const FORGOTTEN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

export class FileCheckpointStore implements CheckpointStore {
  private readonly checkpoints = new Map<string, StoredCheckpoint>();
  private isChanged = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly session: CheckpointSession,
    /** Called after each write. */
    private readonly written: () => void = () => undefined,
  ) {}

  /** @throws CheckpointFileError if the file is damaged, or another session's */
  async load(): Promise<ReadonlyMap<string, Checkpoint>> {
    const stored = await readCheckpointFile(this.file);
    if (stored === undefined) return new Map();
    const { streamArn, name } = this.session;
    if (stored.streamArn !== streamArn || stored.name !== name)
      throw new CheckpointFileError(
        this.file,
        l10n.t('it is of the session {0} on {1}', stored.name, stored.streamArn),
      );
    for (const [shardId, shard] of stored.shards) {
      if (!isForgotten(shardId, shard)) this.checkpoints.set(shardId, shard);
    }
    const loaded = new Map([...this.checkpoints].map(([shardId, { checkpoint }]) => [shardId, checkpoint]));
    return stored.isRewound && loaded.size === 0 ? ofNoShard : loaded;
  }

  save(shardId: string, checkpoint: Checkpoint): void {
    this.checkpoints.set(shardId, { checkpoint, changedMs: Date.now() });
    this.isChanged = true;
    this.timer ??= setTimeout(() => this.writeInBackground(), WRITE_INTERVAL_MS).unref();
  }

  /** @throws CheckpointFileError if the file can't be written */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.write();
  }

  private writeInBackground(): void {
    this.timer = undefined;
    // Nothing is lost with a failed write: all is written again by the next one, and `flush` tells.
    this.write().catch(() => (this.isChanged = true));
  }

  private write(): Promise<void> {
    const written = this.writing.then(async () => {
      if (!this.isChanged) return;
      this.isChanged = false;
      try {
        await mkdir(path.dirname(this.file), { recursive: true });
        const shards = new Map(this.checkpoints);
        await writeCheckpointFile(this.file, { ...this.session, shards, isRewound: false });
        this.written();
      } catch (error) {
        this.isChanged = true;
        throw new CheckpointFileError(this.file, l10n.t('it can not be written'), { cause: error });
      }
    });
    this.writing = written.catch(() => undefined);
    return written;
  }
}

/** That there is a checkpoint at all sends every shard without one to its beginning. */
const ofNoShard: ReadonlyMap<string, Checkpoint> = new Map([['rewound', { isFinished: true }]]);

function isForgotten(shardId: string, { checkpoint }: StoredCheckpoint): boolean {
  const createdMs = 'isFinished' in checkpoint ? shardCreationMs(shardId) : undefined;
  return createdMs !== undefined && createdMs < Date.now() - FORGOTTEN_AFTER_MS;
}
