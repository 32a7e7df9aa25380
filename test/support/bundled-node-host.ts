/** The Node host and the process guard, bundled as the extension ships them, for tests with real processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { buildSync } from 'esbuild';

import { repositoryRoot } from './repository-root';

let folder: string | undefined;

/** Built once per test process; removed when it ends. @returns a folder with bootstrap.js, typescript-hooks.js and process-guard.js */
export function bundledNodeHost(): string {
  if (folder !== undefined) return folder;
  const built = mkdtempSync(path.join(tmpdir(), 'stream-triggers-node-host-'));
  const source = path.join(repositoryRoot(), 'src', 'handler-hosts');
  buildSync({
    entryPoints: {
      bootstrap: path.join(source, 'node-host', 'bootstrap.ts'),
      'typescript-hooks': path.join(source, 'node-host', 'typescript', 'typescript-hooks.ts'),
      'process-guard': path.join(source, 'processes', 'process-guard.ts'),
    },
    outdir: built,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  process.on('exit', () => rmSync(built, { recursive: true, force: true }));
  folder = built;
  return built;
}
