/**
 * Loads the module of the handler and finds the function in it (reference sections 5.7.3, 5.7.4).
 *
 * The module is loaded by Node's own `require` and `import()`, never by the
 * bundler's: the code under test must not notice that this program is a bundle.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  type HandlerFile,
  type HandlerFileLookup,
  findDottedHandlerFile,
  findHandlerFile,
} from './handler-file';
import { type HandlerString, parseHandlerString } from './handler-string';
import { RuntimeError, importModuleError, userCodeSyntaxError } from './runtime-errors';

export type HandlerFunction = (...args: readonly unknown[]) => unknown;

type FoundFile = Extract<HandlerFile, { readonly path: string }>;

export interface HandlerLoadOptions {
  /** Absolute. */
  readonly taskRoot: string;
  /** As in Lambda, for example `src/handler.handler`. */
  readonly handler: string;
  /** Of the runtime that is replayed, for example 22. */
  readonly runtimeMajor: number;
  readonly notice: (message: string) => void;
}

/** What was loaded, and where in it the handler is to be found. */
interface LoadedModule {
  readonly exports: unknown;
  readonly exportPath: readonly string[];
  /** CommonJS that was imported: its `default` is nothing that the person exported. */
  readonly isCommonJs: boolean;
}

/** @throws RuntimeError with Lambda's names, or whatever the module itself throws */
export async function loadHandler(options: HandlerLoadOptions): Promise<HandlerFunction> {
  const { handler } = options;
  const loaded = await withDeepStacks(() => loadModule(options, parseHandlerString(handler)));
  const found = findExport(loaded, options);
  if (found === undefined || found === null) {
    throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (typeof found !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  }
  return found as HandlerFunction;
}

/** Node's loader and its hooks take more than the ten frames of a stack; the person's own come behind them. */
async function withDeepStacks<T>(load: () => Promise<T>): Promise<T> {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  try {
    return await load();
  } finally {
    // Unless the handler's module chose a depth of its own.
    if (Error.stackTraceLimit === 50) Error.stackTraceLimit = before;
  }
}

async function loadModule(options: HandlerLoadOptions, handler: HandlerString): Promise<LoadedModule> {
  const nodeRequire = createRequire(path.join(options.taskRoot, 'task-root.js'));
  try {
    const { file, exportPath } = locate(options, handler, nodeRequire);
    const exports =
      file.load === 'require'
        ? await requireModule(nodeRequire, file.path, options.runtimeMajor)
        : await importModule(file.path);
    const behind = nodeRequire.cache[realpathSync(file.path)]?.exports as unknown;
    const isCommonJs =
      file.load === 'import' && behind !== undefined && member(exports, 'default') === behind;
    return { exports, exportPath, isCommonJs };
  } catch (error) {
    if (error instanceof SyntaxError) throw userCodeSyntaxError(error);
    if (hasCode(error, 'MODULE_NOT_FOUND')) throw importModuleError(error);
    throw error;
  }
}

/** @throws Node's own error where nothing is found */
function locate(
  { taskRoot, handler: handlerString, notice }: HandlerLoadOptions,
  handler: HandlerString,
  nodeRequire: NodeJS.Require,
): { readonly file: FoundFile; readonly exportPath: readonly string[] } {
  const folder = path.resolve(taskRoot, handler.folder);
  const base = path.join(folder, handler.module);
  const lookup = lookupOnDisk(nodeRequire);
  const file = findHandlerFile(base, lookup);
  if (file.load !== 'resolve') return { file, exportPath: handler.exportPath };
  try {
    const resolved = nodeRequire.resolve(handler.module, { paths: [taskRoot, folder] });
    return { file: { load: 'require', path: resolved }, exportPath: handler.exportPath };
  } catch (error) {
    const dotted = findDottedHandlerFile(base, handler.exportPath, lookup);
    if (dotted === undefined) throw error;
    const inLambda = path.relative(taskRoot, base);
    notice(
      `The handler "${handlerString}" was found in ${path.relative(taskRoot, dotted.file.path)}. Lambda itself ends a file's name at the first dot and looks for ${inLambda}.js: deploy the code under that name.`,
    );
    return dotted;
  }
}

/** From Node.js 24 on Lambda's client imports everything, so an ES module may wait at its top level. */
async function requireModule(
  nodeRequire: NodeJS.Require,
  file: string,
  runtimeMajor: number,
): Promise<unknown> {
  try {
    return nodeRequire(file) as unknown;
  } catch (error) {
    if (runtimeMajor >= 24 && hasCode(error, 'ERR_REQUIRE_ASYNC_MODULE')) return importModule(file);
    throw error;
  }
}

/** By a file URL, because Node refuses `C:\…` (reference section 5.7.10). */
async function importModule(file: string): Promise<unknown> {
  return (await import(/* webpackIgnore: true */ pathToFileURL(file).href)) as unknown;
}

function lookupOnDisk(nodeRequire: NodeJS.Require): HandlerFileLookup {
  return {
    path,
    exists(candidate) {
      if (!existsSync(candidate)) return false;
      return !statSync(candidate).isDirectory() || canRequire(nodeRequire, candidate);
    },
    readText: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
  };
}

/**
 * A folder named like the handler's TypeScript file is common in sources; taking
 * it as a module, as Lambda would, makes sense only if it is one.
 */
function canRequire(nodeRequire: NodeJS.Require, folder: string): boolean {
  try {
    nodeRequire.resolve(folder);
    return true;
  } catch {
    // Not resolvable is the answer that was asked for.
    return false;
  }
}

/** Inside a default export Lambda's client looks from Node.js 24 on. */
function findExport(loaded: LoadedModule, { handler, runtimeMajor, notice }: HandlerLoadOptions): unknown {
  const { exports, exportPath, isCommonJs } = loaded;
  const direct = follow(exports, exportPath);
  if (direct !== undefined && direct !== null) {
    // Lambda's client from Node.js 24 on: only the module itself may be a function.
    const container = follow(exports, exportPath.slice(0, -1));
    if (runtimeMajor < 24 || exportPath.length === 1 || typeof container !== 'function') return direct;
    notice(
      `"${handler}" is a member of a function or class, where Lambda's Node.js runtimes do not look any more from nodejs24.x on: export it by itself.`,
    );
    return undefined;
  }
  const inDefault = follow(member(exports, 'default'), exportPath);
  if (runtimeMajor >= 24 || isCommonJs || inDefault === undefined || inDefault === null) return inDefault;
  notice(
    `"${handler}" is inside the default export, where Lambda's Node.js runtimes look only from nodejs24.x on: export it by its name.`,
  );
  return undefined;
}

function follow(start: unknown, names: readonly string[]): unknown {
  return names.reduce(member, start);
}

/** Functions are containers too: `module.exports = app; module.exports.handler = …`, static methods. */
function member(container: unknown, name: string): unknown {
  if ((typeof container !== 'object' && typeof container !== 'function') || container === null) {
    return undefined;
  }
  return (container as Readonly<Record<string, unknown>>)[name];
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
