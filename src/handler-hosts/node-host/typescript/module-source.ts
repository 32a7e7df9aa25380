/**
 * From a TypeScript file to what Node runs: types out, or transformed where that is not enough, then
 * as the module system of its package wants it.
 */
import { readFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { convertToCommonJs, type ConvertedModule } from './commonjs-conversion';
import { blankUnusedFields } from './class-fields';
import { keptSpecifiers, needsSyntaxTree } from './import-elision';
import { referencedNames } from './name-references';
import { NonErasableSyntax } from './non-erasable-syntax';
import { declaredFormatOf, type ModuleFormat } from './declared-format';
import { withPositionMap } from './position-map';
import { projectConfigurationOf } from './project-configuration';
import {
  childOf,
  childrenOf,
  everyChildOf,
  lineAt,
  parseSource,
  type SyntaxNode,
  type SyntaxTree,
} from './syntax-tree';
import { TextEdits } from './text-edits';
import { nodeStripsTypes, stripTypes, type StrippedBy } from './type-stripper';
import { transformWithWorkspaceEsbuild } from './workspace-esbuild';

export interface ModuleSource {
  readonly format: ModuleFormat;
  readonly code: string;
  /** Set where the file is written with import syntax and runs as CommonJS. */
  readonly converted?: Pick<ConvertedModule, 'exportNames' | 'starSpecifiers'>;
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
      if (!(error instanceof NonErasableSyntax)) throw error;
      return this.moduleFrom(file, this.transform(file, source, error));
    }
  }

  private erase(file: string, source: string): string {
    if (extname(file) === '.tsx') throw new NonErasableSyntax('JSX', 1);
    try {
      const { code, by } = stripTypes(source);
      this.options.chosen(by, strippingNotice(by, this.nameOf(file)));
      return code;
    } catch (error) {
      if (error instanceof NonErasableSyntax || !(error instanceof SyntaxError)) throw error;
      throw syntaxErrorAt(this.nameOf(file), error);
    }
  }

  private transform(file: string, source: string, reason: NonErasableSyntax): string {
    const output = transformWithWorkspaceEsbuild(source, file, this.options.taskRoot);
    const name = this.nameOf(file);
    if (output === undefined) {
      throw new SyntaxError(
        `${name} has ${reason.construct} on line ${reason.line}, which is more than types to strip: ` +
          'install esbuild or tsx in the workspace, or build first (`preLaunchTask`) and point `handler` ' +
          'at the built file (`outFiles`).',
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

  private moduleFrom(file: string, code: string): ModuleSource {
    const declared = declaredFormatOf(file);
    if (declared === 'module') return { format: 'module', code: this.esModuleCode(file, code) };
    if (!/\b(?:import|export|await)\b|@/.test(code) && !this.dropsEmptyFields(file)) {
      return { format: 'commonjs', code };
    }
    const tree = parseJavaScript(code);
    const mustBeModule = extname(file) !== '.cts' && declared === undefined && needsEsModule(tree.body);
    if (mustBeModule) return { format: 'module', code: this.esModuleCode(file, code, tree) };
    const conversionOptions = {
      keepUnusedImports: this.keepsUnusedImports(file),
      dropEmptyFields: this.dropsEmptyFields(file),
    };
    if (!tree.body.some(isImportOrExport)) {
      const edits = new TextEdits(code);
      if (conversionOptions.dropEmptyFields) blankUnusedFields(tree.body, edits);
      return { format: 'commonjs', code: edits.render() };
    }
    const converted = convertToCommonJs(code, tree, conversionOptions);
    return { format: 'commonjs', code: converted.code, converted };
  }

  private esModuleCode(file: string, code: string, parsed?: SyntaxTree): string {
    const dropFields = this.dropsEmptyFields(file);
    if (parsed === undefined && !dropFields && !needsSyntaxTree(code)) return code;
    const tree = parsed ?? parseJavaScript(code);
    const edits = new TextEdits(code);
    if (!this.keepsUnusedImports(file)) dropUnusedImports(tree, edits);
    if (dropFields) blankUnusedFields(tree.body, edits);
    return edits.render();
  }

  private keepsUnusedImports(file: string): boolean {
    const options = projectConfigurationOf(file)?.compilerOptions ?? {};
    return options['verbatimModuleSyntax'] === true || options['preserveValueImports'] === true;
  }

  private dropsEmptyFields(file: string): boolean {
    const options = projectConfigurationOf(file)?.compilerOptions ?? {};
    const explicit = options['useDefineForClassFields'];
    if (typeof explicit === 'boolean') return !explicit;
    const target = options['target'];
    return typeof target === 'string' && /^es(?:3|5|6|20(?:1\d|20|21))$/i.test(target);
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

/** `import.meta` and `await` outside functions exist in ES modules only. */
function needsEsModule(body: readonly SyntaxNode[]): boolean {
  const found = (node: SyntaxNode, inFunction: boolean): boolean => {
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node['await'] === true)) {
      if (!inFunction) return true;
    }
    if (node.type === 'MetaProperty' && (node['meta'] as { name?: string }).name === 'import') return true;
    const inside = inFunction || /Function|Method|StaticBlock/.test(node.type);
    for (const child of everyChildOf(node)) if (found(child, inside)) return true;
    return false;
  };
  return body.some((statement) => found(statement, false));
}

function dropUnusedImports(tree: SyntaxTree, edits: TextEdits): void {
  const used = referencedNames(tree.body);
  for (const statement of tree.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const kept = keptSpecifiers(statement, edits.source, used);
    if (kept === undefined) {
      edits.replace(statement.start, statement.end, ';');
      continue;
    }
    for (const specifier of childrenOf(statement, 'specifiers')) {
      if (kept.includes(specifier)) continue;
      const comma = /^\s*,/.exec(edits.source.slice(specifier.end, childOf(statement, 'source')?.start));
      edits.replace(specifier.start, specifier.end + (comma?.[0].length ?? 0), '');
    }
  }
}

function syntaxErrorAt(name: string, error: SyntaxError): SyntaxError {
  const at = (error as { loc?: { line: number; column: number } }).loc;
  const reason = error.message.replace(/\s*\(\d+:\d+\)$/, '');
  const place = at === undefined ? name : `${name}:${at.line}:${at.column + 1}`;
  return new SyntaxError(`${place}: ${reason}`, { cause: error });
}
