#!/usr/bin/env node
/**
 * Stands where @vscode/test-electron expects a desktop VS Code: runs the given suite in the real extension
 * host of VS Code's server, and ends with its exit code. A suite counts as passed only if the extension host
 * lived to its end and left a result file with counts.
 */
import { format } from 'node:util';
import { endOnSignals } from './end-on-signals.mjs';
import { parseExecutableArguments } from './executable-arguments.mjs';
import { runMain } from './set-up/progress.mjs';
import { readSuiteResult, RESULT_FILE_VARIABLE } from './suite-result.mjs';
import { openVsCodeWindow } from './vscode-window.mjs';
import { isWorkbenchNoise } from './workbench-noise.mjs';

/** Overall limit of one suite, in milliseconds. */
const LIMIT_VARIABLE = 'STREAM_TRIGGERS_SUITE_LIMIT_MS';
const DEFAULT_LIMIT_MS = 1_500_000;

runMain(async () => {
  const options = parseExecutableArguments(process.argv.slice(2));
  const resultFile = process.env[RESULT_FILE_VARIABLE];
  if (options.testsPath === undefined || resultFile === undefined) {
    throw new Error(`--extensionTestsPath and the environment variable ${RESULT_FILE_VARIABLE} are needed.`);
  }
  const suiteEnd = watchForEnd();
  /** @type {import('./vscode-window.mjs').VsCodeWindow | undefined} */
  let window;
  endOnSignals(async () => window?.close());
  window = await openVsCodeWindow({
    folder: options.folder,
    userDataFolder: options.userDataFolder,
    extensionsFolder: options.extensionsFolder,
    smokeTestDriver: true,
    payload: [
      ...options.developmentPaths.map(
        (folder) => /** @type {const} */ (['extensionDevelopmentPath', folder]),
      ),
      ['extensionTestsPath', options.testsPath],
      ['skipWelcome', 'true'],
    ],
    beforeLoading: async (page) => {
      await page.exposeFunction('codeAutomationLog', printLog);
      await page.exposeFunction('codeAutomationExit', suiteEnd.onExit);
      page.once('crash', () => suiteEnd.onFailure('The page with the workbench crashed.'));
    },
  });
  const { exitCode, problem } = await suiteEnd.ended;
  const problems = problem === undefined ? [] : [problem];
  if (exitCode !== 0) {
    await window.screenshot('suite-failed').catch((error) => problems.push(String(error)));
  }
  await window.close().catch((error) => problems.push(error.message));
  const result = readSuiteResult(resultFile);
  if ('problem' in result) {
    problems.push(result.problem);
  } else if (result.counts.failed > 0 && exitCode === 0) {
    problems.push('VS Code reported success although tests failed.');
  }
  for (const line of problems) {
    process.stderr.write(`${line}\n`);
  }
  return problems.length > 0 ? exitCode || 1 : exitCode;
});

/**
 * @returns {{ ended: Promise<{ exitCode: number, problem?: string }>, onExit: (code: number) => void,
 *   onFailure: (problem: string) => void }}
 */
function watchForEnd() {
  const limitMs = Number(process.env[LIMIT_VARIABLE] ?? DEFAULT_LIMIT_MS);
  /** @type {(end: { exitCode: number, problem?: string }) => void} */
  let end = () => {};
  /** @type {Promise<{ exitCode: number, problem?: string }>} */
  const ended = new Promise((resolve) => (end = resolve));
  const limit = setTimeout(
    () => end({ exitCode: 1, problem: `The suite did not end within ${limitMs / 1000} s.` }),
    limitMs,
  );
  void ended.then(() => clearTimeout(limit));
  return {
    ended,
    onExit: (exitCode) => end({ exitCode }),
    onFailure: (problem) => end({ exitCode: 1, problem }),
  };
}

/**
 * @param {string} level
 * @param {readonly unknown[]} values a format and its values, as console.log takes them
 */
function printLog(level, values) {
  for (const line of format(...values).split('\n')) {
    if (!isWorkbenchNoise(line)) {
      (level === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
    }
  }
}
