/**
 * Turns a file with `import` and `export` into a CommonJS module, line for line.
 *
 * What most people deploy: TypeScript written with import syntax in a package without
 * `"type": "module"`, bundled or compiled to CommonJS, so that `require`, `__dirname`, named imports
 * from any CommonJS package and extensionless paths work. Imported names stay plain variables with
 * their own names, which the debugger shows and evaluates; `live-bindings.ts` keeps them up to date.
 */
import { blankUnusedFields } from './class-fields';
import { keptSpecifiers } from './import-elision';
import { boundNames, topLevelNames } from './bound-names';
import { referencedNames } from './name-references';
import { childOf, childrenOf, everyChildOf, nameOf, type SyntaxNode, type SyntaxTree } from './syntax-tree';
import { TextEdits } from './text-edits';

export interface ConversionOptions {
  /** Unused imports stay, as `verbatimModuleSyntax` wants. */
  readonly keepUnusedImports: boolean;
  /** `useDefineForClassFields` is false. */
  readonly dropEmptyFields: boolean;
  /** `esModuleInterop` is false: `import * as f` of a CommonJS module is what `require` answers, a function too. */
  readonly namespaceIsModule: boolean;
}

export interface ConvertedModule {
  readonly code: string;
  /** Names of the exports, without those of `export *`. */
  readonly exportNames: readonly string[];
  /** Specifiers of `export * from`. */
  readonly starSpecifiers: readonly string[];
}

/** Where the loader leaves the runtime part for the converted text, on its `module`. */
export const RUNTIME_KEY = 'dynamodb-stream-triggers.live-bindings';

/** Names that the CommonJS wrapper has taken: a file with its own by that name gets a scope of its own. */
const WRAPPER_NAMES = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

interface Conversion {
  readonly source: string;
  readonly edits: TextEdits;
  readonly options: ConversionOptions;
  readonly used: ReadonlySet<string>;
  /** Name of the runtime function and of the default export's variable, found nowhere else in the file. */
  readonly runtime: string;
  readonly defaultName: string;
  /** What loads an import: `require`, or another name for it where the file has a `require` of its own. */
  readonly load: string;
  /** Exported name to local name. */
  readonly exports: Map<string, string>;
  readonly reexported: string[];
  readonly stars: string[];
}

export function convertToCommonJs(
  source: string,
  tree: SyntaxTree,
  options: ConversionOptions,
): ConvertedModule {
  const runtime = freeName(source, '$esm');
  const ownScope = topLevelNames(tree.body).some((name) => WRAPPER_NAMES.has(name));
  const conversion: Conversion = {
    source,
    edits: new TextEdits(source),
    options,
    used: referencedNames(tree.body),
    runtime,
    defaultName: freeName(source, '_default'),
    load: ownScope ? `${runtime}q` : 'require',
    exports: new Map(),
    reexported: [],
    stars: [],
  };
  const edits = conversion.edits;
  const prologueAt = source.startsWith('#!') ? source.indexOf('\n') + 1 || source.length : 0;
  for (const statement of tree.body) collectExports(statement, conversion);
  const getters = [...conversion.exports].map(([name, local]) => `${JSON.stringify(name)}:()=>${local}`);
  const start = `module[Symbol.for(${JSON.stringify(RUNTIME_KEY)})]`;
  const prologue = ownScope
    ? `const ${runtime}s=${start},${runtime}q=require;{const ${runtime}=${runtime}s`
    : `const ${runtime}=${start}`;
  edits.insert(prologueAt, `"use strict";${prologue}({${getters.join(',')}});`);
  // Before the statements: of two edits at one place the inner one must come first.
  announceAssignments(tree.body, conversion);
  for (const statement of tree.body) convertStatement(statement, conversion);
  if (options.dropEmptyFields) blankUnusedFields(tree.body, edits);
  if (ownScope) edits.insert(Math.max(prologueAt, tree.body.at(-1)?.end ?? 0), '}');
  return {
    code: edits.render(),
    exportNames: [...conversion.exports.keys(), ...conversion.reexported],
    starSpecifiers: conversion.stars,
  };
}

function freeName(source: string, wish: string): string {
  let name = wish;
  while (source.includes(name)) name = `$${name}`;
  return name;
}

function collectExports(statement: SyntaxNode, { exports, defaultName }: Conversion): void {
  const declaration = childOf(statement, 'declaration');
  if (statement.type === 'ExportDefaultDeclaration') {
    const declares = declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration';
    exports.set('default', (declares ? boundNames(declaration)[0] : undefined) ?? defaultName);
  } else if (statement.type === 'ExportNamedDeclaration' && childOf(statement, 'source') === undefined) {
    for (const name of boundNames(declaration)) exports.set(name, name);
    for (const specifier of childrenOf(statement, 'specifiers')) {
      exports.set(nameOf(childOf(specifier, 'exported')), nameOf(childOf(specifier, 'local')));
    }
  }
}

