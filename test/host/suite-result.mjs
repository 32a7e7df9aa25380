/**
 * The file in which a suite leaves its counts as its last act. An exit code alone does not show that a suite
 * ran: VS Code reports 0 for an extension host that crashed or left early.
 */
import { existsSync, readFileSync } from 'node:fs';

/** Names the result file to the suite inside VS Code and to the mocha reporter. */
export const RESULT_FILE_VARIABLE = 'STREAM_TRIGGERS_RESULT_FILE';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} SuiteCounts
 *
 * @param {string} resultFile
 * @returns {{ counts: SuiteCounts } | { problem: string }} problem: a sentence
 */
export function readSuiteResult(resultFile) {
  if (!existsSync(resultFile)) {
    return { problem: 'The suite left no result: it crashed, was ended early or never started.' };
  }
  const { passed, failed, skipped } = JSON.parse(readFileSync(resultFile, 'utf8'));
  if (![passed, failed, skipped].every(Number.isInteger)) {
    return { problem: `The suite's result file ${resultFile} holds no counts.` };
  }
  if (passed + failed === 0) {
    return { problem: 'The suite ran no test.' };
  }
  return { counts: { passed, failed, skipped } };
}
