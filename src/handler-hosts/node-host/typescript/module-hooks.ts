/**
 * TypeScript behind `import`: the decisions of Node's `resolve` and `load` hooks, apart from whether
 * they are asked in the same thread (`module.registerHooks`) or in another (`module.register`).
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { facadeCode, facadeUrlOf, fileOfFacade, urlBehindFacade } from './commonjs-facade';
import type { ModuleSourceReader } from './module-source';
import { isInstalledPackage, isTypeScript } from './source-files';
import { aliasedFile, sourceOfMissingFile } from './specifier-resolution';

export interface Resolution {
  readonly url: string;
  readonly format?: string | null | undefined;
  readonly importAttributes?: Readonly<Record<string, string>>;
  readonly shortCircuit?: boolean;
}

export interface LoadResult {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: true;
}

export interface ImportContext {
  readonly parentURL?: string | undefined;
  /** A list, or in Node 22.15 under `require` a set. */
  readonly conditions?: Iterable<string>;
  readonly importAttributes?: Readonly<Record<string, string>>;
}

const NOT_FOUND = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'MODULE_NOT_FOUND']);

export class ModuleHooks {
  constructor(private readonly reader: ModuleSourceReader) {}

  /** `require` has rules of its own, see `require-patch.ts`. */
  concerns(context: ImportContext): boolean {
    return ![...(context.conditions ?? [])].includes('require');
  }

  /** The importer as Node's rules should see it. */
  contextFor<T extends ImportContext>(context: T): T {
    const { parentURL } = context;
    return parentURL === undefined ? context : { ...context, parentURL: urlBehindFacade(parentURL) };
  }

  /** What goes before Node's rules: aliases. */
  resolveEarly(specifier: string, context: ImportContext): Resolution | undefined {
    const importer = importerOf(context);
    const file = importer === undefined ? undefined : aliasedFile(specifier, importer);
    return file === undefined ? undefined : this.finish({ url: pathToFileURL(file).href }, context);
  }

  /** What comes after Node's rules have failed; undefined where their error stands. */
  resolveLate(specifier: string, context: ImportContext, error: unknown): Resolution | undefined {
    const { code, url } = error as { code?: string; url?: string };
    const importer = importerOf(context);
    if (code === undefined || !NOT_FOUND.has(code)) return undefined;
    const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
    const file =
      sourceOfMissingFile(path, importer ?? path) ??
      (url?.startsWith('file:') === true ? sourceOfMissingFile(fileURLToPath(url), '') : undefined) ??
      (importer === undefined || isInstalledPackage(importer) ? undefined : asRequired(specifier, importer));
    return file === undefined ? undefined : this.finish({ url: pathToFileURL(file).href }, context);
  }

  /** Adds the module system of a TypeScript file, and the attribute that bundlers do not ask of JSON. */
  finish(resolution: Resolution, context: ImportContext): Resolution {
    if (!resolution.url.startsWith('file:')) return resolution;
    const file = fileURLToPath(resolution.url);
    if (file.endsWith('.json') && isTypeScript(importerOf(context) ?? '')) {
      return { ...resolution, importAttributes: { type: 'json' }, shortCircuit: true };
    }
    if (!isTypeScript(file)) return { ...resolution, shortCircuit: true };
    const url = this.reader.read(file).format === 'module' ? resolution.url : facadeUrlOf(file);
    return { ...resolution, url, format: 'module', shortCircuit: true };
  }

  /** @returns undefined for what Node loads by itself */
  load(url: string): LoadResult | undefined {
    const behindFacade = fileOfFacade(url);
    if (behindFacade !== undefined) {
      const source = facadeCode(behindFacade, this.reader.read(behindFacade));
      return { format: 'module', source, shortCircuit: true };
    }
    if (!url.startsWith('file:') || !isTypeScript(fileURLToPath(url))) return undefined;
    const { format, code } = this.reader.read(fileURLToPath(url));
    return { format, source: code, shortCircuit: true };
  }
}

function importerOf({ parentURL }: ImportContext): string | undefined {
  const url = parentURL === undefined ? undefined : urlBehindFacade(parentURL);
  return url?.startsWith('file:') === true ? fileURLToPath(url) : undefined;
}

/** Deep imports without extension (`lodash/fp`) that bundlers take and Node's `import` does not. */
function asRequired(specifier: string, importer: string): string | undefined {
  try {
    const file = createRequire(importer).resolve(specifier);
    return file === specifier ? undefined : file;
  } catch {
    return undefined;
  }
}
