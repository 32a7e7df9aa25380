/**
 * Failed batches as captures in a folder, each with its document beside it. The document is published first and names
 * the bytes of the capture, the capture after it: a kill in between leaves a document without a capture, which counts
 * as nothing and is written over.
 */
import * as l10n from '@vscode/l10n';
import { readdir, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { FailedBatch, FoundBatch } from '../../failed-batches/failed-batch';
import { incompleteText } from '../../failed-batches/fetching/difference-sentences';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import type { FailedBatchStore, SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import { CaptureError, captureErrorOf } from '../capture-error';
import { hasCode } from '../files/new-file';
import { syncFolder, writeTemporary } from '../files/synced-file';
import type { CaptureStoreOptions } from '../library/capture-store';
import { prepareFolder } from '../library/captures-folder';
import { captureText, failedBatchName, idHash } from './failed-batch-capture';
import type { FailedBatchFile } from './failed-batch-file';
import { FAILED_BATCH_EXTENSION, failedBatchFileText } from './failed-batch-file';
import { recoveredFile } from './recovered-file';
import { readFailedBatchFile, readIfThere, readSavedPair, savedPair, sha256Of } from './saved-pair';

/** Documents whatever they are called, and captures by their names. */
const OURS = /[.]failed-batch$|-failed-.+-[0-9a-f]{10}(-reconstructed)?(-\d+)?[.]json$/;

/** Part of a name, so that nobody takes such a capture for what has happened. */
const RECONSTRUCTED = '-reconstructed';

export class FailedBatchFolder implements FailedBatchStore {
  constructor(
    readonly folder: string,
    readonly options: CaptureStoreOptions,
  ) {}

  /** Of several, the last one with reconstructed records: it was asked for after the others. */
  async find(id: string): Promise<SavedBatch | undefined> {
    return (await this.pairsOf(id))[0]?.saved;
  }

  async list(): Promise<readonly SavedBatch[]> {
    const pairs: Pair[] = [];
    for (const name of await this.names())
      pairs.push(...((await readable(() => this.pairOf(name, false))) ?? []));
    const first = new Map<string, SavedBatch>();
    for (const { saved } of pairs.sort(byUse))
      if (!first.has(saved.batch.id)) first.set(saved.batch.id, saved);
    return [...first.values()];
  }

  async read(id: string): Promise<FetchedBatch | undefined> {
    const pair = (await this.pairsOf(id)).find(({ content }) => !isReconstructed(content));
    return pair && readSavedPair(pair.saved.captureFile, pair.content);
  }

  async save(found: FoundBatch, fetched: FetchedBatch): Promise<SavedBatch> {
    const [existing] = await this.pairsOf(found.batch.id);
    const isWhole = existing !== undefined && !existing.isRecovered;
    if (isWhole && !isReconstructed(fetched)) return existing.saved;
    const text = captureText(found.batch, fetched);
    if (isWhole && existing.content.capture.sha256 === sha256Of(text)) return existing.saved;
    if (fetched.records.length === 0)
      throw new CaptureError(this.folder, l10n.t('of this batch no record is left'), { action: 'written' });
    await prepareFolder(this.folder, this.options);
    try {
      return await this.write(found, fetched, text);
    } catch (error) {
      throw captureErrorOf(error, this.folder, 'written');
    }
  }

  private async write({ batch, at }: FoundBatch, fetched: FetchedBatch, text: string): Promise<SavedBatch> {
    const incomplete = incompleteText(batch, fetched);
    const name = await this.freeName(nameOf(batch, fetched), batch.id, text);
    const content: FailedBatchFile = {
      batch,
      at,
      savedMs: Date.now(),
      recordCount: fetched.records.length,
      filteredOut: fetched.filteredOut,
      differences: fetched.differences,
      ...(incomplete !== undefined && { incomplete }),
      capture: { file: `${name}.json`, sizeBytes: Buffer.byteLength(text), sha256: sha256Of(text) },
    };
    const captureFile = path.join(this.folder, content.capture.file);
    const capture = await writeTemporary(this.folder, text);
    try {
      const document = await writeTemporary(this.folder, failedBatchFileText(content));
      await rename(document, path.join(this.folder, `${name}${FAILED_BATCH_EXTENSION}`));
      await rename(capture, captureFile);
    } catch (error) {
      await rm(capture, { force: true });
      throw error;
    }
    await syncFolder(this.folder);
    return {
      batch,
      at,
      captureFile,
      recordCount: content.recordCount,
      ...(incomplete !== undefined && { incomplete }),
    };
  }

  /** A name of which nothing is there that is not ours and broken. */
  private async freeName(name: string, id: string, text: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const numbered = number === 1 ? name : `${name}-${number}`;
      const document = path.join(this.folder, `${numbered}${FAILED_BATCH_EXTENSION}`);
      const content = await readFailedBatchFile(document);
      if (content !== undefined && content.batch.id !== id) continue;
      if (content !== undefined && (await savedPair(this.folder, content, true)) !== undefined) continue;
      const there = await readIfThere(path.join(this.folder, `${numbered}.json`));
      // Empty, or cut off: the beginning of what is written now. Anything else is somebody's.
      if (there === undefined || Buffer.from(text).subarray(0, there.length).equals(there)) return numbered;
    }
  }

  /** The whole ones, the one to be used first. */
  private async pairsOf(id: string): Promise<readonly Pair[]> {
    const pattern = new RegExp(`-${idHash(id)}(${RECONSTRUCTED})?(-\\d+)?$`);
    const pairs: Pair[] = [];
    for (const name of await this.names())
      if (pattern.test(name)) pairs.push(...(await this.pairOf(name, true)));
    return pairs.filter(({ content }) => content.batch.id === id).sort(byUse);
  }

  /** @returns none for what is not whole. @throws CaptureError */
  private async pairOf(name: string, looksInside: boolean): Promise<readonly Pair[]> {
    const document = path.join(this.folder, `${name}${FAILED_BATCH_EXTENSION}`);
    const written = await readFailedBatchFile(document);
    const content = written ?? (await recoveredFile(this.folder, `${name}.json`));
    const saved = content && (await savedPair(this.folder, content, looksInside));
    return content === undefined || saved === undefined
      ? []
      : [{ content, saved, isRecovered: written === undefined }];
  }

  /** Of documents and captures, without extension. @throws CaptureError if the folder is there and can't be read */
  private async names(): Promise<readonly string[]> {
    try {
      const files = await readdir(this.folder);
      const ours = files.filter((name) => !name.startsWith('.') && OURS.test(name));
      return [...new Set(ours.map((name) => path.parse(name).name))].sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw captureErrorOf(error, this.folder);
    }
  }
}

interface Pair {
  /** The file beside the capture is gone or damaged. */
  readonly isRecovered: boolean;
  readonly saved: SavedBatch;
  readonly content: FailedBatchFile;
}

function byUse(one: Pair, other: Pair): number {
  const reconstructed = Number(isReconstructed(other.content)) - Number(isReconstructed(one.content));
  return (
    reconstructed ||
    Number(one.isRecovered) - Number(other.isRecovered) ||
    other.content.savedMs - one.content.savedMs
  );
}

/** In a list, a file that can't be read is one that is not there. */
async function readable<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}

function isReconstructed({ differences }: Pick<FetchedBatch, 'differences'>): boolean {
  return differences.some(({ kind }) => kind === 'reconstructed');
}

function nameOf(batch: FailedBatch, fetched: FetchedBatch): string {
  return `${failedBatchName(batch)}${isReconstructed(fetched) ? RECONSTRUCTED : ''}`;
}
