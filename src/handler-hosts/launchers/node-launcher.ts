/** The command line that starts the Node host with the handler. */
import path from 'node:path';

import type { NodeRuntime } from './node-runtime';

export interface NodeLaunch {
  readonly command: string;
  readonly args: readonly string[];
}

export interface NodeLaunchOptions {
  readonly runtimeArgs: readonly string[];
  /** Wait for a debugger before the first line, on loopback and a free port. */
  readonly inspect: boolean;
  /** The folder of the bundled Node host. */
  readonly bootstrapFolder: string;
}

export function nodeLaunch(runtime: NodeRuntime, options: NodeLaunchOptions): NodeLaunch {
  const inspect = options.inspect ? [`${waitOption(runtime.version)}=127.0.0.1:0`] : [];
  const bootstrap = path.join(options.bootstrapFolder, 'bootstrap.js');
  return { command: runtime.command, args: [...options.runtimeArgs, ...inspect, bootstrap] };
}

/**
 * `--inspect-wait` runs nothing before the debugger says so. `--inspect-brk` stops inside the entry of the first
 * function, where V8 now and then fails a check of its own when the debugger looks at the scopes (seen with
 * 24.21), so it is for versions without the other: before 20.15 and 22.2.
 *
 * @param version for example `24.21.0`
 */
function waitOption(version: string): '--inspect-wait' | '--inspect-brk' {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const canWait = major === 20 ? minor >= 15 : major === 22 ? minor >= 2 : major > 22;
  return canWait ? '--inspect-wait' : '--inspect-brk';
}

/** The bundled process guard, which lies beside the Node host. */
export function processGuardFile(bootstrapFolder: string): string {
  return path.join(bootstrapFolder, 'process-guard.js');
}
