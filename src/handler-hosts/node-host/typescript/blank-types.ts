/**
 * Takes the types out of a TypeScript source position for position, for the Nodes that cannot
 * (18, 20, Electron's): the answer has the length, lines and columns of the question.
 *
 * Agrees character for character with `module.stripTypeScriptTypes` of Node 24, which is its
 * yardstick in the tests, except that it also takes `<T>value` and `module X` without values.
 */
import { BlankedText } from './blanked-text';
import { blankArrowFunction, blankAssertion, blankTypeAssertion } from './blank-expressions';
import { blankClass, blankClassMember } from './blank-classes';
import { blankThisParameter } from './blank-this-parameter';
import { blankExport, blankImport, blankStatement } from './blank-statements';
import { NonErasableSyntax } from './non-erasable-syntax';
import { childOf, everyChildOf, lineAt, nameOf, parseSource, type SyntaxNode } from './syntax-tree';

/** Takes a node's types out; true where nothing below the node is left to look at. */
type Blanker = (node: SyntaxNode, text: BlankedText, parent: SyntaxNode) => boolean;

/**
 * @returns `source` with its types blanked
 * @throws NonErasableSyntax for what has to be transformed; the parser's SyntaxError for what is no TypeScript
 */
export function blankTypes(source: string): string {
  const tree = parseSource(source, { typescript: true, jsx: false });
  const text = new BlankedText(source, tree.comments);
  const root: SyntaxNode = { type: 'Program', start: 0, end: source.length, body: tree.body };
  for (const statement of tree.body) visit(statement, text, root);
  return text.render();
}

function visit(node: SyntaxNode, text: BlankedText, parent: SyntaxNode): void {
  const blanker = blankers[node.type];
  if (blanker === undefined) {
    if (node.type.startsWith('TS')) {
      text.blank(node.start, node.end);
      return;
    }
  } else if (blanker(node, text, parent)) {
    return;
  }
  for (const child of everyChildOf(node)) visit(child, text, node);
}

const refuse =
  (construct: string): Blanker =>
  (node, text) => {
    throw new NonErasableSyntax(construct, lineAt(text.source, node.start));
  };

const blankers: Readonly<Record<string, Blanker | undefined>> = {
  Decorator: refuse('a decorator'),
  TSParameterProperty: refuse('a parameter property'),
  TSExportAssignment: refuse('an `export =`'),
  JSXElement: refuse('JSX'),
  JSXFragment: refuse('JSX'),

  ImportDeclaration: blankImport,
  ExportNamedDeclaration: blankExport,
  ExportAllDeclaration: blankExport,
  ExportDefaultDeclaration: blankExport,
  TSImportEqualsDeclaration: blankStatement,
  TSNamespaceExportDeclaration: blankStatement,
  TSInterfaceDeclaration: blankStatement,
  TSTypeAliasDeclaration: blankStatement,
  TSDeclareFunction: blankStatement,
  TSModuleDeclaration: blankStatement,
  TSEnumDeclaration: blankStatement,
  VariableDeclaration: blankStatement,

  ClassDeclaration: (node, text, parent) => blankStatement(node, text, parent) || blankClass(node, text),
  ClassExpression: blankClass,
  ClassMethod: blankClassMember,
  ClassPrivateMethod: blankClassMember,
  ClassProperty: blankClassMember,
  ClassPrivateProperty: blankClassMember,
  ClassAccessorProperty: blankClassMember,
  TSDeclareMethod: blankClassMember,
  TSIndexSignature: blankClassMember,

  TSAsExpression: descendAfter(blankAssertion),
  TSSatisfiesExpression: descendAfter(blankAssertion),
  TSTypeAssertion: descendAfter(blankTypeAssertion),
  TSNonNullExpression: descendAfter((node, text) => text.blank(node.end - 1, node.end)),
  TSInstantiationExpression: descendAfter((node, text) =>
    text.blank(childOf(node, 'expression')?.end ?? node.start, node.end),
  ),

  ArrowFunctionExpression: (node, text, parent) => {
    blankArrowFunction(node, text, parent);
    return blankThisParameter(node, text);
  },
  FunctionDeclaration: blankThisParameter,
  FunctionExpression: blankThisParameter,
  ObjectMethod: blankThisParameter,
  Identifier: blankOptionalMark,
  ObjectPattern: blankOptionalMark,
  ArrayPattern: blankOptionalMark,
  VariableDeclarator: (node, text) => {
    const id = childOf(node, 'id');
    if (node['definite'] === true && id !== undefined) {
      const mark = text.nextToken(id.start + nameOf(id).length);
      text.blank(mark, mark + 1);
    }
    return false;
  },
};

/** For expressions around an expression: blanks, then looks at the inner expression only. */
function descendAfter(blank: (node: SyntaxNode, text: BlankedText, parent: SyntaxNode) => void): Blanker {
  return (node, text, parent) => {
    blank(node, text, parent);
    const inner = childOf(node, 'expression');
    // The parent of what is inside stays the one that will stand around it in the output.
    if (inner !== undefined) visit(inner, text, node);
    return true;
  };
}

function blankOptionalMark(node: SyntaxNode, text: BlankedText): boolean {
  if (node['optional'] !== true) return false;
  const annotation = childOf(node, 'typeAnnotation');
  const mark = text.previousToken(annotation?.start ?? node.end);
  if (text.characterAt(mark) === '?') text.blank(mark, mark + 1);
  return false;
}
