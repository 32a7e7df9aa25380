/**
 * The captures of any folder as a view lists them. What was read of a file is kept
 * until the file's size or time changes.
 */
import * as path from 'node:path';
import { plainRecord } from '../../engine/events/plain-json';
import { keyText } from '../../engine/events/record-summary';
import type { CaptureError } from '../capture-error';
import { isUnfinishedName, refuseCaptureName } from './capture-name';
import { CaptureStore } from './capture-store';
import type { CaptureListing } from './capture-store';
import type { CaptureSummary } from './capture-summary';
import type { CaptureFile } from './captures-folder';
import { copyAsEvent, readRecords } from '../reading/selected-records';

export interface ReadableCapture {
  readonly kind: 'capture';
  /** Absolute path. */
  readonly file: string;
  /** Empty if the capture does not say of which table it is. */
  readonly tableName: string;
  readonly summary: CaptureSummary;
}

export interface BrokenCapture {
  readonly kind: 'broken';
  readonly file: string;
  readonly error: CaptureError;
}

export type CaptureEntry = ReadableCapture | BrokenCapture;

/** One record of a capture with DynamoDB's types taken off. */
export interface CapturedRecordEntry {
  readonly file: string;
  readonly tableName: string;
  readonly shardId: string;
  /** Among the records of its shard, from 0. */
  readonly index: number;
  readonly eventName: string;
  readonly keyText: string;
  readonly sequenceNumber: string;
  readonly plainJson: unknown;
}

export class CaptureLibrary {
  private readonly known = new Map<string, CaptureListing>();

  /**
   * Every capture of the folder, readable or not, unfinished recordings among them.
   *
   * @param except files that are not even looked at
   * @throws CaptureError if the folder can't be read
   */
  async list(folder: string, except: ReadonlySet<string> = new Set()): Promise<readonly CaptureEntry[]> {
    const store = new CaptureStore(folder);
    const entries: CaptureEntry[] = [];
    for (const found of await store.listFiles())
      if (!except.has(found.file)) entries.push(entryOf(await this.describe(store, found)));
    return entries;
  }

  /**
   * The first records, and whether there are more.
   *
   * @param limit at most 9,999
   * @throws CaptureError
   */
  async records(
    { file, tableName }: ReadableCapture,
    limit: number,
  ): Promise<{ readonly records: readonly CapturedRecordEntry[]; readonly hasMore: boolean }> {
    const read = await readRecords(file, { from: 0, count: limit + 1 });
    const nextOfShard = new Map<string, number>();
    const records = read.slice(0, limit).map(({ shardId, record }) => {
      const index = nextOfShard.get(shardId) ?? 0;
      nextOfShard.set(shardId, index + 1);
      return {
        file,
        tableName,
        shardId,
        index,
        eventName: record.eventName,
        keyText: keyText(record),
        sequenceNumber: record.dynamodb.SequenceNumber,
        plainJson: plainRecord(record),
      };
    });
    return { records, hasMore: read.length > limit };
  }

  /** @returns the path of the copy. @throws CaptureError when the file is no capture; the signal's reason */
  importFile(file: string, folder: string, keepOutOfGit: boolean, signal?: AbortSignal): Promise<string> {
    return new CaptureStore(folder, { gitignore: keepOutOfGit }).importFile(file, signal);
  }

  /** @returns the new path. @throws CaptureError when the name is taken or can't be a file's name */
  rename(file: string, name: string): Promise<string> {
    return new CaptureStore(path.dirname(file)).rename(file, name);
  }

  /** The capture as one Lambda event. @throws CaptureError, also when it is too long for one */
  asEvent(file: string): Promise<string> {
    return copyAsEvent(file);
  }

  /** Reads every file again when it is listed next: permissions change without a trace in size and time. */
  forget(): void {
    this.known.clear();
  }

  /** Whether it is a recording that goes on or was broken off. */
  isUnfinished(file: string): boolean {
    return isUnfinishedName(file);
  }

  /** Why a name can't be a capture's, as a sentence, or undefined if it can. */
  refuseName(name: string): string | undefined {
    return refuseCaptureName(name);
  }

  private async describe(store: CaptureStore, found: CaptureFile): Promise<CaptureListing> {
    const known = this.known.get(found.file);
    if (known?.sizeBytes === found.sizeBytes && known.modifiedMs === found.modifiedMs) return known;
    const listing = await store.describe(found);
    this.known.set(found.file, listing);
    return listing;
  }
}

function entryOf(listing: CaptureListing): CaptureEntry {
  const { file, summary, error } = listing;
  if (summary === undefined) return { kind: 'broken', file, error };
  return { kind: 'capture', file, tableName: summary.stream?.tableName ?? '', summary };
}
