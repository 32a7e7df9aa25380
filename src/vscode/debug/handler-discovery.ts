/** Finds what could be a handler in a source file: an exported function with a handler's name. */
import * as path from 'node:path';

const sourceFile = /\.(?:[cm]?[jt]s)$/;
const declarationFile = /\.d\.[cm]?ts$/;
const testFile = /[.-](?:test|spec)\.[cm]?[jt]s$/;

const exportForms = [
  /^[ \t]*export\s+(?:async\s+)?function\s*\*?\s*([A-Za-z_$][\w$]*)/gm,
  /^[ \t]*export\s+(?:const|let|var)\s+([A-Za-z_$][\w$]*)/gm,
  /^[ \t]*(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/gm,
];
const exportLists = [/^[ \t]*export\s*\{([^}]*)\}/gm, /^[ \t]*module\.exports\s*=\s*\{([^}]*)\}/gm];

/** Whether the file could hold a handler, from its name alone. */
export function mayHoldHandler(file: string): boolean {
  return sourceFile.test(file) && !declarationFile.test(file) && !testFile.test(file);
}

/** Exported names that look like a handler's, best first: `handler`, `lambdaHandler`, `…Handler`. */
export function handlerExports(source: string): readonly string[] {
  const names = new Set<string>();
  for (const form of exportForms) {
    for (const [, name] of source.matchAll(form)) if (name !== undefined) names.add(name);
  }
  for (const list of exportLists) {
    for (const [, members] of source.matchAll(list))
      for (const name of namesIn(members ?? '')) names.add(name);
  }
  return [...names].filter((name) => /handler$/i.test(name)).sort((a, b) => rank(a) - rank(b));
}

/** `/w/src/handler.ts` below `/w` with export `handler` becomes `src/handler.handler`. */
export function handlerString(file: string, root: string, exportedName: string): string {
  const relative = path.relative(root, file).replaceAll('\\', '/');
  return `${relative.replace(sourceFile, '')}.${exportedName}`;
}

function namesIn(members: string): readonly string[] {
  return members
    .split(',')
    .map(
      (member) =>
        member
          .trim()
          .split(/\s+as\s+|\s*:\s*/)
          .at(-1) ?? '',
    )
    .filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
}

function rank(name: string): number {
  if (name === 'handler') return 0;
  return name === 'lambdaHandler' ? 1 : 2;
}
