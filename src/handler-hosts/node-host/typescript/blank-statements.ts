/**
 * Statements that exist for the checker only, and the type-only parts of imports and exports.
 */
import type { BlankedText } from './blanked-text';
import { NonErasableSyntax } from './non-erasable-syntax';
import { childOf, childrenOf, lineAt, type SyntaxNode } from './syntax-tree';

const HEADED_STATEMENTS = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'LabeledStatement',
]);

/** Blanks the statement if it is a type; refuses it if it has values that must be generated. */
export function blankStatement(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): boolean {
  if (!isErased(node)) {
    const construct = generated(node);
    if (construct === undefined) return false;
    throw new NonErasableSyntax(construct, lineAt(text.source, node.start));
  }
  removeStatement(node, text, parent);
  return true;
}

export function blankImport(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): boolean {
  if (node['importKind'] === 'type' || node['importKind'] === 'typeof') {
    removeStatement(node, text, parent);
    return true;
  }
  blankTypeSpecifiers(node, text, 'importKind');
  return true;
}

export function blankExport(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): boolean {
  const declaration = childOf(node, 'declaration');
  if (declaration === undefined ? node['exportKind'] === 'type' : isErased(declaration)) {
    removeStatement(node, text, parent);
    return true;
  }
  blankTypeSpecifiers(node, text, 'exportKind');
  return false;
}

function isErased(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSNamespaceExportDeclaration':
      return true;
    case 'TSImportEqualsDeclaration':
      return node['importKind'] === 'type';
    case 'TSModuleDeclaration':
      return node['declare'] === true || !hasValues(node);
    default:
      return node['declare'] === true;
  }
}

function generated(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'TSEnumDeclaration':
      return 'an enum';
    case 'TSModuleDeclaration':
      return 'a namespace with values';
    case 'TSImportEqualsDeclaration':
      return 'an `import =`';
    default:
      return undefined;
  }
}

/** Whether a namespace has anything at run time, however deep. */
function hasValues(namespace: SyntaxNode): boolean {
  const body = childOf(namespace, 'body');
  if (body === undefined) return false;
  if (body.type === 'TSModuleDeclaration') return hasValues(body);
  return childrenOf(body, 'body').some((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration'
        ? (childOf(statement, 'declaration') ?? statement)
        : statement;
    if (declared.type === 'TSModuleDeclaration') return hasValues(declared);
    return declared.type !== 'TSInterfaceDeclaration' && declared.type !== 'TSTypeAliasDeclaration';
  });
}

function removeStatement(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): void {
  text.blank(node.start, node.end);
  if (HEADED_STATEMENTS.has(parent.type)) {
    text.overwrite(node.start, ';');
    return;
  }
  const previous = text.previousToken(node.start);
  const next = text.nextToken(node.end);
  if (previous < 0 || next >= text.source.length) return;
  // The lines before and after must not become one statement.
  if ('([`+-/'.includes(text.characterAt(next)) && text.hasLineBreak(node.end, next)) {
    // A semicolon before may be the end of a statement that is gone as well: put it back.
    text.overwrite(text.characterAt(previous) === ';' ? previous : node.start, ';');
  }
}

/** `type A` among the names in braces, each with the comma after it. */
function blankTypeSpecifiers(node: SyntaxNode, text: BlankedText, kind: string): void {
  for (const specifier of childrenOf(node, 'specifiers')) {
    if (specifier[kind] !== 'type') continue;
    const next = text.nextToken(specifier.end);
    text.blank(specifier.start, text.characterAt(next) === ',' ? next + 1 : specifier.end);
  }
}
