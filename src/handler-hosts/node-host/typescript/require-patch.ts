/**
 * TypeScript behind `require`, on every Node: through the loader's own table of extensions, which the
 * module hooks of newer versions leave alone.
 */
import Module, * as nodeModule from 'node:module';
import { RUNTIME_KEY } from './commonjs-conversion';
import { liveBindingsOf, tellFollowers } from './live-bindings';
import type { ModuleSource, ModuleSourceReader } from './module-source';
import { aliasedFile, sourceOfMissingFile } from './specifier-resolution';

/** The parts of Node's CommonJS loader that are public by long use only. */
interface CommonJsLoader {
  _extensions: Record<string, (module: LoadedModule, filename: string) => void>;
  _resolveFilename: (
    request: string,
    parent: { readonly filename?: string | null } | undefined,
    isMain: boolean,
    options?: { readonly paths?: readonly string[] },
  ) => string;
}

interface LoadedModule {
  readonly exports: unknown;
  _compile(code: string, filename: string, format?: string): unknown;
}

export function patchRequire(reader: ModuleSourceReader): void {
  const loader = Module as unknown as CommonJsLoader;
  for (const extension of ['.ts', '.cts', '.mts', '.tsx']) {
    loader._extensions[extension] = (module, filename) => load(reader, module, filename);
  }
  const original = loader._resolveFilename;
  loader._resolveFilename = function resolveFilename(request, parent, isMain, options) {
    const importer = parent?.filename;
    const aliased =
      typeof importer === 'string' && options?.paths === undefined
        ? aliasedFile(request, importer)
        : undefined;
    if (aliased !== undefined) return aliased;
    try {
      return original.call(this, request, parent, isMain, options);
    } catch (error) {
      const missing = (error as { code?: unknown }).code === 'MODULE_NOT_FOUND';
      const source = missing ? sourceOfMissingFile(request, importer ?? request) : undefined;
      if (source === undefined) throw error;
      return source;
    }
  };
}

function load(reader: ModuleSourceReader, module: LoadedModule, filename: string): void {
  const source = reader.read(filename);
  if (source.format === 'module') {
    refuseWithoutRequireOfModules(filename, source);
    try {
      module._compile(source.code, filename, 'module');
    } catch (error) {
      const isAsync = (error as { code?: unknown } | undefined)?.code === 'ERR_REQUIRE_ASYNC_MODULE';
      throw (isAsync ? undeclaredModule(filename, source, error) : undefined) ?? error;
    }
    return;
  }
  Object.defineProperty(module, Symbol.for(RUNTIME_KEY), {
    value: liveBindingsOf(module),
    configurable: true,
  });
  try {
    module._compile(source.code, filename, 'commonjs');
  } catch (error) {
    throw source.converted === undefined ? error : explained(error, filename);
  }
  tellFollowers(module.exports);
}

/** The file says `import`, so Node's advice to do without `require` would lead nowhere. */
function explained(error: unknown, filename: string): unknown {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== 'ERR_REQUIRE_ESM') return error;
  const imported = /of ES Module (.+?) (?:from|not supported)/.exec(error.message)?.[1];
  if (imported === undefined) return error;
  const explanation = new Error(
    `${filename} imports the ES module ${imported}, but runs as CommonJS, where Node ${process.version} has no ` +
      'ES modules: use Node 20.19, 22.12 or later, or put `"type": "module"` into its package.json.',
    { cause: error },
  );
  return Object.assign(explanation, { code: 'ERR_REQUIRE_ESM' });
}

/**
 * `require` of an ES module came with Node 20.19 and 22.12, but hooks that see the modules it imports
 * only with `module.registerHooks` in 22.15.
 */
function refuseWithoutRequireOfModules(filename: string, source: ModuleSource): void {
  if ('registerHooks' in nodeModule) return;
  const undeclared = undeclaredModule(filename, source);
  if (undeclared !== undefined) throw undeclared;
  const error = new Error(
    `require() of the ES module ${filename} needs Node 22.15 or later and this is ${process.version}: ` +
      'load it with import(), or leave `"type": "module"` out of its package.json.',
  );
  throw Object.assign(error, { code: 'ERR_REQUIRE_ESM' });
}

/** A file that only its own syntax makes an ES module, imported by one that runs as CommonJS. */
function undeclaredModule(
  filename: string,
  { moduleSyntax }: ModuleSource,
  cause?: unknown,
): Error | undefined {
  if (moduleSyntax === undefined) return undefined;
  const { construct, line } = moduleSyntax;
  const error = new Error(
    `${filename} has ${construct} on line ${line}, so that it is an ES module, but the file that imports it ` +
      'runs as CommonJS: put `"type": "module"` into package.json, or do without it.',
    cause === undefined ? undefined : { cause },
  );
  return Object.assign(error, { code: 'ERR_REQUIRE_ESM' });
}
