/**
 * Looks all through a run whether one of its processes listens on an address that other machines can reach.
 */
import { findExposedListeners, listExposedSockets } from '../host/listening-sockets.mjs';

const LOOK_EVERY_MS = 500;

/**
 * @param {import('../host/test-run.mjs').TestRun} testRun
 * @returns {() => string[]} ends the watch; one line for each exposed socket that was seen
 */
export function watchForExposedSockets(testRun) {
  /** @type {Set<string>} */
  const seen = new Set();
  const before = new Set(listExposedSockets().map(({ inode }) => inode));
  const look = () => {
    // Reading the process table is the dear part, so it is done only when there is a new exposed socket.
    if (listExposedSockets().some(({ inode }) => !before.has(inode))) {
      for (const line of findExposedListeners(testRun.processes())) {
        seen.add(line);
      }
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return [...seen];
  };
}
