/**
 * Runs one program without a shell. Its output is kept back and shown only if it fails, so that the set-up
 * prints one line a step; or passed through when the caller's audience wants to see it.
 */
import { spawn } from 'node:child_process';

/** How much of a failed program's output is shown, in characters: its beginning and its end. */
const SHOWN_AT_EACH_END = 2000;

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; default: this process's
 * @property {boolean} [showOutput] pass the program's output through
 * @property {string} [what] the name used in the error message; default: program and first arguments
 */

/**
 * @param {string} program
 * @param {readonly string[]} commandArguments
 * @param {CommandOptions} [options]
 * @returns {Promise<{ exitCode: number | null, signal: string | null, stdout: string, output: string }>}
 *   rejects only when the program cannot be started
 */
export function runCommand(program, commandArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, commandArguments, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.showOutput ? 'inherit' : 'pipe', options.showOutput ? 'inherit' : 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, output }));
  });
}

/**
 * Like runCommand, but a non-zero exit is an error that carries the end of the program's output.
 *
 * @param {string} program
 * @param {readonly string[]} commandArguments
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} what the program wrote to stdout
 */
export async function requireCommand(program, commandArguments, options = {}) {
  const result = await runCommand(program, commandArguments, options);
  if (result.exitCode !== 0) {
    const what = options.what ?? [program, ...commandArguments.slice(0, 2)].join(' ');
    const ending = result.exitCode === null ? `signal ${result.signal}` : `exit code ${result.exitCode}`;
    throw new Error(`${what} ended with ${ending}.\n${shorten(result.output)}`);
  }
  return result.stdout;
}

/**
 * @param {string} output
 * @returns {string}
 */
function shorten(output) {
  return output.length <= 2 * SHOWN_AT_EACH_END
    ? output
    : `${output.slice(0, SHOWN_AT_EACH_END)}\n[…]\n${output.slice(-SHOWN_AT_EACH_END)}`;
}
