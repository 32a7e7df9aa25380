/**
 * Loads the module of the handler and finds the function in it (reference sections 5.7.3, 5.7.4).
 *
 * The module is loaded by Node's own `require` and `import()`, never by the
 * bundler's: the code under test must not notice that this program is a bundle.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type HandlerFileLookup, findHandlerFile } from './handler-file';
import { type HandlerString, parseHandlerString } from './handler-string';
import { RuntimeError, importModuleError, userCodeSyntaxError } from './runtime-errors';

export type HandlerFunction = (...args: readonly unknown[]) => unknown;

/** @throws RuntimeError with Lambda's names, or whatever the module itself throws */
export async function loadHandler(taskRoot: string, handler: string): Promise<HandlerFunction> {
  const parsed = parseHandlerString(handler);
  const exports = await withDeepStacks(() => loadModule(taskRoot, parsed));
  const found = findExport(exports, parsed.exportPath);
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

async function loadModule(taskRoot: string, handler: HandlerString): Promise<unknown> {
  const nodeRequire = createRequire(path.join(taskRoot, 'task-root.js'));
  const folder = path.resolve(taskRoot, handler.folder);
  const file = findHandlerFile(path.join(folder, handler.module), lookupOnDisk(nodeRequire));
  try {
    if (file.load === 'resolve') {
      return nodeRequire(nodeRequire.resolve(handler.module, { paths: [taskRoot, folder] })) as unknown;
    }
    if (file.load === 'require') return nodeRequire(file.path) as unknown;
    // A file URL, because Node refuses `C:\…` (reference section 5.7.10).
    return (await import(/* webpackIgnore: true */ pathToFileURL(file.path).href)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw userCodeSyntaxError(error);
    if (hasCode(error, 'MODULE_NOT_FOUND')) throw importModuleError(error);
    throw error;
  }
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

function findExport(exports: unknown, exportPath: readonly string[]): unknown {
  const direct = follow(exports, exportPath);
  if (direct !== undefined && direct !== null) return direct;
  return follow(member(exports, 'default'), exportPath);
}

function follow(start: unknown, names: readonly string[]): unknown {
  return names.reduce(member, start);
}

function member(container: unknown, name: string): unknown {
  if (typeof container !== 'object' || container === null) return undefined;
  return (container as Readonly<Record<string, unknown>>)[name];
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
