/** Finds what could be a handler in a source file: an exported function with a handler's name. */
import * as path from 'node:path';

const sourceFile = /\.(?:[cm]?[jt]s)$/;
const declarationFile = /\.d\.[cm]?ts$/;
const testFile = /[.-](?:test|spec)\.[cm]?[jt]s$/;

const identifier = /^[A-Za-z_$][\w$]*$/;
const exportForms = [
  /^[ \t]*export\s+(?:async\s+)?function\s*\*?\s*([A-Za-z_$][\w$]*)/gm,
  /^[ \t]*export\s+(?:const|let|var)\s+([A-Za-z_$][\w$]*)/gm,
  /^[ \t]*(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/gm,
];
/** `export { local as exported }` */
const exportList = /^[ \t]*export\s*\{([^}]*)\}/gm;
/** `module.exports = { exported: local }` */
const exportsObject = /^[ \t]*module\.exports\s*=\s*\{([^}]*)\}/gm;
const defaultExport = /^[ \t]*export\s+default\b/m;

/** Whether the file could hold a handler, from its name alone. */
export function mayHoldHandler(file: string): boolean {
  return sourceFile.test(file) && !declarationFile.test(file) && !testFile.test(file);
}

/** Exported names that look like a handler's, best first: `handler`, `lambdaHandler`, `…Handler`. */
export function handlerExports(source: string): readonly string[] {
  return exportedNames(source)
    .filter((name) => /handler$/i.test(name))
    .sort((a, b) => rank(a) - rank(b));
}

/** What a file can be entered by if it is known to be a handler: a handler's name, else `main` or the default. */
export function entryPoints(source: string): readonly string[] {
  const others = exportedNames(source).filter((name) => name === 'main');
  return [...handlerExports(source), ...others, ...(defaultExport.test(source) ? ['default'] : [])];
}

/** `/w/src/handler.ts` below `/w` with export `handler` becomes `src/handler.handler`. */
export function handlerString(file: string, root: string, exportedName: string): string {
  const relative = path.relative(root, file).replaceAll('\\', '/');
  return `${relative.replace(sourceFile, '')}.${exportedName}`;
}

function exportedNames(source: string): readonly string[] {
  const names = new Set<string>();
  for (const form of exportForms) {
    for (const [, name] of source.matchAll(form)) if (name !== undefined) names.add(name);
  }
  const listed = members(source, exportList).map((member) => member.split(/\s+as\s+/).at(-1));
  const assigned = members(source, exportsObject).map((member) => member.split(/\s*[:(]/)[0]);
  for (const name of [...listed, ...assigned])
    if (name !== undefined && identifier.test(name)) names.add(name);
  return [...names];
}

function members(source: string, list: RegExp): readonly string[] {
  return [...source.matchAll(list)]
    .flatMap(([, text]) => (text ?? '').split(','))
    .map((member) => member.trim().replace(/^(?:type|async)\s+/, ''));
}

function rank(name: string): number {
  if (name === 'handler') return 0;
  return name === 'lambdaHandler' ? 1 : 2;
}
