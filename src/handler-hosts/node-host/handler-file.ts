/**
 * Which file a handler string means, and how it is loaded (reference section 5.7.3).
 *
 * Lambda's order: the exact name, `.js`, `.mjs`, `.cjs`, then Node's own
 * resolution. TypeScript sources of the same base name come after the
 * JavaScript ones, so that what Lambda would load is always preferred. Last come
 * files with dots in their names (`create.handler.ts`), which Lambda never finds:
 * people who bundle give the bundle another name.
 */
import type { PlatformPath } from 'node:path';

import { nearestPackageType } from './package-type';

export type HandlerFile =
  | { readonly load: 'require' | 'import'; readonly path: string }
  /** Nothing there under the task root: Node's resolution decides. */
  | { readonly load: 'resolve' };

export interface HandlerFileLookup {
  /** What lies at an absolute path. A folder counts only where `require` would take it. */
  readonly exists: (path: string) => boolean;
  readonly readText: (path: string) => string | undefined;
  readonly path: PlatformPath;
}

/** @param base absolute path of the module without its extension */
export function findHandlerFile(base: string, lookup: HandlerFileLookup): HandlerFile {
  if (lookup.exists(base)) return { load: 'require', path: base };
  return withExtension(base, lookup) ?? { load: 'resolve' };
}

export interface DottedHandlerFile {
  readonly file: Extract<HandlerFile, { readonly path: string }>;
  readonly exportPath: readonly string[];
}

/**
 * For `create.handler.handler`: the export `handler` of `create.handler.ts`.
 *
 * @param base absolute path of the module as Lambda reads it, `…/create`
 * @param exportPath as Lambda reads it; at least one name always remains the export's
 */
export function findDottedHandlerFile(
  base: string,
  exportPath: readonly string[],
  lookup: HandlerFileLookup,
): DottedHandlerFile | undefined {
  for (let dots = 1; dots < exportPath.length; dots += 1) {
    const file = withExtension([base, ...exportPath.slice(0, dots)].join('.'), lookup);
    if (file !== undefined) return { file, exportPath: exportPath.slice(dots) };
  }
  return undefined;
}

function withExtension(base: string, lookup: HandlerFileLookup): DottedHandlerFile['file'] | undefined {
  for (const extension of ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']) {
    const path = `${base}${extension}`;
    if (lookup.exists(path)) return { load: howToLoad(path, extension, lookup), path };
  }
  return undefined;
}

function howToLoad(path: string, extension: string, lookup: HandlerFileLookup): 'require' | 'import' {
  // The TypeScript hooks decide what a source is; import() takes ES modules and CommonJS.
  if (extension.startsWith('.m') || extension.endsWith('ts')) return 'import';
  if (extension.startsWith('.c')) return 'require';
  const type = nearestPackageType(lookup.path.dirname(path), lookup.readText, lookup.path);
  return type === 'module' ? 'import' : 'require';
}
