/**
 * The folder itself: which files in it are captures, and how it comes into being.
 * Captures are customers' data, so a write of ours keeps them out of Git by a `.gitignore`
 * of its own.
 */
import type { Dirent } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { CaptureError } from '../capture-error';
import { captureErrorOf } from '../capture-error';
import { isCaptureName } from './capture-name';
import { hasCode } from '../files/new-file';

export interface CaptureFile {
  /** Absolute if the folder's path is. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Set for a folder of captures that can't be read: what is in it is not known. */
  readonly unreadable?: CaptureError;
}

/**
 * The captures of a folder and of the folders directly in it, in the order of their paths.
 * A folder that does not exist has none. @throws CaptureError if the folder can't be read
 */
export async function listCaptureFiles(folder: string): Promise<readonly CaptureFile[]> {
  const found: CaptureFile[] = [];
  for (const entry of await entriesOf(folder)) {
    const below = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      await addCapturesBelow(found, below);
    } else {
      await addCapture(found, below);
    }
  }
  return found;
}

/** Makes the folder if need be. @throws CaptureError */
export async function prepareFolder(folder: string, options: { readonly gitignore: boolean }): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if (options.gitignore) await writeNew(path.join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw captureErrorOf(error, folder, 'written');
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => compareTexts(a.name, b.name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw captureErrorOf(error, folder);
  }
}

async function addCapturesBelow(found: CaptureFile[], folder: string): Promise<void> {
  try {
    for (const { name } of await entriesOf(folder)) await addCapture(found, path.join(folder, name));
  } catch (error) {
    found.push({ file: folder, sizeBytes: 0, modifiedMs: 0, unreadable: captureErrorOf(error, folder) });
  }
}

/** Links are followed. What has gone away since the folder was read is no capture any more. */
async function addCapture(found: CaptureFile[], file: string): Promise<void> {
  if (!isCaptureName(path.basename(file))) return;
  try {
    const { size, mtimeMs } = await stat(file);
    found.push({ file, sizeBytes: size, modifiedMs: mtimeMs });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) found.push({ file, sizeBytes: 0, modifiedMs: 0 });
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    // Somebody's own .gitignore stays.
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
