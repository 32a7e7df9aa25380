/** The tests are compiled elsewhere, so files that are no TypeScript are found from where they are run. */
import { existsSync } from 'node:fs';
import * as path from 'node:path';

export function repositoryRoot(): string {
  let folder = process.cwd();
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('Run the tests inside the repository.');
    folder = parent;
  }
  return folder;
}
