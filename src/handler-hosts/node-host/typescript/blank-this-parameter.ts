/** The parameter that is no parameter: `this`. */
import type { BlankedText } from './blanked-text';
import { nameOf, type SyntaxNode } from './syntax-tree';

/** `this` as first parameter is a type; its comma goes with it. False: the rest of the node is still to be visited. */
export function blankThisParameter(node: SyntaxNode, text: BlankedText): boolean {
  const parameters: unknown = node['params'];
  const first = (Array.isArray(parameters) ? parameters[0] : undefined) as SyntaxNode | undefined;
  if (first?.type === 'Identifier' && nameOf(first) === 'this') {
    const next = text.nextToken(first.end);
    text.blank(first.start, text.characterAt(next) === ',' ? next + 1 : first.end);
  }
  return false;
}
