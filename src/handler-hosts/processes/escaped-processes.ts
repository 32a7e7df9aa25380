/**
 * Finds what left its process group: processes that a handler started detached.
 *
 * On Linux every descendant inherits the environment, and ours holds an address
 * that no other process of the machine has. Lambda's sandbox ends such
 * processes with the function; a debug session must not leave them either.
 * One that was given an environment of its own is found by its ancestors, as long as these live.
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

/**
 * The processes under a living one, whatever group and environment they have. Empty outside Linux.
 * @param pid of a process that has not ended yet
 */
export function descendantsOf(pid: number, platform: NodeJS.Platform = process.platform): readonly number[] {
  if (platform !== 'linux') return [];
  const children = new Map<number, number[]>();
  for (const candidate of processIds()) {
    const parent = parentInStat(read(`/proc/${candidate}/stat`));
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [candidate]);
    else siblings.push(candidate);
  }
  const found: number[] = [];
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const under = children.get(next) ?? [];
    found.push(...under);
    waiting.push(...under);
  }
  return found;
}

/** @param stat the line of /proc/<pid>/stat; the command in it is in parentheses and may hold anything */
export function parentInStat(stat: string): number | undefined {
  const parent = /^ \S (\d+) /.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

function processesWith(entry: string): number[] {
  return processIds().filter((pid) => pid !== process.pid && hasEntry(read(`/proc/${pid}/environ`), entry));
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** @param environment the zero-separated block of /proc/<pid>/environ */
export function hasEntry(environment: string, entry: string): boolean {
  return `\0${environment}`.includes(`\0${entry}\0`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // Ended meanwhile, or another user's: neither is ours.
    return '';
  }
}

function sleep(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself between the look and the kill.
  }
}
