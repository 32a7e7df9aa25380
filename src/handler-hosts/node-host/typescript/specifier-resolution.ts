/**
 * What a specifier means beyond Node's own rules: the aliases of tsconfig.json before them, the
 * TypeScript source of a missing JavaScript file after them.
 */
import { realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { projectConfigurationOf } from './project-configuration';
import { isInstalledPackage, sourceFileAt } from './source-files';

const RELATIVE = /^\.\.?(?:[\\/]|$)/;

/** The file that `paths` or `baseUrl` mean, real path; undefined where Node's rules apply. */
export function aliasedFile(specifier: string, importer: string): string | undefined {
  const own = RELATIVE.test(specifier) || isAbsolute(specifier) || /^[a-z][a-z\d+.-]+:/i.test(specifier);
  if (own || specifier.startsWith('#') || isBuiltin(specifier) || isInstalledPackage(importer))
    return undefined;
  for (const candidate of projectConfigurationOf(importer)?.candidates(specifier) ?? []) {
    const file = sourceFileAt(candidate);
    if (file !== undefined) return realpathSync(file);
  }
  return undefined;
}

/** The file a relative or absolute path means when Node finds none by that name, real path. */
export function sourceOfMissingFile(path: string, importer: string): string | undefined {
  if (!RELATIVE.test(path) && !isAbsolute(path)) return undefined;
  const file = sourceFileAt(resolve(dirname(importer), path));
  return file === undefined ? undefined : realpathSync(file);
}
