#!/usr/bin/env node
/**
 * Runs the in-host suite through @vscode/test-electron. Hosts: our executable, which starts VS Code's server
 * and headless Chromium (`--version newest|lowest`), or with `--desktop` a downloaded desktop VS Code. Tested
 * is the development folder, or with `--vsix FILE` the installed package. `--suites a,b` narrows the files.
 */
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seedSettings } from '../host/seeded-settings.mjs';
import { codeServerVersion } from '../host/set-up/code-server-versions.mjs';
import { ensureCodeServer } from '../host/set-up/code-server.mjs';
import { runMain } from '../host/set-up/progress.mjs';
import { inRepository, repositoryRoot } from '../host/set-up/repository.mjs';
import { requireCommand } from '../host/set-up/run-command.mjs';
import { readSuiteResult, RESULT_FILE_VARIABLE } from '../host/suite-result.mjs';
import { makeTemporaryFolder, removeTemporaryFolder } from '../host/temporary-folder.mjs';
import { installVsix } from '../host/vsix.mjs';
import { VERSION_VARIABLE } from '../host/vscode-window.mjs';

const SAMPLE_FOLDER = inRepository('samples', 'orders');

runMain(async () => {
  const { values: options } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      version: { type: 'string', default: 'newest' },
      vsix: { type: 'string' },
      suites: { type: 'string', default: '' },
      'result-file': { type: 'string', default: inRepository('out', 'test-results', 'vscode.json') },
    },
  });
  const resultFile = path.resolve(options['result-file']);
  await rm(resultFile, { force: true });
  const temporaryFolder = await makeTemporaryFolder();
  try {
    const extensionsFolder = path.join(temporaryFolder, 'e');
    const userDataFolder = path.join(temporaryFolder, 'u');
    const workspaceFolder = path.join(temporaryFolder, 'workspace');
    await makeWorkspace(workspaceFolder);
    await seedSettings(userDataFolder);
    const host = options.desktop ? await desktopHost() : await serverHost(options.version);
    if (options.vsix !== undefined) {
      await host.install(path.resolve(options.vsix), { extensionsFolder, userDataFolder });
    }
    await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath:
        options.vsix === undefined ? repositoryRoot : inRepository('test', 'vscode', 'empty-extension'),
      extensionTestsPath: inRepository('out', 'test', 'vscode', 'suite', 'index.js'),
      launchArgs: [workspaceFolder, '--extensions-dir', extensionsFolder, '--user-data-dir', userDataFolder],
      extensionTestsEnv: {
        [RESULT_FILE_VARIABLE]: resultFile,
        [VERSION_VARIABLE]: options.version,
        STREAM_TRIGGERS_SUITES: options.suites,
        STREAM_TRIGGERS_EXPECTED_VSCODE: host.vscodeVersion,
        STREAM_TRIGGERS_EXPECTED_FOLDER: options.vsix === undefined ? repositoryRoot : extensionsFolder,
      },
    });
    const result = readSuiteResult(resultFile);
    if ('problem' in result) {
      throw new Error(result.problem);
    }
    return result.counts.failed > 0 ? 1 : 0;
  } finally {
    await removeTemporaryFolder(temporaryFolder);
  }
});

/** @param {string} workspaceFolder becomes a copy of the sample */
async function makeWorkspace(workspaceFolder) {
  await mkdir(workspaceFolder, { recursive: true });
  if (existsSync(SAMPLE_FOLDER)) {
    await cp(SAMPLE_FOLDER, workspaceFolder, {
      recursive: true,
      filter: (file) =>
        !file.split(path.sep).slice(SAMPLE_FOLDER.split(path.sep).length).includes('node_modules'),
    });
  }
}

/**
 * @typedef {object} SuiteHost
 * @property {string} executable
 * @property {string} vscodeVersion empty when any will do
 * @property {(vsixFile: string, folders: { extensionsFolder: string, userDataFolder: string }) => Promise<unknown>} install
 */

/**
 * @param {string} versionName
 * @returns {Promise<SuiteHost>}
 */
async function serverHost(versionName) {
  const version = codeServerVersion(versionName);
  const installation = await ensureCodeServer(version);
  return {
    executable: inRepository('test', 'host', 'vscode-executable.mjs'),
    vscodeVersion: version.vscodeVersion,
    install: (vsixFile, folders) => installVsix(installation, { vsixFile, ...folders }),
  };
}

/** @returns {Promise<SuiteHost>} */
async function desktopHost() {
  const executable = await downloadAndUnzipVSCode();
  const [cli, ...cliArguments] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  return {
    executable,
    vscodeVersion: '',
    install: (vsixFile, { extensionsFolder, userDataFolder }) =>
      requireCommand(/** @type {string} */ (cli), [
        ...cliArguments,
        ...['--install-extension', vsixFile, '--force'],
        ...['--extensions-dir', extensionsFolder, '--user-data-dir', userDataFolder],
      ]),
  };
}
