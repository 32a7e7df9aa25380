/**
 * How a process is started and killed together with everything that it starts.
 *
 * POSIX: it leads a process group of its own, and the group gets the signal.
 * Windows: there are no groups; `taskkill /T` walks the tree from a living
 * parent, and what a Node process leaves behind dies with its job object, in
 * which libuv puts every child that is not detached.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export type KillPlan =
  | { readonly how: 'signalGroup'; readonly groupId: number }
  | { readonly how: 'command'; readonly command: string; readonly args: readonly string[] };

/** The options of `spawn` under which `killTree` works later. */
export function treeSpawnOptions(platform: NodeJS.Platform): {
  readonly detached: boolean;
  readonly windowsHide: boolean;
} {
  return { detached: platform !== 'win32', windowsHide: true };
}

/**
 * @param pid of a process started with `treeSpawnOptions`
 * @param systemRoot Windows' own folder; taskkill is not looked up on PATH
 */
export function killPlan(pid: number, platform: NodeJS.Platform, systemRoot: string | undefined): KillPlan {
  if (!Number.isInteger(pid) || pid <= 1) throw new RangeError(`${pid} is not the id of a process to kill.`);
  if (platform !== 'win32') return { how: 'signalGroup', groupId: -pid };
  const command = path.win32.join(systemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  return { how: 'command', command, args: ['/PID', String(pid), '/T', '/F'] };
}

/** Kills at once. That nothing is left to kill is no error. */
export function killTree(pid: number, platform: NodeJS.Platform = process.platform): void {
  const plan = killPlan(pid, platform, process.env['SystemRoot']);
  if (plan.how === 'command') {
    // Exit code 128 says that there is no such process any more.
    spawnSync(plan.command, plan.args, { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(plan.groupId, 'SIGKILL');
  } catch (error) {
    // ESRCH: gone. EPERM: macOS says it for a group that holds only zombies.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
