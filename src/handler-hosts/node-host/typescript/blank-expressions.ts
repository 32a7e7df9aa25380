/**
 * Types inside expressions, and the places where taking them out would change what the rest means:
 * a line break that becomes an end of statement, an operator that would bind otherwise.
 */
import type { BlankedText } from './blanked-text';
import { NonErasableSyntax } from './non-erasable-syntax';
import { childOf, lineAt, type SyntaxNode } from './syntax-tree';

/** `value as T`, `value satisfies T`. */
export function blankAssertion(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): void {
  const inner = childOf(node, 'expression');
  if (inner === undefined) return;
  refuseChangedGrouping(node, inner, text, parent);
  text.blank(inner.end, node.end);
  const next = text.nextToken(node.end);
  // Without its type the line would go on with the next one, as a call, an element or a template.
  if ('([`'.includes(text.characterAt(next) || ' ') && text.hasLineBreak(node.end, next)) {
    text.overwrite(text.nextToken(inner.end), ';');
  }
}

/** `<T>value`: no room for the parenthesis that some places would need. */
export function blankTypeAssertion(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): void {
  const inner = childOf(node, 'expression');
  if (inner === undefined) return;
  const opensBlock =
    /^(?:\{|function\b|class\b|async\b|let\b)/.test(text.source.slice(inner.start, inner.start + 9)) &&
    !['CallExpression', 'VariableDeclarator', 'AssignmentExpression'].includes(parent.type);
  if (opensBlock || text.hasLineBreak(node.start, inner.start) || parent.type === 'ExpressionStatement') {
    throw new NonErasableSyntax(
      'a type assertion in angle brackets at a place where only `as` can be erased',
      lineAt(text.source, node.start),
    );
  }
  text.blank(node.start, inner.start);
}

/** Type parameters or a return type over several lines: the parentheses move to keep the arrow legal. */
export function blankArrowFunction(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): void {
  const typeParameters = childOf(node, 'typeParameters');
  if (typeParameters !== undefined) {
    const parenthesis = text.nextToken(typeParameters.end);
    const restricted = ['ReturnStatement', 'YieldExpression', 'ThrowStatement'].includes(parent.type);
    const movable = node['async'] === true || restricted;
    if (movable && text.hasLineBreak(typeParameters.start, parenthesis)) {
      text.overwrite(parenthesis, ' ');
      text.overwrite(typeParameters.start, '(');
    }
  }
  const returnType = childOf(node, 'returnType');
  if (returnType === undefined) return;
  const parenthesis = text.previousToken(returnType.start);
  const arrow = text.nextToken(returnType.end);
  if (text.hasLineBreak(parenthesis, arrow)) {
    text.blank(parenthesis, parenthesis + 1);
    text.overwrite(returnType.end - 1, ')');
  }
}

const precedences: Readonly<Record<string, number | undefined>> = {
  '**': 15,
  '*': 14,
  '/': 14,
  '%': 14,
  '+': 13,
  '-': 13,
  '<<': 12,
  '>>': 12,
  '>>>': 12,
  '<': 11,
  '<=': 11,
  '>': 11,
  '>=': 11,
  in: 11,
  instanceof: 11,
  '==': 10,
  '!=': 10,
  '===': 10,
  '!==': 10,
  '&': 9,
  '^': 8,
  '|': 7,
  '&&': 6,
  '||': 5,
  '??': 4,
};

/** `a + b as T * c` groups as `(a + b) * c`; without the type it would not. */
function refuseChangedGrouping(
  node: SyntaxNode,
  inner: SyntaxNode,
  text: BlankedText,
  parent: SyntaxNode,
): void {
  const outer = operatorOf(parent);
  const own = operatorOf(withoutAssertions(inner));
  if (outer === undefined || own === undefined || childOf(parent, 'left') !== node) return;
  const difference = (precedences[outer] ?? 0) - (precedences[own] ?? 0);
  if (difference > 0 || (difference === 0 && outer === '**')) {
    throw new NonErasableSyntax(
      'a type assertion that holds an expression together',
      lineAt(text.source, node.start),
    );
  }
}

function withoutAssertions(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'TSAsExpression' || inner.type === 'TSSatisfiesExpression') {
    inner = childOf(inner, 'expression') ?? { type: 'Missing', start: 0, end: 0 };
  }
  return inner;
}

function operatorOf(node: SyntaxNode): string | undefined {
  const binary = node.type === 'BinaryExpression' || node.type === 'LogicalExpression';
  return binary ? String(node['operator']) : undefined;
}
