/**
 * Fields without a value, under `useDefineForClassFields: false` (the default below the target
 * ES2022): they are declarations for the checker and must not reset what a base class has set.
 */
import { childOf, childrenOf, everyChildOf, type SyntaxNode } from './syntax-tree';
import type { TextEdits } from './text-edits';

export function blankUnusedFields(body: readonly SyntaxNode[], edits: TextEdits): void {
  const visit = (node: SyntaxNode): void => {
    const declaresOnly =
      node.type === 'ClassProperty' &&
      node['computed'] !== true &&
      childOf(node, 'value') === undefined &&
      childrenOf(node, 'decorators').length === 0;
    if (declaresOnly) {
      edits.replace(node.start, node.end, ';');
      return;
    }
    for (const child of everyChildOf(node)) visit(child);
  };
  for (const statement of body) visit(statement);
}
