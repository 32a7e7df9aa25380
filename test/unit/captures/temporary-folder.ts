/** A folder for each test of a suite, removed after it. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
}

/** Call it inside `describe`; the path is there once a test runs. */
export function temporaryFolder(): TemporaryFolder {
  const folder = { path: '' };
  beforeEach(async () => {
    folder.path = await realpath(await mkdtemp(path.join(tmpdir(), 'captures-')));
  });
  afterEach(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}
