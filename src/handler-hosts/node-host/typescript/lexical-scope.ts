/**
 * What the scopes inside a module bind, by the rules of strict JavaScript: a name that a parameter or a
 * local variable has taken does not mean the import of the same name.
 */
import { boundNames } from './bound-names';
import { childOf, childrenOf, everyChildOf, type SyntaxNode } from './syntax-tree';

/** A scope inside the module; the module's own is `undefined`. */
export interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | undefined;
}

/** A child of a node together with the scope that it is in. */
export type PlacedChild = readonly [child: SyntaxNode, scope: Scope | undefined];

export function isBoundIn(scope: Scope | undefined, name: string): boolean {
  for (let at = scope; at !== undefined; at = at.outer) if (at.names.has(name)) return true;
  return false;
}

/** The children of a node in `scope`, each with the scope that the node opens for it. */
export function* placedChildren(node: SyntaxNode, scope: Scope | undefined): Generator<PlacedChild> {
  const inner = innerScope(node, scope);
  const body = bodyScope(node, inner);
  for (const child of everyChildOf(node)) {
    if (child === node['body']) yield [child, body];
    else yield [child, isOutside(node, child) ? scope : inner];
  }
}

function isFunction(node: SyntaxNode): boolean {
  return Array.isArray(node['params']);
}

/** A member's name, a declared function's name and what `switch` looks at belong to the scope around. */
function isOutside(node: SyntaxNode, child: SyntaxNode): boolean {
  const outside = node['key'] === child || node['discriminant'] === child;
  return outside || (node.type === 'FunctionDeclaration' && node['id'] === child);
}

function innerScope(node: SyntaxNode, outer: Scope | undefined): Scope | undefined {
  if (isFunction(node)) {
    const own = node.type === 'FunctionExpression' ? boundNames(childOf(node, 'id')) : [];
    return opened([...own, ...childrenOf(node, 'params').flatMap(boundNames)], outer);
  }
  switch (node.type) {
    case 'ClassExpression':
      return opened(boundNames(childOf(node, 'id')), outer);
    case 'BlockStatement':
      return opened(lexicalNames(childrenOf(node, 'body')), outer);
    case 'StaticBlock':
      return opened([...lexicalNames(childrenOf(node, 'body')), ...variableNames(node)], outer);
    case 'SwitchStatement':
      return opened(
        lexicalNames(childrenOf(node, 'cases').flatMap((one) => childrenOf(one, 'consequent'))),
        outer,
      );
    case 'ForStatement':
      return opened(lexicalNames(childrenOfField(node, 'init')), outer);
    case 'ForInStatement':
    case 'ForOfStatement':
      return opened(lexicalNames(childrenOfField(node, 'left')), outer);
    case 'CatchClause':
      return opened(boundNames(childOf(node, 'param')), outer);
    default:
      return outer;
  }
}

/** Variables of a function are not yet visible in the defaults of its parameters. */
function bodyScope(node: SyntaxNode, inner: Scope | undefined): Scope | undefined {
  const body = isFunction(node) ? childOf(node, 'body') : undefined;
  return body === undefined ? inner : opened(variableNames(body), inner);
}

function opened(names: readonly string[], outer: Scope | undefined): Scope | undefined {
  return names.length === 0 ? outer : { names: new Set(names), outer };
}

function childrenOfField(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const child = childOf(node, field);
  return child === undefined ? [] : [child];
}

/** `let`, `const`, `using`, classes and functions among the statements of one block. */
function lexicalNames(statements: readonly SyntaxNode[]): string[] {
  return statements.flatMap((statement) => (isVar(statement) ? [] : declaredNames(statement)));
}

function declaredNames(statement: SyntaxNode): string[] {
  return statement.type.endsWith('Declaration') ? boundNames(statement) : [];
}

function isVar(node: SyntaxNode): boolean {
  return node.type === 'VariableDeclaration' && node['kind'] === 'var';
}

/** `var` anywhere below, but not in functions and static blocks of their own. */
function variableNames(body: SyntaxNode): string[] {
  const names: string[] = [];
  for (const child of everyChildOf(body)) {
    if (isVar(child)) names.push(...boundNames(child));
    if (!isFunction(child) && child.type !== 'StaticBlock') names.push(...variableNames(child));
  }
  return names;
}
