/**
 * Finds what left its process group: processes that a handler started detached.
 *
 * On Linux every descendant inherits the environment, and ours holds an address
 * that no other process of the machine has. Lambda's sandbox ends such
 * processes with the function; a debug session must not leave them either.
 * Elsewhere another process's environment cannot be read without a tool of its
 * own, so a detached process outlives the session there.
 */
import { readFileSync, readdirSync } from 'node:fs';

/** A killed process needs a moment to go; one that hangs in the kernel must not hold us up for ever. */
const patienceMs = 2000;

/**
 * Kills what carries the mark, and waits until it is gone. Blocks: the caller has nothing else to do.
 * @param entry one whole variable, `NAME=value`, that marks the tree
 */
export function killEscaped(entry: string, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'linux') return;
  const end = performance.now() + patienceMs;
  // A process may start another while we look, so look until nothing is found.
  for (;;) {
    const found = processesWith(entry);
    if (found.length === 0 || performance.now() > end) return;
    for (const pid of found) kill(pid);
    sleep(5);
  }
}

function processesWith(entry: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && hasEntry(readEnvironment(pid), entry));
}

/** @param environment the zero-separated block of /proc/<pid>/environ */
export function hasEntry(environment: string, entry: string): boolean {
  return `\0${environment}`.includes(`\0${entry}\0`);
}

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Ended meanwhile, or another user's: neither is ours.
    return '';
  }
}

function sleep(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself between the look and the kill.
  }
}
