/** The command line that starts the Node host with the handler. */
import path from 'node:path';

import type { NodeRuntime } from './node-runtime';

export interface NodeLaunch {
  readonly command: string;
  readonly args: readonly string[];
}

export interface NodeLaunchOptions {
  readonly runtimeArgs: readonly string[];
  /** Stop before the first line and wait for a debugger, on loopback and a free port. */
  readonly inspect: boolean;
  /** The folder of the bundled Node host. */
  readonly bootstrapFolder: string;
}

export function nodeLaunch(runtime: NodeRuntime, options: NodeLaunchOptions): NodeLaunch {
  const inspect = options.inspect ? ['--inspect-brk=127.0.0.1:0'] : [];
  const bootstrap = path.join(options.bootstrapFolder, 'bootstrap.js');
  return { command: runtime.command, args: [...options.runtimeArgs, ...inspect, bootstrap] };
}

/** The bundled process guard, which lies beside the Node host. */
export function processGuardFile(bootstrapFolder: string): string {
  return path.join(bootstrapFolder, 'process-guard.js');
}
