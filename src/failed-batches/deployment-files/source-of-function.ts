/** Where the source of a function's handler may be, told from its handler string, its code folder and its entry points. */
import type { DeploymentFunction } from './deployment-function';

export interface HandlerParts {
  /** Without its extension: `src/orders`. */
  readonly module: string;
  /** `handler`; nested exports keep their dots. */
  readonly exported: string;
}

/** @returns undefined for what is no handler of Node.js */
export function handlerParts(handler: string): HandlerParts | undefined {
  const slash = handler.lastIndexOf('/') + 1;
  const point = handler.indexOf('.', slash);
  if (point <= slash || point === handler.length - 1) return undefined;
  return { module: handler.slice(0, point), exported: handler.slice(point + 1) };
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const buildFolder = /^(?:dist|build|out|lib|bundle|[.]esbuild|[.]build|[.]webpack|[.]aws-sam)(?=\/)/;

/** A handler below one of these is made by a build; its source has the same name elsewhere. */
export function isBuilt(module: string): boolean {
  return buildFolder.test(module);
}

/**
 * Paths relative to the code folder, the likeliest first; the file may be any of them or none.
 *
 * @param handler as the file says, else as it is deployed
 */
export function sourcePaths(
  { module }: HandlerParts,
  { entryPoints = [] }: Pick<DeploymentFunction, 'entryPoints'>,
): readonly string[] {
  const name = lastPart(module);
  const entries = entryPoints.filter((entry) => lastPart(entry).replace(/[.][cm]?[jt]sx?$/, '') === name);
  return [...entries, ...EXTENSIONS.map((extension) => `${module}${extension}`)];
}

/**
 * A file's path as the source of what was built.
 *
 * @param paths of files with the module's name, with `/`
 * @returns the only one whose path ends as the module's does below its build folder; undefined if there are several
 */
export function onlySourceOf(module: string, paths: readonly string[]): string | undefined {
  const parts = module
    .replace(buildFolder, '')
    .split('/')
    .filter((part) => part !== '');
  for (let from = 0; from < parts.length; from += 1) {
    const ending = parts.slice(from).join('/');
    const fitting = paths.filter((path) => `/${path.replace(/[.][cm]?[jt]s$/, '')}`.endsWith(`/${ending}`));
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  }
  return undefined;
}

/**
 * The file that esbuild made a bundle from, relative to where it ran: it names each module in a comment before it, the
 * entry last. A minified bundle says nothing.
 */
export function entryOfBundle(bundle: string): string | undefined {
  const modules = [...bundle.matchAll(/^\/\/ (\S{1,300}[.][cm]?[jt]sx?)$/gm)].map(([, path]) => path ?? '');
  return modules.filter((path) => !path.includes('node_modules/')).at(-1);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
