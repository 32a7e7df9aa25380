#!/usr/bin/env node
/**
 * `npm run demo`: from a clean clone to a breakpoint in the sample's handler. `--headless` drives a real VS Code
 * itself and ends with 0 only if the breakpoint was hit and the batch went through. `--break NAME` makes one
 * fault in the sample's copy (breakpoint, capture, export), and `--vsix FILE` takes an extension packaged before.
 */
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension, vsixFile as ownVsixFile } from '../host/package.mjs';
import { continueUnderNode24, ensureNodeModules } from '../host/set-up/node-modules.mjs';
import { PlainFailure, runMain, say } from '../host/set-up/progress.mjs';
import { setUpVsCode } from '../host/set-up/set-up.mjs';
import { removeTemporaryFolder } from '../host/temporary-folder.mjs';
import { faults } from './demo-script.mjs';
import { copySample } from './sample-copy.mjs';

runMain(async () => {
  await ensureNodeModules();
  await continueUnderNode24(fileURLToPath(import.meta.url));
  const { values: options } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      break: { type: 'string' },
      vsix: { type: 'string' },
    },
  });
  const fault = faults.find((name) => name === options.break);
  if (options.break !== undefined && fault === undefined) {
    throw new PlainFailure(`--break knows ${faults.join(', ')}, not "${options.break}".`);
  }
  // Loaded only now: these need the npm packages.
  const { hasDesktopVsCode, openDesktop, serveWindow } = await import('./visible-demo.mjs');
  const { runHeadlessDemo } = await import('./headless-demo.mjs');
  const useDesktop = !options.headless && (await hasDesktopVsCode());
  if (!useDesktop) {
    await setUpVsCode(['newest']);
  }
  if (options.vsix === undefined) {
    await packageExtension();
  }
  const vsixFile = options.vsix === undefined ? ownVsixFile : path.resolve(options.vsix);
  const sample = await copySample(fault);
  try {
    if (options.headless) {
      await runHeadlessDemo(sample, { vsixFile, withBreakpoint: fault !== 'breakpoint' });
      say('the demo works: breakpoint hit, batch replayed');
    } else {
      await (useDesktop ? openDesktop(sample, vsixFile) : serveWindow(sample, vsixFile));
    }
  } finally {
    await removeTemporaryFolder(sample.temporaryFolder);
  }
});
