/**
 * Imports that no value of the file refers to: TypeScript takes them for imports of types and leaves
 * them out unless tsconfig.json says `verbatimModuleSyntax`.
 */
import { childOf, childrenOf, nameOf, type SyntaxNode } from './syntax-tree';
import type { TextEdits } from './text-edits';

/**
 * The specifiers of an import that stay.
 * @returns undefined where the whole statement goes
 */
export function keptSpecifiers(
  declaration: SyntaxNode,
  source: string,
  used: ReadonlySet<string>,
): readonly SyntaxNode[] | undefined {
  const specifiers = childrenOf(declaration, 'specifiers');
  const clause = source.slice(declaration.start, childOf(declaration, 'source')?.start);
  if (specifiers.length === 0) return clause.includes('{') ? undefined : specifiers;
  const kept = specifiers.filter((specifier) => used.has(nameOf(childOf(specifier, 'local'))));
  return kept.length === 0 ? undefined : kept;
}

/** Takes the other specifiers out of an import or export; undefined takes all of it. */
export function dropSpecifiers(
  statement: SyntaxNode,
  kept: readonly SyntaxNode[] | undefined,
  edits: TextEdits,
): void {
  const from = childOf(statement, 'source');
  if (kept === undefined) {
    edits.replace(statement.start, statement.end, ';');
    return;
  }
  let formerEnd = statement.start;
  for (const specifier of childrenOf(statement, 'specifiers')) {
    const comma = /^\s*,/.exec(edits.source.slice(specifier.end, from?.start ?? statement.end));
    // `* as b` after `a` has its comma before it.
    const start = specifier.type === 'ImportNamespaceSpecifier' ? formerEnd : specifier.start;
    formerEnd = specifier.end;
    if (kept.includes(specifier)) continue;
    edits.replace(
      start === statement.start ? specifier.start : start,
      specifier.end + (comma?.[0].length ?? 0),
      '',
    );
  }
}

const IMPORT = /(?:^|[;}])[ \t]*import\s+([\w$\s{},*]+?)\s*from\s*(?:"[^"\n]*"|'[^'\n]*')/gm;
const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const DECORATOR = /(?:^|[{;(,]|\bexport|\bdefault)\s*@[A-Za-z_$(]/m;
const PROPERTY = /(?<!\.\.)\.\s*[\w$]+|(?<=[{,]\s*)[\w$]+\s*:/g;

/**
 * Whether an ES module may hold unused imports or decorators, told without a parser: true is a
 * suspicion that the parser has to settle, false is certain but for quotes and brackets inside odd templates.
 */
export function needsSyntaxTree(source: string): boolean {
  if (mayHaveDecorators(source)) return true;
  const clauses = [...source.matchAll(IMPORT)].map((match) => match[1] ?? '');
  if (clauses.length === 0) return /\bimport\s*\{/.test(source);
  const names = clauses.flatMap(localNames);
  if (clauses.some((clause) => clause.replace(/[\s{},]/g, '') === '')) return true;
  const code = source.replace(IMPORT, ' ').replace(COMMENT_OR_STRING, ' ');
  const words = new Set(code.replace(PROPERTY, ' ').match(/[\w$]+/g));
  if (names.some((name) => !words.has(name))) return true;
  const locals = new Set(
    localDeclarations(code)
      .join(' ')
      .match(/[\w$]+/g),
  );
  return names.some((name) => locals.has(name));
}

/** The parts of a text that may give local names: declarations up to their value, and lists of parameters. */
function localDeclarations(code: string): string[] {
  const declared = code.match(
    /\b(?:const|let|var|using|function|class)\b\s*\*?\s*(?:[{[][^=;]*=|[\w$]+)|[\w$]+\s*=>/g,
  );
  return [...(declared ?? []), ...parameterLists(code)];
}

/** What stands in parentheses before `{` or `=>`, but for `if (a) {` and the like. */
function parameterLists(code: string): string[] {
  const lists: string[] = [];
  const open: number[] = [];
  for (const { 0: text, index } of code.matchAll(/\(|\)(\s*(?:\{|=>))?/g)) {
    if (text === '(') {
      open.push(index);
      continue;
    }
    const start = open.pop();
    if (start === undefined || text === ')') continue;
    if (!/\b(?:if|while|switch)\s*$/.test(code.slice(Math.max(0, start - 8), start))) {
      lists.push(code.slice(start, index));
    }
  }
  return lists;
}

/** False is certain; true may be a comment. */
export function mayHaveDecorators(source: string): boolean {
  return DECORATOR.test(source);
}

/** `a, * as b` and `{ c, d as e }` to `a`, `b`, `c`, `e`. */
function localNames(clause: string): string[] {
  return clause
    .split(/[{},]/)
    .map((part) => part.trim().split(/\s+/).at(-1) ?? '')
    .filter((name) => name !== '');
}
