/** The names that declarations, parameters and assignments give values to. */
import { childOf, childrenOf, nameOf, type SyntaxNode } from './syntax-tree';

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

/** What the statements of a module declare or import under a name of its own scope. */
export function topLevelNames(body: readonly SyntaxNode[]): string[] {
  return body.flatMap((statement) =>
    statement.type === 'ImportDeclaration'
      ? childrenOf(statement, 'specifiers').map((specifier) => nameOf(childOf(specifier, 'local')))
      : statement.type.endsWith('Declaration')
        ? boundNames(childOf(statement, 'declaration') ?? statement)
        : [],
  );
}
