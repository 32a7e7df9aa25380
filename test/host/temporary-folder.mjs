/**
 * Short temporary folders. Short, because sockets lie in them and a socket's path may have 107 bytes only.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @returns {Promise<string>} absolute path of a new empty folder of this user's only */
export function makeTemporaryFolder() {
  return mkdtemp(path.join(tmpdir(), 'st-'));
}

/** @param {string} folder removed with everything in it; processes that just ended may still write for a moment */
export function removeTemporaryFolder(folder) {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