function convertStatement(statement: SyntaxNode, conversion: Conversion): void {
  const { edits, source } = conversion;
  const declaration = childOf(statement, 'declaration');
  switch (statement.type) {
    case 'ImportDeclaration':
      convertImport(statement, conversion);
      break;
    case 'ExportAllDeclaration': {
      const from = specifierOf(statement);
      conversion.stars.push(from);
      edits.replace(
        statement.start,
        statement.end,
        `${conversion.runtime}.all(${conversion.load}(${JSON.stringify(from)}));`,
      );
      break;
    }
    case 'ExportNamedDeclaration':
      if (declaration !== undefined) edits.replace(statement.start, declaration.start, '');
      else if (childOf(statement, 'source') === undefined) edits.replace(statement.start, statement.end, ';');
      else convertReexport(statement, conversion);
      break;
    case 'ExportDefaultDeclaration':
      if (declaration !== undefined) convertDefault(statement, declaration, conversion);
      break;
    default:
  }
  const declared = declaration ?? statement;
  const settles = declared.type === 'VariableDeclaration' || declared.type === 'ClassDeclaration';
  const locals = new Set(conversion.exports.values());
  if (settles && boundNames(declared).some((name) => locals.has(name)) && source.includes('import')) {
    edits.insert(statement.end, `;${conversion.runtime}.changed();`);
  }
}

function convertImport(statement: SyntaxNode, conversion: Conversion): void {
  const { edits, source, options, used, runtime } = conversion;
  const specifiers = options.keepUnusedImports
    ? childrenOf(statement, 'specifiers')
    : keptSpecifiers(statement, source, used);
  if (specifiers === undefined) {
    edits.replace(statement.start, statement.end, ';');
    return;
  }
  const load = `${conversion.load}(${JSON.stringify(specifierOf(statement))})`;
  if (specifiers.length === 0) {
    edits.replace(statement.start, statement.end, `${load};`);
    return;
  }
  const locals = specifiers.map((specifier) => nameOf(childOf(specifier, 'local')));
  const assignments = specifiers.map(
    (specifier, index) => `${locals[index] ?? ''}=${runtime}r(${importedName(specifier, options)})`,
  );
  edits.replace(
    statement.start,
    statement.end,
    `let ${locals.join(',')};${runtime}.from(${load},${runtime}r=>{${assignments.join(';')}});`,
  );
}

/** The argument that asks for an import's value: a quoted name, nothing for the namespace, null for the module itself. */
function importedName(specifier: SyntaxNode, { namespaceIsModule }: ConversionOptions): string {
  switch (specifier.type) {
    case 'ImportNamespaceSpecifier':
    case 'ExportNamespaceSpecifier':
      return namespaceIsModule ? 'null' : '';
    case 'ImportDefaultSpecifier':
      return '"default"';
    default:
      return JSON.stringify(
        nameOf(childOf(specifier, specifier.type === 'ExportSpecifier' ? 'local' : 'imported')),
      );
  }
}

function convertReexport(statement: SyntaxNode, conversion: Conversion): void {
  const { edits, options, reexported, runtime } = conversion;
  const getters = childrenOf(statement, 'specifiers').map((specifier) => {
    const name = nameOf(childOf(specifier, 'exported'));
    reexported.push(name);
    return `${JSON.stringify(name)}:()=>${runtime}r(${importedName(specifier, options)})`;
  });
  const load = `${conversion.load}(${JSON.stringify(specifierOf(statement))})`;
  edits.replace(
    statement.start,
    statement.end,
    `${runtime}.reexport(${load},${runtime}r=>({${getters.join(',')}}));`,
  );
}

function convertDefault(
  statement: SyntaxNode,
  declaration: SyntaxNode,
  { edits, source, defaultName, runtime }: Conversion,
): void {
  const declares = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  if (!declares) {
    edits.replace(statement.start, declaration.start, `var ${defaultName} =`);
    edits.insert(statement.end, `;${runtime}.changed();`);
    return;
  }
  edits.replace(statement.start, declaration.start, '');
  if (childOf(declaration, 'id') !== undefined) return;
  const head = /^(?:async\s+)?(?:function\s*\*?|class)/.exec(source.slice(declaration.start));
  edits.insert(declaration.start + (head?.[0].length ?? 0), ` ${defaultName}`);
}

function specifierOf(statement: SyntaxNode): string {
  return nameOf(childOf(statement, 'source'));
}

/** Assignments to exported variables tell the importers, wherever in the file they stand. */
function announceAssignments(body: readonly SyntaxNode[], { exports, edits, runtime }: Conversion): void {
  const locals = new Set(exports.values());
  const visit = (node: SyntaxNode): void => {
    const target =
      node.type === 'AssignmentExpression'
        ? childOf(node, 'left')
        : node.type === 'UpdateExpression'
          ? childOf(node, 'argument')
          : undefined;
    const announced = boundNames(target).some((name) => locals.has(name));
    if (announced) edits.insert(node.start, `${runtime}.changed(`);
    for (const child of everyChildOf(node)) visit(child);
    if (announced) edits.insert(node.end, ')');
  };
  if (locals.size > 0) for (const statement of body) visit(statement);
}
