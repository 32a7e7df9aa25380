/**
 * The TypeScript loader as the extension ships it, for tests that run it in a process of its own:
 * bundled, with a driver in front that loads a handler as the Node host does and prints what it answers.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const LOADER = join(process.cwd(), 'src/handler-hosts/node-host/typescript');

/**
 * `node driver.js <taskRoot> <handler file> [require]`: prints one JSON line, either
 * `{"answer":…,"notices":[…]}` or `{"error":{"name","message"},"notices":[…]}`.
 */
const DRIVER = `
import { installTypeScriptLoader } from ${JSON.stringify(join(LOADER, 'loader'))};
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [taskRoot, file, way] = process.argv.slice(2);
const notices = [];
installTypeScriptLoader({ taskRoot, notice: (message) => notices.push(message) });
async function main() {
  const loaded = way === 'require' ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  const answer = await (loaded.handler ?? loaded.default?.handler)({ Records: [] });
  // Notices of the hooks thread travel by message.
  await new Promise((done) => setImmediate(done));
  return { answer };
}
main()
  .catch((error) => ({ error: { name: error.name, message: error.message, code: error.code } }))
  .then((outcome) => console.log(JSON.stringify({ ...outcome, notices })));
`;

/** Builds `driver.js` and `typescript-hooks.js` into `folder`; returns the driver's path. */
export async function bundleTypeScriptLoader(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const driver = join(folder, 'driver-source.js');
  await writeFile(driver, DRIVER);
  await build({
    entryPoints: { driver, 'typescript-hooks': join(LOADER, 'typescript-hooks.ts') },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'error',
  });
  return join(folder, 'driver.js');
}
