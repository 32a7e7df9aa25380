#!/usr/bin/env node
/**
 * `npm run setup`: everything that the tests and the demo need on a new machine, from bare Node 20 on. Each
 * step is skipped when its result is there. Arguments name the VS Code versions ("newest", "lowest").
 */
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { codeServerVersion } from './code-server-versions.mjs';
import { ensureCodeServer } from './code-server.mjs';
import { continueUnderNode24, ensureNodeModules } from './node-modules.mjs';
import { runMain, say } from './progress.mjs';

/**
 * @param {readonly string[]} versionNames
 * @returns {Promise<void>}
 */
export async function setUpVsCode(versionNames) {
  await ensureChromium();
  for (const name of versionNames) {
    await ensureCodeServer(codeServerVersion(name));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await ensureNodeModules();
    await continueUnderNode24(fileURLToPath(import.meta.url));
    const names = process.argv.slice(2);
    await setUpVsCode(names.length > 0 ? names : ['newest', 'lowest']);
    say('everything that the tests need is here');
  });
}
