/**
 * Whether a TypeScript file is an ES module or CommonJS, as far as its name and its package say so.
 * Source: Node's documentation, "Determining module system" and "Modules: TypeScript".
 */
import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

export type ModuleFormat = 'commonjs' | 'module';

const byFolder = new Map<string, ModuleFormat | undefined>();

/** @returns undefined where neither the extension nor a package.json decides */
export function declaredFormatOf(file: string): ModuleFormat | undefined {
  const extension = extname(file);
  if (extension === '.mts') return 'module';
  return extension === '.cts' ? 'commonjs' : packageTypeOf(dirname(file));
}

function packageTypeOf(folder: string): ModuleFormat | undefined {
  if (!byFolder.has(folder)) byFolder.set(folder, readPackageType(folder));
  return byFolder.get(folder);
}

function readPackageType(folder: string): ModuleFormat | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    const parent = dirname(folder);
    return parent === folder || folder.endsWith('node_modules') ? undefined : packageTypeOf(parent);
  }
  try {
    const type = (JSON.parse(text) as { type?: unknown } | null)?.type;
    return type === 'module' || type === 'commonjs' ? type : undefined;
  } catch {
    // Node itself refuses to load anything below a broken package.json, with the better message.
    return undefined;
  }
}
