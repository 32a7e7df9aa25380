/** The extension host of a window, as a crash takes it away. */
import assert from 'node:assert/strict';
import { listProcesses } from '../host/process-table.mjs';

/**
 * VS Code starts a new one for the window that is still there; one that was being started when the window was loaded again
 * has no window, and waits for it. It goes with the window's own.
 *
 * @param {number} serverPid of a server with one window
 */
export function killExtensionHost(serverPid) {
  const found = listProcesses().filter(
    ({ commandLine, parentPid }) =>
      commandLine.includes('--type=extensionHost') && isBelow(parentPid, serverPid),
  );
  assert.ok(found.length > 0, 'the window has an extension host');
  for (const { pid } of found) {
    killIfThere(pid);
  }
}

/**
 * @param {number} pid
 * @param {number} ancestor
 * @returns {boolean}
 */
function isBelow(pid, ancestor) {
  const parents = new Map(listProcesses().map((entry) => [entry.pid, entry.parentPid]));
  for (let current = pid; current > 1; current = parents.get(current) ?? 0) {
    if (current === ancestor) {
      return true;
    }
  }
  return false;
}

/** @param {number} pid */
function killIfThere(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
      throw error;
    }
  }
}
