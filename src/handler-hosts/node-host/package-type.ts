/**
 * Whether a `.js` or `.ts` file is an ES module: the `type` of the nearest package.json.
 *
 * Lambda's client searches upward until `/` or a `node_modules` folder, which
 * never ends on a Windows drive (reference section 5.7.10); here the search ends
 * at whatever the platform calls the root.
 */
import type { PlatformPath } from 'node:path';

export type PackageType = 'module' | 'commonjs';

/**
 * @param folder absolute
 * @param read the text of a file, or undefined where there is none
 * @param path the platform's path functions
 * @returns undefined where no package.json decides, which Node takes as CommonJS
 */
export function nearestPackageType(
  folder: string,
  read: (file: string) => string | undefined,
  path: PlatformPath,
): PackageType | undefined {
  let current = folder;
  for (;;) {
    if (path.basename(current) === 'node_modules') return undefined;
    const text = read(path.join(current, 'package.json'));
    if (text !== undefined) return typeIn(text);
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

function typeIn(text: string): PackageType | undefined {
  try {
    const type = (JSON.parse(text) as { readonly type?: unknown } | null)?.type;
    return type === 'module' || type === 'commonjs' ? type : undefined;
  } catch {
    // Node itself complains about the broken file when it loads the module; that error names it.
    return undefined;
  }
}
