/**
 * JavaScript of TypeScript's that came to engines late: `using` (Node 24) and `accessor` (no Node yet).
 * They are no types to strip, so the running engine is asked whether it takes them.
 */
import { Script } from 'node:vm';
import { NonErasableSyntax } from './non-erasable-syntax';
import { everyChildOf, lineAt, parseSource, type SyntaxNode } from './syntax-tree';

interface LateSyntax {
  readonly keyword: RegExp;
  /** A script with the syntax. */
  readonly sample: string;
  readonly construct: string;
  readonly isIt: (node: SyntaxNode) => boolean;
}

const lateSyntax: readonly LateSyntax[] = [
  {
    keyword: /\busing\b/,
    sample: '{ using a = null; }',
    construct: 'a `using` declaration',
    isIt: ({ type, kind }) => type === 'VariableDeclaration' && (kind === 'using' || kind === 'await using'),
  },
  {
    keyword: /\baccessor\b/,
    sample: 'class A { accessor a; }',
    construct: 'an `accessor`',
    isIt: ({ type }) => type === 'ClassAccessorProperty',
  },
];

/** Throws NonErasableSyntax for what this engine refuses; parses only where one of its keywords is in the text. */
export function refuseLateSyntax(code: string): void {
  const refused = lateSyntax.filter(({ keyword, sample }) => keyword.test(code) && !engineTakes(sample));
  if (refused.length === 0) return;
  const visit = (node: SyntaxNode): void => {
    const found = refused.find(({ isIt }) => isIt(node));
    if (found !== undefined) throw new NonErasableSyntax(found.construct, lineAt(code, node.start));
    for (const child of everyChildOf(node)) visit(child);
  };
  parseSource(code, { typescript: false, jsx: false }).body.forEach(visit);
}

const taken = new Map<string, boolean>();

function engineTakes(sample: string): boolean {
  if (!taken.has(sample)) taken.set(sample, compiles(sample));
  return taken.get(sample) === true;
}

function compiles(sample: string): boolean {
  try {
    new Script(sample);
    return true;
  } catch {
    return false;
  }
}
