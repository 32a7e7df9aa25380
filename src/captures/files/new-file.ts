/**
 * New files that appear whole or not at all, and never take the place of another.
 */
import { link, open, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { randomUUID } from 'node:crypto';

/** A hidden name in the same folder, so that the last step is a rename within one disk. */
export function temporaryFileFor(folder: string): string {
  return path.join(folder, `.${randomUUID()}.tmp`);
}

/**
 * Gives a finished temporary file its name; the first of `name.json`, `name-2.json`… that
 * is free. The temporary file is gone afterwards, also when it fails.
 *
 * @returns the path that it got
 */
export async function publish(
  temporary: string,
  folder: string,
  name: string,
  extension: string,
): Promise<string> {
  try {
    return await moveToNumberedName(temporary, folder, name, extension);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** As `publish`, but the file stays where it is if that fails. */
export async function moveToNumberedName(
  from: string,
  folder: string,
  name: string,
  extension: string,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const file = path.join(folder, `${name}${suffix}${extension}`);
    if (await moveToFreeName(from, file)) return file;
  }
}

/** Moves a file to a name that must be free. @returns false if it is taken; then nothing has changed */
export async function moveToFreeName(from: string, to: string): Promise<boolean> {
  if (!(await takeName(from, to))) return false;
  await rm(from, { force: true });
  return true;
}

/** A hard link never replaces anything. Where the disk has none, the name is reserved first. */
async function takeName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (hasCode(error, 'ENOENT')) throw error;
  }
  try {
    const reservation = await open(to, 'wx');
    await reservation.close();
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
