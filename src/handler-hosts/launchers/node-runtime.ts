/**
 * Which Node runs the handler: the configured one, the user's own, or VS Code's.
 *
 * The first that is new enough wins, and the choice comes with a sentence,
 * because a handler may behave differently in another Node.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

import { findOnPath } from './executable-path';

/** Node 18.19 is the first whose module hooks the TypeScript loader can use. */
const oldestNode = { major: 18, minor: 19 } as const;

export interface NodeRuntime {
  readonly found: true;
  readonly command: string;
  /** Variables that make the executable behave as Node. */
  readonly environment: Readonly<Record<string, string>>;
  /** For example `24.21.0`. */
  readonly version: string;
  /** Which one was chosen and why, for the person. */
  readonly explanation: string;
}

export interface NoNodeRuntime {
  readonly found: false;
  readonly message: string;
}

/** What the machine offers; the defaults of `thisMachine` are the real thing. */
export interface NodeOffer {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The executable of this process and the versions inside it. */
  readonly ownExecutable: string;
  readonly ownNodeVersion: string;
  readonly isElectron: boolean;
}

function thisMachine(): NodeOffer {
  return {
    environment: process.env,
    platform: process.platform,
    ownExecutable: process.execPath,
    ownNodeVersion: process.versions.node,
    isElectron: process.versions['electron'] !== undefined,
  };
}

/** @param runtimeExecutable the attribute of the configuration; a path, or a name on PATH */
export async function chooseNodeRuntime(
  runtimeExecutable: string | undefined,
  offer: NodeOffer = thisMachine(),
): Promise<NodeRuntime | NoNodeRuntime> {
  const { environment, platform } = offer;
  if (runtimeExecutable !== undefined) return configuredRuntime(runtimeExecutable, offer);
  const onPath = findOnPath('node', environment, platform, existsSync);
  const found = onPath === undefined ? undefined : await nodeVersion(onPath, {});
  if (onPath !== undefined && found !== undefined && isNewEnough(found)) {
    return runtime(onPath, {}, found, `The handler runs in Node.js ${found} from PATH (${onPath}).`);
  }
  const reason =
    found === undefined
      ? 'no Node.js was found on PATH'
      : `Node.js ${found} on PATH is older than ${oldest()}`;
  return ownRuntime(offer, reason);
}

async function configuredRuntime(name: string, offer: NodeOffer): Promise<NodeRuntime | NoNodeRuntime> {
  const { environment, platform } = offer;
  const command = /[\\/]/.test(name) ? name : findOnPath(name, environment, platform, existsSync);
  const version = command === undefined ? undefined : await nodeVersion(command, {});
  if (command === undefined || version === undefined) {
    return {
      found: false,
      message: `runtimeExecutable "${name}" does not run as Node.js: give the path of a Node.js ${oldest()} or newer, or remove the attribute.`,
    };
  }
  if (!isNewEnough(version)) {
    return {
      found: false,
      message: `runtimeExecutable "${name}" is Node.js ${version}: Node.js ${oldest()} or newer is needed.`,
    };
  }
  const explanation = `The handler runs in Node.js ${version} (${command}), as runtimeExecutable says.`;
  return runtime(command, {}, version, explanation);
}

function ownRuntime(offer: NodeOffer, reason: string): NodeRuntime | NoNodeRuntime {
  const { ownExecutable, ownNodeVersion, isElectron } = offer;
  if (!isNewEnough(ownNodeVersion) || !existsSync(ownExecutable)) {
    return {
      found: false,
      message: `There is no Node.js to run the handler with, because ${reason}: install Node.js ${oldest()} or newer, or set runtimeExecutable.`,
    };
  }
  const environment: Record<string, string> = isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  const explanation = `The handler runs in VS Code's own Node.js ${ownNodeVersion}, because ${reason}.`;
  return runtime(ownExecutable, environment, ownNodeVersion, explanation);
}

function runtime(
  command: string,
  environment: Readonly<Record<string, string>>,
  version: string,
  explanation: string,
): NodeRuntime {
  return { found: true, command, environment, version, explanation };
}

/** @returns undefined if it cannot be run, takes longer than 10 seconds, or does not answer like Node */
function nodeVersion(
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = {
      timeout: 10_000,
      windowsHide: true,
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    };
    execFile(command, ['--version'], options, (error, stdout) => {
      resolve(error === null ? parseNodeVersion(stdout) : undefined);
    });
  });
}

/** `v24.21.0`; wrappers such as tsx print their own version before it. */
export function parseNodeVersion(output: string): string | undefined {
  return /^(?:node )?v(\d+\.\d+\.\d+)/m.exec(output)?.[1];
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor);
}

function oldest(): string {
  return `${oldestNode.major}.${oldestNode.minor}`;
}
