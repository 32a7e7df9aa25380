/**
 * The ways in which a suite inside VS Code can look passed without having passed: each must end the run with a
 * non-zero exit code and a sentence that says what happened.
 */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepository } from './set-up/repository.mjs';
import { runCommand } from './set-up/run-command.mjs';
import { RESULT_FILE_VARIABLE } from './suite-result.mjs';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.mjs';

const EXECUTABLE = inRepository('test', 'host', 'vscode-executable.mjs');
const EMPTY_EXTENSION = inRepository('test', 'vscode', 'empty-extension');
const LEAVE_COUNTS = `require('fs').writeFileSync(process.env.${RESULT_FILE_VARIABLE}, JSON.stringify(counts));`;

describe('the executable that stands for VS Code', function () {
  this.timeout(360_000);

  /** @type {string} */
  let folder;
  beforeEach(async () => (folder = await makeTemporaryFolder()));
  afterEach(() => removeTemporaryFolder(folder));

  it('ends with 0 when the suite passes and leaves its counts', async () => {
    const result = await runSuite(`const counts = { passed: 1, failed: 0, skipped: 0 }; ${LEAVE_COUNTS}`);
    assert.equal(result.exitCode, 0, result.output);
  });

  it('ends with 1 when the suite rejects', async () => {
    const result = await runSuite(
      `const counts = { passed: 1, failed: 1, skipped: 0 }; ${LEAVE_COUNTS} throw new Error('told by the suite');`,
    );
    assert.equal(result.exitCode, 1, result.output);
    assert.match(result.output, /told by the suite/);
  });

  it('fails when counts tell of a failed test although VS Code reports success', async () => {
    const result = await runSuite(`const counts = { passed: 1, failed: 1, skipped: 0 }; ${LEAVE_COUNTS}`);
    assert.equal(result.exitCode, 1, result.output);
    assert.match(result.output, /reported success although tests failed/);
  });

  it('fails when the suite ran no test', async () => {
    const result = await runSuite(`const counts = { passed: 0, failed: 0, skipped: 3 }; ${LEAVE_COUNTS}`);
    assert.equal(result.exitCode, 1, result.output);
    assert.match(result.output, /ran no test/);
  });

  it('fails when the suite leaves by process.exit(0)', async () => {
    const result = await runSuite('process.exit(0);');
    assert.notEqual(result.exitCode, 0, result.output);
    assert.match(result.output, /left no result/);
  });

  it('fails when the extension host is killed, even after it left its counts', async () => {
    const result = await runSuite(
      `const counts = { passed: 1, failed: 0, skipped: 0 }; ${LEAVE_COUNTS} process.kill(process.pid, 'SIGKILL');
       await new Promise(() => {});`,
    );
    assert.notEqual(result.exitCode, 0, result.output);
    assert.match(result.output, /extension host ended with exit code/);
  });

  it('fails when the suite does not end within its limit', async () => {
    const result = await runSuite('await new Promise(() => {});', { STREAM_TRIGGERS_SUITE_LIMIT_MS: '4000' });
    assert.notEqual(result.exitCode, 0, result.output);
    assert.match(result.output, /did not end within 4 s/);
  });

  /**
   * @param {string} body of an async function that is the suite's entry point
   * @param {NodeJS.ProcessEnv} [env]
   */
  async function runSuite(body, env = {}) {
    const suiteFile = path.join(folder, 'suite.js');
    await mkdir(path.join(folder, 'workspace'));
    await writeFile(suiteFile, `exports.run = async () => { ${body} };`);
    return runCommand(
      process.execPath,
      [
        EXECUTABLE,
        path.join(folder, 'workspace'),
        `--extensionTestsPath=${suiteFile}`,
        `--extensionDevelopmentPath=${EMPTY_EXTENSION}`,
        `--user-data-dir=${path.join(folder, 'u')}`,
        `--extensions-dir=${path.join(folder, 'e')}`,
      ],
      { env: { ...process.env, [RESULT_FILE_VARIABLE]: path.join(folder, 'result.json'), ...env } },
    );
  }
});
