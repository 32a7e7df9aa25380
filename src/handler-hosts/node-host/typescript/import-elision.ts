/**
 * Imports that no value of the file refers to: TypeScript takes them for imports of types and leaves
 * them out unless tsconfig.json says `verbatimModuleSyntax`.
 */
import { childOf, childrenOf, nameOf, type SyntaxNode } from './syntax-tree';

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

const IMPORT = /(?:^|[;}])[ \t]*import\s+([\w$\s{},*]+?)\s*from\s*(?:"[^"\n]*"|'[^'\n]*')/gm;
const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const DECORATOR = /(?:^|[{;(,]|\bexport|\bdefault)\s*@[A-Za-z_$(]/m;

/**
 * Whether an ES module may hold unused imports or decorators, told without a parser: true is a
 * suspicion that the parser has to settle, false is certain but for quotes inside odd templates.
 */
export function needsSyntaxTree(source: string): boolean {
  if (mayHaveDecorators(source)) return true;
  const clauses = [...source.matchAll(IMPORT)].map((match) => match[1] ?? '');
  if (clauses.length === 0) return /\bimport\s*\{/.test(source);
  const names = clauses.flatMap(localNames);
  if (clauses.some((clause) => clause.replace(/[\s{},]/g, '') === '')) return true;
  const code = source.replace(IMPORT, ' ').replace(COMMENT_OR_STRING, ' ');
  const words = new Set(code.match(/[\w$]+/g));
  return names.some((name) => !words.has(name));
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
