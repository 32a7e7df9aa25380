/** Whether a process is there, asked of the system. */
import * as fs from 'node:fs/promises';

/** A process that has ended but was not collected by its parent yet is gone as well. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}
