/**
 * The `--handler` of a replay: `path.export` as Lambda writes it, or a source file whose export is `handler`.
 * Looked up here only to say at once that there is no such file; the Node host finds and loads it by Lambda's rules.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error';

export interface LocatedHandler {
  /** Absolute; the handler's working folder. */
  readonly taskRoot: string;
  /** As Lambda has it: relative to the task root, `/` between folders. */
  readonly handler: string;
}

/** In the order in which the Node host looks. */
const EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/**
 * @param text absolute, or relative to `cwd`
 * @throws UsageError if there is no such file
 */
export function locateHandler(text: string, cwd: string): LocatedHandler {
  const absolute = path.resolve(cwd, text);
  const folder = path.dirname(absolute);
  const taskRoot = taskRootOf(folder, cwd);
  const name = isSourceFile(absolute) ? handlerOfFile(absolute) : path.basename(absolute);
  const [module = '', ...names] = name.split('.');
  if (module === '' || names.join('') === '') throw new UsageError(withoutExport(text));
  const file = findModule(folder, name);
  if (file === undefined) throw new UsageError(missing(text, folder, module));
  if (isSourceFile(absolute) && file !== absolute) {
    throw new UsageError(
      `--handler names ${text}, but ${path.basename(file)} beside it comes first, as on Lambda: remove one of the two.`,
    );
  }
  const inRoot = path.relative(taskRoot, folder).split(path.sep).join('/');
  return { taskRoot, handler: inRoot === '' ? name : `${inRoot}/${name}` };
}

/** The current folder if the handler is inside, else the folder of its package. */
function taskRootOf(folder: string, cwd: string): string {
  const fromCwd = path.relative(cwd, folder);
  if (!path.isAbsolute(fromCwd) && fromCwd.split(path.sep)[0] !== '..') return cwd;
  for (let root = folder; ; root = path.dirname(root)) {
    if (isFile(path.join(root, 'package.json'))) return root;
    if (path.dirname(root) === root) return folder;
  }
}

function handlerOfFile(file: string): string {
  return `${path.basename(file, path.extname(file))}.handler`;
}

/** Also files with dots in their names, `create.handler.ts`, which the Node host finds last. */
function findModule(folder: string, name: string): string | undefined {
  const parts = name.split('.');
  for (let taken = 1; taken < parts.length; taken += 1) {
    const base = path.join(folder, parts.slice(0, taken).join('.'));
    const found = [base, ...EXTENSIONS.map((extension) => `${base}${extension}`)].find(isFile);
    if (found !== undefined) return found;
    if (taken === 1 && (isFile(path.join(base, 'package.json')) || findIndex(base))) return base;
  }
  return undefined;
}

function findIndex(folder: string): boolean {
  return EXTENSIONS.some((extension) => isFile(path.join(folder, `index${extension}`)));
}

function withoutExport(text: string): string {
  return `--handler is "${text}", which names no export: write the path without its extension, a dot and the exported name, for example "src/handler.handler".`;
}

function missing(text: string, folder: string, module: string): string {
  return `--handler is "${text}", and there is no ${module}${EXTENSIONS.join(', ')} in ${folder}: give the path of the file without its extension, a dot and the exported name.`;
}

function isSourceFile(file: string): boolean {
  return EXTENSIONS.includes(path.extname(file)) && isFile(file);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
