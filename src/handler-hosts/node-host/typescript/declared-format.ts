/**
 * Whether a TypeScript file is an ES module or CommonJS, as far as its name and its package say so.
 * Source: Node's documentation, "Determining module system" and "Modules: TypeScript".
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nearestPackageType, type PackageType } from '../package-type';

export type ModuleFormat = PackageType;

const byFolder = new Map<string, ModuleFormat | undefined>();

/** @returns undefined where neither the extension nor a package.json decides */
export function declaredFormatOf(file: string): ModuleFormat | undefined {
  const extension = path.extname(file);
  if (extension === '.mts') return 'module';
  if (extension === '.cts') return 'commonjs';
  const folder = path.dirname(file);
  if (!byFolder.has(folder)) byFolder.set(folder, nearestPackageType(folder, textOf, path));
  return byFolder.get(folder);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there, or not to be read: the search goes on upward, as Node's does.
    return undefined;
  }
}
