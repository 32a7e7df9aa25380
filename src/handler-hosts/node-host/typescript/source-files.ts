/**
 * Which file a path means when the sources are run in place of what they are compiled to: `./orders`
 * and `./orders.js` are `orders.ts` where no such JavaScript exists.
 */
import { statSync } from 'node:fs';
import { join, sep } from 'node:path';

const TYPESCRIPT = /\.[cm]?tsx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const EXTENSIONS = ['.js', '.cjs', '.mjs', '.ts', '.tsx', '.cts', '.mts', '.json'];
const SOURCES_OF: Readonly<Record<string, readonly string[] | undefined>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.cjs': ['.cts'],
  '.mjs': ['.mts'],
};

export function isTypeScript(path: string): boolean {
  return TYPESCRIPT.test(path) && !DECLARATION.test(path);
}

/** Whether a file belongs to somebody else's package, where the workspace's tsconfig.json has no say. */
export function isInstalledPackage(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

/** The existing file an absolute path without or with a compiled extension means, or undefined. */
export function sourceFileAt(path: string): string | undefined {
  return fileAt(path) ?? (isFolder(path) ? fileAt(join(path, 'index')) : undefined);
}

function fileAt(path: string): string | undefined {
  if (isFile(path)) return path;
  const compiled = /\.[cm]?jsx?$/.exec(path)?.[0];
  const stem = compiled === undefined ? path : path.slice(0, -compiled.length);
  const sources = compiled === undefined ? [] : (SOURCES_OF[compiled] ?? []);
  return (
    sources.map((extension) => stem + extension).find(isFile) ??
    EXTENSIONS.map((extension) => path + extension).find(isFile)
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
