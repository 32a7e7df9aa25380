/**
 * From a TypeScript file to what Node runs: types out, or transformed where that is not enough, then
 * as the module system of its package wants it.
 */
import { readFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { convertToCommonJs, type ConvertedModule } from './commonjs-conversion';
import { blankUnusedFields } from './class-fields';
import { emptyFieldsAreDeclarations, namespacesAreModules } from './compiler-defaults';
import { refuseLateSyntax } from './engine-syntax';
import { dropSpecifiers, keptSpecifiers, needsSyntaxTree } from './import-elision';
import { locatedEsbuildError, locatedParserError, placeOfLine, syntaxErrorAt } from './located-syntax-error';
import { referencedNames } from './name-references';
import { NonErasableSyntax } from './non-erasable-syntax';
import { declaredFormatOf, type ModuleFormat } from './declared-format';
import { withPositionMap } from './position-map';
import { projectConfigurationOf } from './project-configuration';
import { everyChildOf, lineAt, parseSource, type SyntaxNode, type SyntaxTree } from './syntax-tree';
import { TextEdits } from './text-edits';
import { nodeStripsTypes, stripTypes, type StrippedBy } from './type-stripper';
import { hasExportList, withoutPassedOnTypes } from './type-only-exports';
import { transformWithWorkspaceEsbuild, type EsbuildOutput } from './workspace-esbuild';

export interface ModuleSource {
  readonly format: ModuleFormat;
  readonly code: string;
  /** Set where the file is written with import syntax and runs as CommonJS. */
  readonly converted?: Pick<ConvertedModule, 'exportNames' | 'starSpecifiers'>;
  /** What makes the file an ES module where neither its name nor its package says so. */
  readonly moduleSyntax?: ModuleSyntax;
}

export interface ModuleSyntax {
  /** In words for people. */
  readonly construct: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface SourceReaderOptions {
  readonly taskRoot: string;
  /** Called for every file with what was done to it; the caller says it once. */
  readonly chosen: (means: 'node' | 'us' | 'esbuild' | 'metadata', sentence: string) => void;
}

/** Reads modules, each file once; throws SyntaxError with one sentence for what cannot run. */
export class ModuleSourceReader {
  private readonly known = new Map<string, ModuleSource>();

  constructor(private readonly options: SourceReaderOptions) {}

  read(file: string): ModuleSource {
    const known = this.known.get(file);
    if (known !== undefined) return known;
    const made = this.make(file, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    this.known.set(file, made);
    return made;
  }

  private make(file: string, source: string): ModuleSource {
    try {
      const made = this.moduleFrom(file, this.erase(file, source));
      return { ...made, code: withPositionMap(made.code, source, file) };
    } catch (error) {
      if (!(error instanceof NonErasableSyntax)) throw locatedParserError(error, file, this.nameOf(file));
      return this.moduleFrom(file, this.transform(file, source, error));
    }
  }

  private erase(file: string, source: string): string {
    if (extname(file) === '.tsx') throw new NonErasableSyntax('JSX', 1);
    const { code, by } = stripTypes(source);
    refuseLateSyntax(code);
    this.options.chosen(by, strippingNotice(by, this.nameOf(file)));
    return code;
  }

  private transform(file: string, source: string, reason: NonErasableSyntax): string {
    const name = this.nameOf(file);
    let output: EsbuildOutput | undefined;
    try {
      output = transformWithWorkspaceEsbuild(source, file, this.options.taskRoot);
    } catch (error) {
      throw locatedEsbuildError(error, file, name);
    }
    if (output === undefined) {
      throw syntaxErrorAt(
        `${name} has ${reason.construct} on line ${reason.line}, which is more than types to strip: ` +
          'install esbuild or tsx in the workspace, or build first (`preLaunchTask`) and point `handler` ' +
          'at the built file (`outFiles`).',
        placeOfLine(file, source, reason.line),
      );
    }
    this.options.chosen(
      'esbuild',
      `TypeScript: ${name} has ${reason.construct}, transformed by ${output.tool} of the workspace.`,
    );
    if (output.metadataMissing) {
      this.options.chosen(
        'metadata',
        'TypeScript: tsconfig.json sets emitDecoratorMetadata, which esbuild does not write; ' +
          'for a handler that reads it, build with tsc and point `handler` at the built file.',
      );
    }
    return output.code;
  }

  private moduleFrom(file: string, erased: string): ModuleSource {
    const declared = declaredFormatOf(file);
    if (declared === 'module') return { format: 'module', code: this.esModuleCode(file, erased) };
    const dropEmptyFields = emptyFieldsAreDeclarations(file);
    if (!/\b(?:import|export|await)\b|@/.test(erased) && !dropEmptyFields) {
      return { format: 'commonjs', code: erased };
    }
    const { code, tree } = this.withoutPassedOnTypes(file, erased, parseJavaScript(erased));
    const moduleSyntax =
      extname(file) === '.cts' || declared !== undefined ? undefined : moduleSyntaxIn(code, tree.body);
    if (moduleSyntax !== undefined) {
      return { format: 'module', code: this.esModuleCode(file, code, tree), moduleSyntax };
    }
    if (!tree.body.some(isImportOrExport)) {
      const edits = new TextEdits(code);
      if (dropEmptyFields) blankUnusedFields(tree.body, edits);
      return { format: 'commonjs', code: edits.render() };
    }
    const converted = convertToCommonJs(code, tree, {
      keepUnusedImports: this.keepsUnusedImports(file),
      dropEmptyFields,
      namespaceIsModule: namespacesAreModules(file),
    });
    return { format: 'commonjs', code: converted.code, converted };
  }

  private esModuleCode(file: string, erased: string, parsed?: SyntaxTree): string {
    const dropFields = emptyFieldsAreDeclarations(file);
    const needsTree = dropFields || hasExportList(erased) || needsSyntaxTree(erased);
    if (parsed === undefined && !needsTree) return erased;
    const { code, tree } =
      parsed === undefined
        ? this.withoutPassedOnTypes(file, erased, parseJavaScript(erased))
        : { code: erased, tree: parsed };
    const edits = new TextEdits(code);
    if (!this.keepsUnusedImports(file)) dropUnusedImports(tree, edits);
    if (dropFields) blankUnusedFields(tree.body, edits);
    return edits.render();
  }

  private withoutPassedOnTypes(
    file: string,
    code: string,
    tree: SyntaxTree,
  ): { readonly code: string; readonly tree: SyntaxTree } {
    const lean =
      hasExportList(code) && !this.keepsUnusedImports(file) ? withoutPassedOnTypes(code, tree, file) : code;
    return lean === code ? { code, tree } : { code: lean, tree: parseJavaScript(lean) };
  }

  private keepsUnusedImports(file: string): boolean {
    const options = projectConfigurationOf(file)?.compilerOptions ?? {};
    return options['verbatimModuleSyntax'] === true || options['preserveValueImports'] === true;
  }

  /** The name people know the file by. */
  private nameOf(file: string): string {
    const name = relative(this.options.taskRoot, file);
    return name.startsWith('..') ? file : name.replaceAll('\\', '/');
  }
}

function strippingNotice(by: StrippedBy, name: string): string {
  if (by === 'node') return `TypeScript: types stripped by Node ${process.version}.`;
  return nodeStripsTypes()
    ? `TypeScript: types of ${name} stripped by DynamoDB Stream Triggers (Node ${process.version} refuses its syntax).`
    : `TypeScript: types stripped by DynamoDB Stream Triggers (Node ${process.version} has no type stripping).`;
}

/** Decorators come through Node's stripper as they are; no engine runs them yet. */
function parseJavaScript(code: string): SyntaxTree {
  const tree = parseSource(code, { typescript: false, jsx: false });
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Decorator') throw new NonErasableSyntax('a decorator', lineAt(code, node.start));
    for (const child of everyChildOf(node)) visit(child);
  };
  if (code.includes('@')) tree.body.forEach(visit);
  return tree;
}

function isImportOrExport(statement: SyntaxNode): boolean {
  return statement.type === 'ImportDeclaration' || statement.type.startsWith('Export');
}

/** `import.meta` and `await` outside functions exist in ES modules only; undefined where there is neither. */
function moduleSyntaxIn(code: string, body: readonly SyntaxNode[]): ModuleSyntax | undefined {
  const found = (node: SyntaxNode, inFunction: boolean): ModuleSyntax | undefined => {
    const line = (): number => lineAt(code, node.start);
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node['await'] === true)) {
      if (!inFunction) return { construct: 'an `await` outside of functions', line: line() };
    }
    if (node.type === 'MetaProperty' && (node['meta'] as { name?: string }).name === 'import') {
      return { construct: '`import.meta`', line: line() };
    }
    const inside = inFunction || /Function|Method|StaticBlock/.test(node.type);
    for (const child of everyChildOf(node)) {
      const inChild = found(child, inside);
      if (inChild !== undefined) return inChild;
    }
    return undefined;
  };
  for (const statement of body) {
    const inStatement = found(statement, false);
    if (inStatement !== undefined) return inStatement;
  }
  return undefined;
}

function dropUnusedImports(tree: SyntaxTree, edits: TextEdits): void {
  const used = referencedNames(tree.body);
  for (const statement of tree.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    dropSpecifiers(statement, keptSpecifiers(statement, edits.source, used), edits);
  }
}
