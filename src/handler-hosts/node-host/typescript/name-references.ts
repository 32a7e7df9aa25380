/**
 * Which names a JavaScript text refers to, and which of its own bindings it assigns: the difference
 * between an import of a value and one that was a type. TypeScript drops the latter, whatever the
 * module system; Node's stripper keeps them and then cannot find `aws-lambda`.
 */
import { childOf, childrenOf, everyChildOf, nameOf, type SyntaxNode } from './syntax-tree';

/** Names read or written anywhere but in import and export lists; a shadowed name counts as well. */
export function referencedNames(body: readonly SyntaxNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body) collectNames(statement, names);
  return names;
}

function collectNames(node: SyntaxNode, names: Set<string>): void {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
    case 'Identifier':
    case 'JSXIdentifier':
      names.add(nameOf(node));
      return;
    case 'ExportNamedDeclaration':
      if (childOf(node, 'source') !== undefined) return;
      for (const specifier of childrenOf(node, 'specifiers')) names.add(nameOf(childOf(specifier, 'local')));
      break;
    default:
  }
  for (const child of everyChildOf(node)) {
    if (!isPlainName(node, child)) collectNames(child, names);
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

/** The names a declaration or an assignment's left side binds, through all patterns. */
export function boundNames(target: SyntaxNode | undefined): string[] {
  if (target === undefined) return [];
  switch (target.type) {
    case 'Identifier':
      return [nameOf(target)];
    case 'VariableDeclaration':
      return childrenOf(target, 'declarations').flatMap((declarator) =>
        boundNames(childOf(declarator, 'id')),
      );
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return boundNames(childOf(target, 'id'));
    case 'ObjectPattern':
      return childrenOf(target, 'properties').flatMap((property) =>
        boundNames(childOf(property, property.type === 'RestElement' ? 'argument' : 'value')),
      );
    case 'ArrayPattern':
      return childrenOf(target, 'elements').flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(childOf(target, 'left'));
    case 'RestElement':
      return boundNames(childOf(target, 'argument'));
    case 'ParenthesizedExpression':
      return boundNames(childOf(target, 'expression'));
    default:
      return [];
  }
}
