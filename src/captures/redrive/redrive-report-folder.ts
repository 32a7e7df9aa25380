/** Reports of redrives on disk: one for people, one for programs, beside each other. */
import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { captureErrorOf } from '../capture-error';
import { publish } from '../files/new-file';
import { writeTemporary } from '../files/synced-file';
import { prepareFolder } from '../library/captures-folder';

/**
 * @param folder absolute path; made if need be, and kept out of Git as captures are
 * @returns the path of the readable one
 * @throws CaptureError
 */
export async function saveRedriveReport(
  folder: { readonly path: string; readonly keepOutOfGit: boolean },
  name: string,
  { markdown, json }: { readonly markdown: string; readonly json: string },
): Promise<string> {
  await prepareFolder(folder.path, { gitignore: folder.keepOutOfGit });
  let temporary: string | undefined;
  try {
    temporary = await writeTemporary(folder.path, markdown);
    const readable = await publish(temporary, folder.path, name, '.md');
    temporary = await writeTemporary(folder.path, json);
    await publish(temporary, folder.path, path.basename(readable, '.md'), '.json');
    return readable;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    throw captureErrorOf(error, folder.path, 'written');
  }
}
