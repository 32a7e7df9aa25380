/**
 * One run of the test suite and the processes that belong to it: those that carry its marker in their
 * environment, those that work in its temporary folder, and orphaned handlers that work in the repository. (A
 * handler's process is given an environment of its own, so the marker alone would miss it.)
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses } from './process-table.mjs';
import { repositoryRoot } from './set-up/repository.mjs';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.mjs';

const RUN_VARIABLE = 'STREAM_TRIGGERS_TEST_RUN';

const END_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 250;

export class TestRun {
  #id = randomUUID();
  #known = new Set(listProcesses().map(identity));

  /** @param {string} temporaryFolder */
  constructor(temporaryFolder) {
    this.temporaryFolder = temporaryFolder;
  }

  static async begin() {
    return new TestRun(await makeTemporaryFolder());
  }

  /** @returns {NodeJS.ProcessEnv} what every process of the run is started with */
  environment() {
    return { [RUN_VARIABLE]: this.#id, TMPDIR: this.temporaryFolder };
  }

  /** @returns {import('./process-table.mjs').ProcessEntry[]} the run's processes that are alive, without this one */
  processes() {
    const marker = `${RUN_VARIABLE}=${this.#id}`;
    return listProcesses().filter(
      (entry) =>
        entry.pid !== process.pid &&
        !this.#known.has(identity(entry)) &&
        (entry.environment.includes(marker) ||
          isInside(entry.workingFolder, this.temporaryFolder) ||
          entry.commandLine.includes(this.temporaryFolder) ||
          isOrphanedHandler(entry)),
    );
  }

  /**
   * @param {number} [waitMs] how long processes that are ending may take
   * @returns {Promise<string[]>} the command lines of processes that did not end by themselves; they are killed
   */
  async endLeftovers(waitMs = END_LIMIT_MS) {
    const deadline = Date.now() + waitMs;
    while (this.processes().length > 0 && Date.now() < deadline) {
      await sleep(LOOK_EVERY_MS);
    }
    const leftovers = this.processes();
    for (const { pid } of leftovers) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
          throw error;
        }
      }
    }
    return leftovers.map(({ pid, commandLine }) => `${pid} ${commandLine}`);
  }

  removeTemporaryFolder() {
    return removeTemporaryFolder(this.temporaryFolder);
  }
}

/**
 * @param {import('./process-table.mjs').ProcessEntry} entry
 * @returns {string} a process id may be used again, together with the start it is unique
 */
function identity(entry) {
  return `${entry.pid} ${entry.startedAtTicks}`;
}

/** @param {import('./process-table.mjs').ProcessEntry} entry */
function isOrphanedHandler({ parentPid, environment, workingFolder }) {
  return (
    parentPid === 1 &&
    environment.includes('AWS_LAMBDA_FUNCTION_NAME=') &&
    isInside(workingFolder, repositoryRoot)
  );
}

/**
 * @param {string} folder
 * @param {string} root
 */
function isInside(folder, root) {
  return folder === root || folder.startsWith(`${root}/`);
}
