/**
 * A capture while it is being recorded: takes records of any shard, page by page, and appends them as
 * bytes. Its file ends in `.part` until it is finished; if it breaks off, it can be opened as it is,
 * and recorded on without a gap and without a record twice, for the file itself tells how far it got.
 */
import * as l10n from '@vscode/l10n';
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { Checkpoint } from '../../engine/ports/checkpoint-store';
import { AppendedFile } from '../files/appended-file';
import { CaptureError, captureErrorOf } from '../capture-error';
import { captureName, splitCaptureName, UNFINISHED_EXTENSION } from '../library/capture-name';
import type { Compression } from '../files/compressed-members';
import type { CapturedShard } from '../reading/json-lines-format';
import { headerLine, RECORD_END, recordStart } from '../reading/json-lines-format';
import { hasCode, moveToNumberedName } from '../files/new-file';
import { FileClaim } from '../files/file-claim';
import type { RecordedSoFar } from './recording-progress';
import { cutToWhole } from './recording-progress';
import { hasZstd } from '../files/zstd';

export interface RecordedStream {
  readonly streamArn: string;
  readonly compression: Compression;
}

const extensions = { none: '.jsonl', gzip: '.jsonl.gz', zstd: '.jsonl.zst' } as const satisfies Record<
  Compression,
  string
>;

const encoder = new TextEncoder();
const recordEnd = encoder.encode(RECORD_END);

interface RecordedShard {
  readonly lineStart: Uint8Array;
  lastSequenceNumber: string;
}

/** What this Node.js can write. */
export function availableCompressions(): readonly Compression[] {
  return hasZstd() ? ['none', 'gzip', 'zstd'] : ['none', 'gzip'];
}

export class CaptureRecording {
  private readonly shards = new Map<string, RecordedShard>();
  /** Shards are recorded parents first: of what has a child here, nothing is to come. */
  private readonly parents = new Set<string>();
  private recordCount: number;

  private constructor(
    /** Absolute if the folder's path is. */
    readonly file: string,
    private readonly appended: AppendedFile,
    private readonly claim: FileClaim,
    soFar: RecordedSoFar,
  ) {
    this.recordCount = soFar.recordCount;
    for (const { lastSequenceNumber, ...shard } of soFar.shards) this.addShard(shard, lastSequenceNumber);
  }

  /**
   * @param folder must exist
   * @param name without extension; a number is added if it is taken
   * @throws CaptureError
   */
  static async create(
    folder: string,
    { streamArn, compression }: RecordedStream,
    name: string,
  ): Promise<CaptureRecording> {
    if (compression === 'zstd' && !hasZstd())
      throw new CaptureError(folder, needsZstd(), { action: 'written' });
    let begun: { readonly file: string; readonly handle: FileHandle } | undefined;
    let claim: FileClaim | undefined;
    try {
      begun = await openNew(folder, name, extensions[compression]);
      claim = await FileClaim.take(begun.file, held());
      return await CaptureRecording.begin(begun.file, begun.handle, { streamArn, compression }, claim);
    } catch (error) {
      await begun?.handle.close();
      await claim?.release();
      if (begun !== undefined) await rm(begun.file, { force: true });
      throw captureErrorOf(error, folder, 'written');
    }
  }

  /**
   * @param file of a recording that was stopped or broke off
   * @throws CaptureError, also while somebody else writes it
   */
  static async resume(file: string, streamArn: string): Promise<CaptureRecording> {
    let claim: FileClaim | undefined;
    let handle: FileHandle | undefined;
    try {
      claim = await FileClaim.take(file, held());
      const compression = compressionOfName(file);
      const soFar = await cutToWhole(file, compression, streamArn);
      handle = await open(file, 'r+');
      if (soFar.length === 0)
        return await CaptureRecording.begin(file, handle, { streamArn, compression }, claim);
      return new CaptureRecording(file, new AppendedFile(handle, soFar.length, compression), claim, soFar);
    } catch (error) {
      await handle?.close();
      await claim?.release();
      throw captureErrorOf(error, file, 'written');
    }
  }

  private static async begin(
    file: string,
    handle: FileHandle,
    { streamArn, compression }: RecordedStream,
    claim: FileClaim,
  ): Promise<CaptureRecording> {
    const appended = new AppendedFile(handle, 0, compression);
    appended.append(encoder.encode(headerLine(streamArn)));
    await appended.flush();
    return new CaptureRecording(file, appended, claim, { length: 0, recordCount: 0, shards: [] });
  }

