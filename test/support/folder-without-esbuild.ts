/**
 * A place for copies of workspaces in which no tool of this repository or machine is found by accident.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where no folder above holds an esbuild that would be found as the workspace's. */
export function folderWithoutEsbuild(): string {
  const found = [tmpdir(), '/var/tmp', homedir()].find((folder) => {
    try {
      createRequire(join(folder, 'anything.js')).resolve('esbuild');
      return false;
    } catch {
      return existsSync(folder);
    }
  });
  return found ?? assert.fail('esbuild is installed above every temporary folder');
}
