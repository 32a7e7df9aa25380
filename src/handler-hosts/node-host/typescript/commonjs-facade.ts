/**
 * How ES modules see a converted TypeScript file: a small module that requires it and passes on its
 * exports under their names, so that `import` and `require` share one instance.
 */
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { followExports } from './live-bindings';
import type { ModuleSource } from './module-source';

const SCHEME = 'typescript-commonjs:';
const GLOBAL_KEY = 'dynamodb-stream-triggers.commonjs-facade';

export function facadeUrlOf(file: string): string {
  return SCHEME + pathToFileURL(file).href;
}

/** The file URL behind a facade's; other URLs as they are. */
export function urlBehindFacade(url: string): string {
  return url.startsWith(SCHEME) ? url.slice(SCHEME.length) : url;
}

export function fileOfFacade(url: string): string | undefined {
  return url.startsWith(SCHEME) ? fileURLToPath(url.slice(SCHEME.length)) : undefined;
}

/** The text of the facade; runs in the thread where `offerToFacades` was called. */
export function facadeCode(
  file: string,
  { exportNames, starSpecifiers }: NonNullable<ModuleSource['converted']>,
): string {
  const lines = [
    `const { load, follow } = globalThis[Symbol.for(${JSON.stringify(GLOBAL_KEY)})];`,
    `const loaded = load(${JSON.stringify(file)});`,
  ];
  exportNames.forEach((name, index) => {
    lines.push(`let v${index}; export { v${index} as ${JSON.stringify(name)} };`);
  });
  const assignments = exportNames.map((name, index) => `v${index} = loaded[${JSON.stringify(name)}];`);
  lines.push(`const update = () => { ${assignments.join(' ')} };`, 'update();', 'follow(loaded, update);');
  for (const specifier of starSpecifiers) lines.push(`export * from ${JSON.stringify(specifier)};`);
  return lines.join('\n');
}

/** Makes what the facades need reachable for them. */
export function offerToFacades(load: (file: string) => unknown): void {
  Object.defineProperty(globalThis, Symbol.for(GLOBAL_KEY), {
    value: {
      load: (file: string) => (isAbsolute(file) ? load(file) : undefined),
      follow: followExports,
    },
    configurable: true,
  });
}
