/**
 * How ES modules see a TypeScript file that runs as CommonJS: a small module that requires it and
 * passes on its exports under their names, so that `import` and `require` share one instance.
 */
import { pathToFileURL } from 'node:url';
import { followExports } from './live-bindings';
import type { ModuleSource } from './module-source';

const SCHEME = 'typescript-commonjs:';
const GLOBAL_KEY = 'dynamodb-stream-triggers.commonjs-facade';

/** The path is encoded so that a debugger's breakpoint by path is not taken for one in the facade. */
export function facadeUrlOf(file: string): string {
  return SCHEME + Buffer.from(file).toString('base64url');
}

export function fileOfFacade(url: string): string | undefined {
  return url.startsWith(SCHEME) ? Buffer.from(url.slice(SCHEME.length), 'base64url').toString() : undefined;
}

/** The file URL behind a facade's; other URLs as they are. */
export function urlBehindFacade(url: string): string {
  const file = fileOfFacade(url);
  return file === undefined ? url : pathToFileURL(file).href;
}

/** The text of the facade; runs in the thread where `offerToFacades` was called. */
export function facadeCode(file: string, source: ModuleSource): string {
  const names = source.converted?.exportNames ?? assignedExports(source.code);
  const lines = [
    `const { load, follow } = globalThis[Symbol.for(${JSON.stringify(GLOBAL_KEY)})];`,
    `const loaded = load(${JSON.stringify(file)});`,
    ...names.map((name, index) => `let v${index}; export { v${index} as ${JSON.stringify(name)} };`),
    `const update = () => { ${names.map((name, index) => `v${index} = loaded[${JSON.stringify(name)}];`).join(' ')} };`,
    'update();',
    'follow(loaded, update);',
  ];
  if (source.converted === undefined) lines.push('export default loaded;');
  for (const specifier of source.converted?.starSpecifiers ?? []) {
    lines.push(`export * from ${JSON.stringify(specifier)};`);
  }
  return lines.join('\n');
}

/** Names that a file in CommonJS syntax gives its exports, as far as assignments spell them out. */
function assignedExports(code: string): readonly string[] {
  const assigned = [...code.matchAll(/\bexports\.([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=[^=]/gu)].map(
    (match) => match[1] ?? '',
  );
  const literal = /\bmodule\.exports\s*=\s*\{([^{}]*)\}/.exec(code)?.[1] ?? '';
  const listed = [...literal.matchAll(/(?:^|,)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?=[,:]|$)/gu)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set([...assigned, ...listed])].filter((name) => name !== 'default');
}

/** Makes what the facades need reachable for them. */
export function offerToFacades(load: (file: string) => unknown): void {
  Object.defineProperty(globalThis, Symbol.for(GLOBAL_KEY), {
    value: { load, follow: followExports },
    configurable: true,
  });
}
