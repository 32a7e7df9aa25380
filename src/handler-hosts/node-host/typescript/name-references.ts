/**
 * Which names a JavaScript text refers to: the difference between an import of a value and one that was
 * a type. TypeScript drops the latter, whatever the module system; Node's stripper keeps them and then
 * cannot find `aws-lambda`.
 */
import { isBoundIn, placedChildren, type Scope } from './lexical-scope';
import { childOf, childrenOf, nameOf, type SyntaxNode } from './syntax-tree';

/** Names of the module's own scope that are read or written, in export lists as well. */
export function referencedNames(body: readonly SyntaxNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body) collectNames(statement, undefined, names);
  return names;
}

function collectNames(node: SyntaxNode, scope: Scope | undefined, names: Set<string>): void {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
    case 'Identifier':
    case 'JSXIdentifier':
      if (!isBoundIn(scope, nameOf(node))) names.add(nameOf(node));
      return;
    case 'ExportNamedDeclaration':
      if (childOf(node, 'source') !== undefined) return;
      for (const specifier of childrenOf(node, 'specifiers')) names.add(nameOf(childOf(specifier, 'local')));
      break;
    default:
  }
  for (const [child, inner] of placedChildren(node, scope)) {
    if (!isPlainName(node, child)) collectNames(child, inner, names);
  }
}

/** `b` in `a.b`, `{ b: 1 }`, `class { b = 1 }`, `b: for`: spelled like a name, refers to nothing. */
function isPlainName(parent: SyntaxNode, child: SyntaxNode): boolean {
  if (child.type !== 'Identifier') return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent['computed'] !== true && parent['property'] === child;
    case 'ObjectProperty':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return parent['computed'] !== true && parent['key'] === child && parent['shorthand'] !== true;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return parent['label'] === child;
    case 'MetaProperty':
    case 'ExportSpecifier':
      return true;
    default:
      return false;
  }
}