  get progress(): { readonly recordCount: number; readonly sizeBytes: number } {
    return { recordCount: this.recordCount, sizeBytes: this.appended.sizeBytes };
  }

  /** Of each shard the last record, or that nothing of it is to come. */
  checkpoints(): ReadonlyMap<string, Checkpoint> {
    const checkpoints = new Map<string, Checkpoint>();
    for (const [shardId, { lastSequenceNumber }] of this.shards)
      checkpoints.set(shardId, { sequenceNumber: lastSequenceNumber });
    for (const shardId of this.parents) checkpoints.set(shardId, { isFinished: true });
    return checkpoints;
  }

  /**
   * What is recorded already is passed over. Resolves when there is room for more, at the latest a
   * second before it is in the file.
   *
   * @param records in the order of the shard; their bytes are copied
   * @throws CaptureError if the file could not be written, now or before; then `stop` it
   */
  async append(shard: CapturedShard, records: readonly EncodedRecord[]): Promise<void> {
    for (const record of records) this.add(shard, record);
    await this.writing(this.appended.ready());
  }

  /**
   * Makes it a capture like any other.
   *
   * @returns its path; undefined if nothing was recorded, and then nothing is left of it
   * @throws CaptureError; the file stays to be resumed
   */
  async finish(): Promise<string | undefined> {
    await this.stop();
    try {
      if (this.recordCount > 0) return await takeFinalName(this.file);
      await rm(this.file);
      return undefined;
    } catch (error) {
      throw captureErrorOf(error, this.file, 'written');
    }
  }

  /** Leaves it to be resumed. @throws CaptureError if the last records could not be written */
  async stop(): Promise<void> {
    try {
      await this.writing(this.appended.close());
    } finally {
      await this.claim.release();
    }
  }

  private add(shard: CapturedShard, { json, sequenceNumber }: EncodedRecord): void {
    const known = this.shards.get(shard.shardId);
    if (known !== undefined && compareSequenceNumbers(sequenceNumber, known.lastSequenceNumber) <= 0) return;
    const lineStart = known?.lineStart ?? encoder.encode(recordStart(shard));
    this.appended.append(lineStart, json, recordEnd);
    this.recordCount += 1;
    if (known === undefined) this.addShard(shard, sequenceNumber);
    else known.lastSequenceNumber = sequenceNumber;
  }

  /** The parent stands on the shard's first line only. */
  private addShard({ shardId, parentShardId }: CapturedShard, lastSequenceNumber: string): void {
    if (parentShardId !== undefined) this.parents.add(parentShardId);
    this.shards.set(shardId, { lineStart: encoder.encode(recordStart({ shardId })), lastSequenceNumber });
  }

  private async writing(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw captureErrorOf(error, this.file, 'written');
    }
  }
}

function held(): string {
  return l10n.t('another window is recording to it');
}

function needsZstd(): string {
  return l10n.t(
    'writing zstd needs Node.js 22.15 or newer and this is {0}; gzip works everywhere',
    process.version,
  );
}

/** Of a recording that begins now, without extension. */
export function recordingName(tableName: string | undefined): string {
  return captureName(tableName, Date.now());
}

/** The first of `name.jsonl.part`, `name-2.jsonl.part`… that is free. */
async function openNew(
  folder: string,
  name: string,
  extension: string,
): Promise<{ readonly file: string; readonly handle: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const file = path.join(folder, `${name}${suffix}${extension}${UNFINISHED_EXTENSION}`);
    try {
      return { file, handle: await open(file, 'wx') };
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

function takeFinalName(file: string): Promise<string> {
  const { name, extension } = splitCaptureName(file);
  const final = extension.slice(0, -UNFINISHED_EXTENSION.length);
  return moveToNumberedName(file, path.dirname(file), name, final);
}

function compressionOfName(file: string): Compression {
  const name = file.toLowerCase();
  if (name.endsWith(`.gz${UNFINISHED_EXTENSION}`)) return 'gzip';
  return name.endsWith(`.zst${UNFINISHED_EXTENSION}`) ? 'zstd' : 'none';
}
