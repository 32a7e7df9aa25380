/**
 * The workspace's own esbuild, for the files that hold more than erasable types. It is found where the
 * file could import it from, in the task root, or as the dependency of the workspace's tsx.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { emptyFieldsAreDeclarations } from './compiler-defaults';
import { mayHaveDecorators } from './import-elision';
import { projectConfigurationOf } from './project-configuration';

interface Esbuild {
  readonly version: string;
  transformSync(source: string, options: object): { readonly code: string };
}

/** Options of tsconfig.json that change what a single file means at run time. */
const PASSED_ON = [
  'alwaysStrict',
  'experimentalDecorators',
  'importsNotUsedAsValues',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'preserveValueImports',
  'strict',
  'target',
  'verbatimModuleSyntax',
];

const EXPORT_ASSIGNMENT = /^[ \t]*export\s*=[^=]/m;

export interface EsbuildOutput {
  /** JavaScript, in import syntax unless the file has an `export =`, with an inline source map whose one source is the file itself. */
  readonly code: string;
  /** Such as "esbuild 0.28.2". */
  readonly tool: string;
  /** tsconfig.json asks for metadata of the decorators in the file, which esbuild does not write. */
  readonly metadataMissing: boolean;
}

/** @returns undefined where the workspace has neither esbuild nor tsx; throws esbuild's own error for bad syntax */
export function transformWithWorkspaceEsbuild(
  source: string,
  file: string,
  taskRoot: string,
): EsbuildOutput | undefined {
  const esbuild = findEsbuild(dirname(file)) ?? findEsbuild(taskRoot);
  if (esbuild === undefined) return undefined;
  const configured = projectConfigurationOf(file)?.compilerOptions ?? {};
  const { code } = esbuild.transformSync(source, {
    loader: file.endsWith('.tsx') ? 'tsx' : 'ts',
    // `export =` exists in CommonJS only; everything else keeps its import syntax for the steps after this.
    format: EXPORT_ASSIGNMENT.test(source) ? 'cjs' : 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    sourcefile: file,
    sourcemap: 'inline',
    sourcesContent: true,
    logLevel: 'silent',
    tsconfigRaw: {
      compilerOptions: {
        ...Object.fromEntries(
          PASSED_ON.filter((name) => configured[name] !== undefined).map((name) => [name, configured[name]]),
        ),
        useDefineForClassFields: !emptyFieldsAreDeclarations(file),
      },
    },
  });
  return {
    code,
    tool: `esbuild ${esbuild.version}`,
    metadataMissing: configured['emitDecoratorMetadata'] === true && mayHaveDecorators(source),
  };
}

const byFolder = new Map<string, Esbuild | undefined>();

function findEsbuild(folder: string): Esbuild | undefined {
  if (!byFolder.has(folder)) byFolder.set(folder, lookUp(folder));
  return byFolder.get(folder);
}

function lookUp(folder: string): Esbuild | undefined {
  const fromFolder = createRequire(join(folder, 'anything.js'));
  const direct = resolved(fromFolder, 'esbuild');
  if (direct !== undefined) return fromFolder(direct) as Esbuild;
  const tsx = resolved(fromFolder, 'tsx/package.json');
  const indirect = tsx === undefined ? undefined : resolved(createRequire(tsx), 'esbuild');
  return indirect === undefined ? undefined : (fromFolder(indirect) as Esbuild);
}

function resolved(from: NodeJS.Require, specifier: string): string | undefined {
  try {
    return from.resolve(specifier);
  } catch {
    return undefined;
  }
}
