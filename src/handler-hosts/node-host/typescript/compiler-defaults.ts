/**
 * What a file means by options that its tsconfig.json leaves out.
 *
 * Defaults that follow from `target` or `module` are filled in by the reader of tsconfig.json. Without
 * both, they are those of the TypeScript in the workspace: before version 6 the target is ES5, whose
 * fields are declarations, and `esModuleInterop` is off. Where no TypeScript is installed another tool
 * builds the handler (esbuild, tsx, swc): fields are fields then, and a tsconfig.json without
 * `esModuleInterop` is taken for one of the former versions, whose calls of a namespace would fail otherwise.
 * Source: TypeScript's documentation, "TSConfig Reference", and the release notes of 6.0.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { projectConfigurationOf, type ProjectConfiguration } from './project-configuration';

/** `useDefineForClassFields` is false: a field without a value is a declaration only. */
export function emptyFieldsAreDeclarations(file: string): boolean {
  const configuration = projectConfigurationOf(file);
  if (configuration === undefined) return false;
  const { useDefineForClassFields: explicit, target } = configuration.compilerOptions;
  if (typeof explicit === 'boolean') return !explicit;
  if (typeof target === 'string') return /^es(?:3|5|6|20(?:1\d|20|21))$/i.test(target);
  return (typeScriptVersionOf(configuration) ?? 6) < 6;
}

/** `esModuleInterop` is false: the namespace of a CommonJS module is what `require` answers. */
export function namespacesAreModules(file: string): boolean {
  const configuration = projectConfigurationOf(file);
  if (configuration === undefined) return false;
  const explicit = configuration.compilerOptions['esModuleInterop'];
  return typeof explicit === 'boolean' ? !explicit : (typeScriptVersionOf(configuration) ?? 5) < 6;
}

/** Major version of the workspace's TypeScript; undefined where it has none. */
function typeScriptVersionOf({ path }: ProjectConfiguration): number | undefined {
  if (!majorVersions.has(path)) majorVersions.set(path, majorVersionFor(path));
  return majorVersions.get(path);
}

const majorVersions = new Map<string, number | undefined>();

function majorVersionFor(configurationPath: string): number | undefined {
  try {
    const manifest = createRequire(configurationPath).resolve('typescript/package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version?: string };
    return version === undefined ? undefined : Number.parseInt(version, 10);
  } catch {
    // Not installed: another tool builds the handler.
    return undefined;
  }
}
