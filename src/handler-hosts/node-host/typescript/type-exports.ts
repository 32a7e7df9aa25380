/**
 * Whether what a file exports by a name is a type, told from its declarations and those of the files it
 * passes on; of packages, only whether all they have here is declarations (`@types`).
 */
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { boundNames } from './bound-names';
import { isTypeScript } from './source-files';
import { aliasedFile, sourceOfMissingFile } from './specifier-resolution';
import { childOf, childrenOf, nameOf, parseSource, type SyntaxNode } from './syntax-tree';

/** `value` stands for everything that is not surely a type. */
export type ExportMeaning = 'type' | 'value' | 'absent';

/** The name by which the other file exports what a specifier imports; undefined for its namespace. */
export function importedNameOf(specifier: SyntaxNode): string | undefined {
  switch (specifier.type) {
    case 'ImportSpecifier':
      return nameOf(childOf(specifier, 'imported'));
    case 'ImportDefaultSpecifier':
      return 'default';
    case 'ExportSpecifier':
      return nameOf(childOf(specifier, 'local'));
    default:
      return undefined;
  }
}

/** What `name` means in the module that `importer` calls `specifier`. */
export function exportMeaning(
  specifier: string,
  name: string,
  importer: string,
  seen: ReadonlySet<string> = new Set(),
): ExportMeaning {
  const file = aliasedFile(specifier, importer) ?? sourceOfMissingFile(specifier, importer);
  if (file === undefined) return hasTypesOnly(specifier, importer) ? 'type' : 'value';
  const key = `${file}\n${name}`;
  if (seen.has(key)) return 'absent';
  const body = isTypeScript(file) ? declarationsOf(file, name) : undefined;
  if (body === undefined) return 'value';
  const within = new Set([...seen, key]);
  const direct = strongest(body.map((statement) => meaningIn(statement, name, body, file, within)));
  if (direct !== 'absent' || name === 'default') return direct;
  return strongest(
    body
      .filter(({ type }) => type === 'ExportAllDeclaration')
      .map((statement) => exportMeaning(nameOf(childOf(statement, 'source')), name, file, within)),
  );
}

function strongest(meanings: readonly ExportMeaning[]): ExportMeaning {
  return meanings.includes('value') ? 'value' : meanings.includes('type') ? 'type' : 'absent';
}

/** What one statement exports by the name. */
function meaningIn(
  statement: SyntaxNode,
  name: string,
  body: readonly SyntaxNode[],
  file: string,
  seen: ReadonlySet<string>,
): ExportMeaning {
  const declaration = childOf(statement, 'declaration');
  if (statement.type === 'TSExportAssignment') return 'value';
  if (statement.type === 'ExportDefaultDeclaration' && declaration !== undefined) {
    if (name !== 'default') return 'absent';
    if (declaration.type === 'Identifier') return localMeaning(nameOf(declaration), body, file, seen);
    return isType(declaration) ? 'type' : 'value';
  }
  if (statement.type !== 'ExportNamedDeclaration') return 'absent';
  if (declaration !== undefined) return declaredMeaning(declaration, name);
  const specifier = childrenOf(statement, 'specifiers').find(
    (one) => nameOf(childOf(one, 'exported')) === name,
  );
  if (specifier === undefined) return 'absent';
  if (statement['exportKind'] === 'type' || specifier['exportKind'] === 'type') return 'type';
  const local = importedNameOf(specifier);
  const source = childOf(statement, 'source');
  if (local === undefined) return 'value';
  if (source !== undefined) return exportMeaning(nameOf(source), local, file, seen);
  return localMeaning(local, body, file, seen);
}

/** What the file itself means by a name, by its declarations and imports. */
function localMeaning(
  name: string,
  body: readonly SyntaxNode[],
  file: string,
  seen: ReadonlySet<string>,
): ExportMeaning {
  const meaning = strongest(
    body.map((statement) => {
      if (statement.type !== 'ImportDeclaration')
        return declaredMeaning(childOf(statement, 'declaration') ?? statement, name);
      const specifier = childrenOf(statement, 'specifiers').find(
        (one) => nameOf(childOf(one, 'local')) === name,
      );
      if (specifier === undefined) return 'absent';
      if (statement['importKind'] === 'type' || specifier['importKind'] === 'type') return 'type';
      const imported = importedNameOf(specifier);
      if (imported === undefined) return 'value';
      return exportMeaning(nameOf(childOf(statement, 'source')), imported, file, seen);
    }),
  );
  return meaning === 'absent' ? 'value' : meaning;
}

function declaredMeaning(declaration: SyntaxNode, name: string): ExportMeaning {
  const names =
    declaration.type === 'VariableDeclaration'
      ? boundNames(declaration)
      : [nameOf(childOf(declaration, 'id'))];
  if (!names.includes(name)) return 'absent';
  return isType(declaration) ? 'type' : 'value';
}

function isType({ type }: SyntaxNode): boolean {
  return type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration';
}

const parsed = new Map<string, readonly SyntaxNode[] | undefined>();

/** The file's statements; undefined where a glance shows that it has no such type, or it has no tree. */
function declarationsOf(file: string, name: string): readonly SyntaxNode[] | undefined {
  if (parsed.has(file)) return parsed.get(file);
  const source = readFileSync(file, 'utf8');
  const word = name === 'default' ? '' : `\\s+${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`;
  const suspicious = new RegExp(`\\b(?:interface|type)${word}|\\bexport\\s*[{*]|\\bexport\\s+type\\b`);
  if (!suspicious.test(source)) return undefined;
  let body: readonly SyntaxNode[] | undefined;
  try {
    body = parseSource(source, { typescript: true, jsx: file.endsWith('x') }).body;
  } catch {
    // Its error is told when the file itself is loaded.
  }
  parsed.set(file, body);
  return body;
}

/** A package that is not installed, only its declarations are. */
function hasTypesOnly(specifier: string, importer: string): boolean {
  const name = /^(?:@[^/]+\/)?[^./@][^/]*/.exec(specifier)?.[0];
  if (name === undefined || specifier.startsWith('node:') || isBuiltin(specifier)) return false;
  const { resolve } = createRequire(importer);
  const finds = (request: string): boolean => {
    try {
      return resolve(request) !== '';
    } catch (error) {
      // Installed, though not for `require`.
      return (error as { code?: unknown }).code !== 'MODULE_NOT_FOUND';
    }
  };
  const declarations = `@types/${name.replace(/^@/, '').replace('/', '__')}/package.json`;
  return !finds(specifier) && finds(declarations);
}
