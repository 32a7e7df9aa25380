/**
 * What a stage of `npm test` is, and how its program is run: with the run's environment, within a limit, and
 * judged by the counts that it leaves.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findNode24, toolEnvironment } from '../host/set-up/node-modules.mjs';
import { inRepository, repositoryRoot } from '../host/set-up/repository.mjs';
import { readSuiteResult, RESULT_FILE_VARIABLE } from '../host/suite-result.mjs';

const REPORTER = inRepository('test', 'host', 'spec-and-counts-reporter.cjs');
const RESULTS_FOLDER = inRepository('.vscode-test', 'results');

/** Only for what hangs: the machine of a run may be several times slower than a developer's, in milliseconds. */
const TOOL_LIMIT_MS = 900_000;
const SUITE_LIMIT_MS = 1_800_000;

/**
 * @typedef {import('../host/suite-result.mjs').SuiteCounts} SuiteCounts
 * @typedef {import('../host/test-run.mjs').TestRun} TestRun
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} [group] a name for several stages, usable with --only
 * @property {readonly string[]} [needs] names of stages without whose success this one cannot run
 * @property {boolean} [onlyWhenNamed] not part of the whole suite
 * @property {(context: StageContext) => Promise<SuiteCounts>} run
 *
 * @typedef {object} StageContext
 * @property {TestRun} testRun
 * @property {(text: string) => void} print what the stage has to show
 */

/** One step that passed or failed as a whole. */
export const passedOnce = { passed: 1, failed: 0, skipped: 0 };
export const failedOnce = { passed: 0, failed: 1, skipped: 0 };

/**
 * A program whose exit code is the outcome.
 *
 * @param {string} tool a program of node_modules/.bin, or a script given by its absolute path
 * @param {readonly string[]} toolArguments
 * @param {number} [limitMs]
 * @returns {(context: StageContext) => Promise<SuiteCounts>}
 */
export function toolStep(tool, toolArguments, limitMs = TOOL_LIMIT_MS) {
  return async (context) => {
    const exitCode = await runTool(tool, toolArguments, { context, limitMs });
    return exitCode === 0 ? passedOnce : failedOnce;
  };
}

/**
 * Mocha on compiled or plain test files.
 *
 * @param {string} name also of the result file
 * @param {readonly string[]} mochaArguments
 * @param {{ limitMs?: number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {(context: StageContext) => Promise<SuiteCounts>}
 */
export function mochaSuite(name, mochaArguments, { limitMs = SUITE_LIMIT_MS, env = {} } = {}) {
  return (context) =>
    countedSuite(name, context, (resultFile) =>
      runTool('mocha', ['--forbid-only', '--reporter', REPORTER, ...mochaArguments], {
        context,
        limitMs,
        env: { ...env, [RESULT_FILE_VARIABLE]: resultFile },
      }),
    );
}

/**
 * @param {string} name
 * @param {readonly string[]} runnerArguments of test/vscode/run-in-vscode.mjs
 * @returns {(context: StageContext) => Promise<SuiteCounts>}
 */
export function suiteInVsCode(name, runnerArguments) {
  const runner = inRepository('test', 'vscode', 'run-in-vscode.mjs');
  return (context) =>
    countedSuite(name, context, (resultFile) =>
      runTool(runner, [...runnerArguments, '--result-file', resultFile], {
        context,
        limitMs: SUITE_LIMIT_MS,
      }),
    );
}

/**
 * @param {string} name
 * @param {StageContext} context
 * @param {(resultFile: string) => Promise<number>} start resolves to the exit code
 * @returns {Promise<SuiteCounts>}
 */
async function countedSuite(name, context, start) {
  const resultFile = path.join(RESULTS_FOLDER, `${name}.json`);
  await rm(resultFile, { force: true });
  const exitCode = await start(resultFile);
  const result = readSuiteResult(resultFile);
  if ('problem' in result) {
    context.print(`${name}: ${result.problem}\n`);
    return failedOnce;
  }
  if (exitCode !== 0 && result.counts.failed === 0) {
    context.print(`${name}: every test passed, but the run ended with exit code ${exitCode}.\n`);
    return { ...result.counts, failed: 1 };
  }
  return result.counts;
}

/**
 * @param {string} tool
 * @param {readonly string[]} toolArguments
 * @param {{ context: StageContext, limitMs: number, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} exit code; 1 when the program was ended by a signal or at its limit
 */
function runTool(tool, toolArguments, { context, limitMs, env = {} }) {
  const script = path.isAbsolute(tool) ? tool : inRepository('node_modules', '.bin', tool);
  return new Promise((resolve, reject) => {
    const child = spawn(findNode24(), [script, ...toolArguments], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...toolEnvironment(), ...context.testRun.environment(), ...env },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', context.print);
    }
    const limit = setTimeout(() => {
      context.print(`${tool} did not end within ${limitMs / 1000} s and is ended.\n`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, limitMs);
    child.once('error', reject);
    // Not "close": a grandchild that stays and holds the pipe must not hold the suite.
    child.once('exit', (exitCode) => {
      clearTimeout(limit);
      setImmediate(() => resolve(exitCode ?? 1));
    });
  });
}
