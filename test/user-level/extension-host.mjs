/** The extension host of a window, as a crash takes it away. */
import assert from 'node:assert/strict';
import { listProcesses } from '../host/process-table.mjs';

/** @param {number} serverPid of a server with one window */
export function killExtensionHost(serverPid) {
  const found = listProcesses().filter(
    ({ commandLine, parentPid }) =>
      commandLine.includes('--type=extensionHost') && isBelow(parentPid, serverPid),
  );
  assert.equal(found.length, 1, 'one window has one extension host');
  for (const { pid } of found) {
    process.kill(pid, 'SIGKILL');
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
