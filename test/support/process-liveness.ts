/** Whether a process is there and not just an unreaped zombie. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // ESRCH: there is none.
    return false;
  }
  if (!existsSync('/proc/self/stat')) return true;
  try {
    // The state follows the command, which is in parentheses and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    // It ended between the two looks.
    return false;
  }
}

/** Resolves when the process is gone; the test's own time limit ends a wait in vain. */
export async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The ids of processes whose environment holds the text (Linux). */
export function processesWithEnvironment(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return isRunning(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
      } catch {
        // Ended meanwhile, or not ours to read.
        return false;
      }
    });
}
