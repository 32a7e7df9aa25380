/**
 * Reading source text as a tree, with the one parser this program carries.
 *
 * The parser is loaded when the first file needs it: where the user's Node strips types itself many
 * sessions never do, and a debug session restarts at every save.
 */
import type * as BabelParser from '@babel/parser';

type Parser = typeof BabelParser;

/** A node of the parser's tree; offsets are UTF-16 units from the start of the file, end exclusive. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface SyntaxTree {
  readonly body: readonly SyntaxNode[];
  /** Comments in source order. */
  readonly comments: readonly SyntaxNode[];
}

export interface ParseDialect {
  readonly typescript: boolean;
  readonly jsx: boolean;
}

/**
 * Parses tolerantly: rules that only a type checker or the engine enforces are left to them.
 * Throws the parser's own SyntaxError (with `loc` and `pos`) for text that has no tree.
 */
export function parseSource(source: string, dialect: ParseDialect): SyntaxTree {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use, see above
  const { parse } = require('@babel/parser') as Parser;
  const file = parse(source, {
    sourceType: 'module',
    errorRecovery: true,
    attachComment: false,
    createParenthesizedExpressions: true,
    createImportExpressions: true,
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    plugins: [
      ...(dialect.typescript ? (['typescript'] as const) : []),
      ...(dialect.jsx ? (['jsx'] as const) : []),
      'decorators-legacy',
      'decoratorAutoAccessors',
      'explicitResourceManagement',
      'importAttributes',
    ],
  });
  const program = file.program as unknown as { body: SyntaxNode[]; directives: SyntaxNode[] };
  return {
    body: [...program.directives, ...program.body],
    comments: (file.comments ?? []) as unknown as SyntaxNode[],
  };
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** The node in `field`, or undefined where the field is absent or empty. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The nodes of the list in `field`; holes of array patterns are left out. */
export function childrenOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Every direct child, in the order of the fields. */
export function* everyChildOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (const field in node) {
    const value = node[field];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (field !== 'loc' && field !== 'extra' && isNode(value)) {
      yield value;
    }
  }
}

/** The text of a name: an identifier's, a private name's or a string's. */
export function nameOf(node: SyntaxNode | undefined): string {
  if (node === undefined) return '';
  const id = node.type === 'PrivateName' ? childOf(node, 'id') : node;
  const text = id?.['name'] ?? id?.['value'];
  return typeof text === 'string' ? text : '';
}

/** Line of an offset, counted from 1 as editors do. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}
