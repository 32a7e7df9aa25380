/** Where the repository lies: compiled tests run from another folder than their sources. */
import { existsSync } from 'node:fs';
import path from 'node:path';

export function repositoryRoot(): string {
  let folder = process.cwd();
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('Run the tests inside the repository.');
    folder = parent;
  }
  return folder;
}
