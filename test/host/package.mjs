#!/usr/bin/env node
/**
 * `npm run package`: the production bundle in a VSIX. Packaging asks no network.
 */
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  continueUnderNode24,
  ensureNodeModules,
  findNode24,
  toolEnvironment,
} from './set-up/node-modules.mjs';
import { reportStep, runMain, say } from './set-up/progress.mjs';
import { inRepository, repositoryRoot } from './set-up/repository.mjs';
import { requireCommand } from './set-up/run-command.mjs';

/** Where `npm run package` leaves the packaged extension; git-ignored. */
export const vsixFile = inRepository('dynamodb-stream-triggers.vsix');

/** Builds (by the manifest's `vscode:prepublish` script) and packages; an older package stays until it is done. */
export async function packageExtension() {
  const unfinishedFile = inRepository('dynamodb-stream-triggers.making.vsix');
  await reportStep('building and packaging the extension', () =>
    requireCommand(
      findNode24(),
      [
        inRepository('node_modules', '.bin', 'vsce'),
        ...[
          'package',
          '--no-dependencies',
          '--allow-missing-repository',
          '--no-rewrite-relative-links',
          '--out',
          unfinishedFile,
        ],
      ],
      { cwd: repositoryRoot, env: toolEnvironment(), what: 'vsce package' },
    ),
  );
  await rename(unfinishedFile, vsixFile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await ensureNodeModules();
    await continueUnderNode24(fileURLToPath(import.meta.url));
    await packageExtension();
    say(`packaged: ${vsixFile}`);
  });
}
