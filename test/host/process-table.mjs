/**
 * The machine's processes as Linux tells of them below /proc. On other systems the table is empty.
 */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * @typedef {object} ProcessEntry
 * @property {number} pid
 * @property {number} parentPid
 * @property {number} startedAtTicks clock ticks since the machine started
 * @property {string} commandLine arguments joined by blanks
 * @property {string} workingFolder empty when it cannot be read
 * @property {string} environment NUL-separated; empty when it cannot be read
 */

/** @returns {ProcessEntry[]} without processes that have ended and only wait for their parent */
export function listProcesses() {
  if (!existsSync('/proc/self/stat')) {
    return [];
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
}

/**
 * @param {number} pid
 * @returns {ProcessEntry[]} empty when it has ended meanwhile
 */
function readProcess(pid) {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field, the program's name, is in parentheses and may itself hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || fields[0] === 'Z') {
    return [];
  }
  return [
    {
      pid,
      parentPid: Number(fields[1]),
      startedAtTicks: Number(fields[19]),
      commandLine: readOr(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        .split('\0')
        .join(' ')
        .trim(),
      workingFolder: readOr(() => readlinkSync(`/proc/${pid}/cwd`)),
      environment: readOr(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
    },
  ];
}

/**
 * A process may end, or belong to somebody else, between two looks at it.
 *
 * @param {() => string} read
 * @returns {string} empty on failure
 */
export function readOr(read) {
  try {
    return read();
  } catch {
    return '';
  }
}
