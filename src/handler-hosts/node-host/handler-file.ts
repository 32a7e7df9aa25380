/**
 * Which file a handler string means, and how it is loaded (reference section 5.7.3).
 *
 * Lambda's order: the exact name, `.js`, `.mjs`, `.cjs`, then Node's own
 * resolution. TypeScript sources of the same base name come after the
 * JavaScript ones, so that what Lambda would load is always preferred.
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
  for (const extension of ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']) {
    const path = `${base}${extension}`;
    if (lookup.exists(path)) return { load: howToLoad(path, extension, lookup), path };
  }
  return { load: 'resolve' };
}

function howToLoad(path: string, extension: string, lookup: HandlerFileLookup): 'require' | 'import' {
  // The TypeScript hooks decide what a source is; import() takes ES modules and CommonJS.
  if (extension.startsWith('.m') || extension.endsWith('ts')) return 'import';
  if (extension.startsWith('.c')) return 'require';
  const type = nearestPackageType(lookup.path.dirname(path), lookup.readText, lookup.path);
  return type === 'module' ? 'import' : 'require';
}
