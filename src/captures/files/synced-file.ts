/** Files that are on the disk, and not only in the system's memory, before anything is made of them. */
import { open, rm } from 'node:fs/promises';
import { temporaryFileFor } from './new-file';

/** @returns a temporary file in the folder. @throws the file system's error; nothing is left then */
export async function writeTemporary(folder: string, text: string): Promise<string> {
  const temporary = temporaryFileFor(folder);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return temporary;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Names that were given or taken away in it are on the disk; where a system can't do that, it does it itself. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows opens no folder, some network disks sync none.
  }
}
