/**
 * Real TypeScript to try things on: this repository's own sources and those that packages bring along.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/** `every` takes each n-th file of the packages, to keep unit tests short. */
export function typeScriptCorpus(every: number): readonly CorpusFile[] {
  const own = ['src', 'test'].flatMap((folder) => sourcesBelow(folder));
  const packages = readdirSync('node_modules')
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join('node_modules', name)).map((inner) => join(name, inner))
        : [name],
    )
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => sourcesBelow(join('node_modules', name)));
  return [...own, ...packages.filter((_, index) => index % every === 0)].map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }));
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesBelow(path);
    return /\.[cm]?ts$/.test(entry.name) && !/\.d\.(?:\w+\.)?[cm]?ts$/.test(entry.name) ? [path] : [];
  });
}
