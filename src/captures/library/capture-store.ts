/**
 * The captures of one folder: list, write, import, rename, and parts of them as events.
 * Watching the folder and deleting through the trash are the editor's work.
 */
import * as l10n from '@vscode/l10n';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import { serializeEvent } from '../../engine/events/dynamodb-event';
import { recordTimeMs } from '../../engine/events/record-summary';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { CaptureError, captureErrorOf } from '../capture-error';
import { captureName, refuseCaptureName, splitCaptureName } from './capture-name';
import type { CaptureSummary, SummaryOptions } from './capture-summary';
import { readCaptureSummary } from './capture-summary';
import type { CaptureFile } from './captures-folder';
import { listCaptureFiles, prepareFolder } from './captures-folder';
import { moveToFreeName, publish, temporaryFileFor } from '../files/new-file';

export interface CaptureStoreOptions {
  /** Whether a folder without one gets a `.gitignore` that keeps its captures out of Git. */
  readonly gitignore: boolean;
}

export type CaptureListing = CaptureFile &
  (
    | { readonly summary: CaptureSummary; readonly error?: undefined }
    | { readonly error: CaptureError; readonly summary?: undefined }
  );

const INDENT = 2;

export class CaptureStore {
  constructor(
    readonly folder: string,
    private readonly options: CaptureStoreOptions = { gitignore: true },
  ) {}

  /** @throws CaptureError if the folder is there and can't be read */
  listFiles(): Promise<readonly CaptureFile[]> {
    return listCaptureFiles(this.folder);
  }

  /** A bad capture is listed with its error. @throws as `listFiles`; the signal's reason */
  async list(options: SummaryOptions = {}): Promise<readonly CaptureListing[]> {
    const listings: CaptureListing[] = [];
    for (const found of await this.listFiles()) listings.push(await this.describe(found, options));
    return listings;
  }

  /** One file's line in the list; the caller may keep it as long as size and time don't change. */
  async describe(found: CaptureFile, options: SummaryOptions = {}): Promise<CaptureListing> {
    if (found.unreadable !== undefined) return { ...found, error: found.unreadable };
    try {
      return { ...found, summary: await readCaptureSummary(found.file, options) };
    } catch (error) {
      if (error instanceof CaptureError) return { ...found, error };
      throw error;
    }
  }

  /**
   * Writes a batch as an event, indented, so that it can be read and compared.
   *
   * @returns the new file's path
   * @throws CaptureError
   */
  async writeEvent(records: readonly [StreamRecord, ...StreamRecord[]]): Promise<string> {
    await prepareFolder(this.folder, this.options);
    const temporary = temporaryFileFor(this.folder);
    try {
      const handle = await open(temporary, 'wx');
      try {
        await handle.writeFile(`${serializeEvent(records, INDENT)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return await publish(temporary, this.folder, nameFor(records[0]), '.json');
    } catch (error) {
      await rm(temporary, { force: true });
      throw captureErrorOf(error, this.folder, 'written');
    }
  }

  /**
   * Checks every record of a file and copies it here as it is.
   *
   * @returns the copy's path
   * @throws CaptureError; the signal's reason
   */
  async importFile(source: string, signal?: AbortSignal): Promise<string> {
    const { kind } = await readCaptureSummary(source, { exact: true, ...(signal && { signal }) });
    const { name: wanted, extension: known } = splitCaptureName(source);
    const extension = known || (kind === 'jsonLines' ? '.jsonl' : '.json');
    await prepareFolder(this.folder, this.options);
    const temporary = temporaryFileFor(this.folder);
    try {
      await copyFile(source, temporary);
      const target = refuseCaptureName(wanted) === undefined ? wanted : 'imported';
      return await publish(temporary, this.folder, target, extension);
    } catch (error) {
      await rm(temporary, { force: true });
      throw captureErrorOf(error, source, 'imported');
    }
  }

  /**
   * @param newName with or without the extension; the extension can't be changed
   * @returns the new path
   * @throws CaptureError if the name is bad or taken
   */
  async rename(file: string, newName: string): Promise<string> {
    const { extension } = splitCaptureName(file);
    const name = newName.toLowerCase().endsWith(extension.toLowerCase())
      ? newName.slice(0, -extension.length)
      : newName;
    const refused = refuseCaptureName(name);
    if (refused !== undefined) throw new CaptureError(file, withoutFullStop(refused), { action: 'renamed' });
    const target = path.join(path.dirname(file), `${name}${extension}`);
    if (target === file) return file;
    try {
      // On a disk that ignores case this is the same file, which a link would call taken.
      if (target.toLowerCase() === file.toLowerCase()) await rename(file, target);
      else if (!(await moveToFreeName(file, target))) {
        const taken = l10n.t('there is a {0} already', path.basename(target));
        throw new CaptureError(file, taken, { action: 'renamed' });
      }
      return target;
    } catch (error) {
      throw captureErrorOf(error, file, 'renamed');
    }
  }
}

/** Table and time of a record as a file's name, without extension. */
function nameFor(record: StreamRecord): string {
  const stream = record.eventSourceARN === undefined ? undefined : parseStreamArn(record.eventSourceARN);
  return captureName(stream?.tableName, recordTimeMs(record) ?? Date.now());
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
