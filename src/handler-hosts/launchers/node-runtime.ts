/**
 * Which Node runs the handler: the configured one, the user's own, or VS Code's.
 *
 * The first that is new enough wins, and the choice comes with a sentence,
 * because a handler may behave differently in another Node.
 * A `node` on PATH may be the shim of a version manager, which looks at the whole environment and at
 * the current folder; a handler's process has neither. So it is asked once, in the developer's own
 * environment, which executable it stands for.
 */
import * as l10n from '@vscode/l10n';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { findOnPath } from './executable-path';

/** Node 18.19 is the first whose module hooks the TypeScript loader can use. */
const oldestNode = { major: 18, minor: 19 } as const;

export interface NodeRuntime {
  readonly found: true;
  /** What runs the handler: an executable, or a wrapper around one that the configuration names. */
  readonly command: string;
  /** The executable of Node itself; the same as `command` but for a wrapper. */
  readonly executable: string;
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

/** What an executable says of itself. */
interface NodeIdentity {
  readonly executable: string;
  readonly version: string;
  readonly isElectron: boolean;
}

/**
 * @param runtimeExecutable the attribute of the configuration; a path, or a name on PATH
 * @param taskRoot absolute; a relative path starts there, and version managers look for their file there
 */
export async function chooseNodeRuntime(
  runtimeExecutable: string | undefined,
  taskRoot: string,
  offer: NodeOffer = thisMachine(),
): Promise<NodeRuntime | NoNodeRuntime> {
  const { environment, platform } = offer;
  if (runtimeExecutable !== undefined) return configuredRuntime(runtimeExecutable, taskRoot, offer);
  const onPath = findOnPath('node', environment, platform, existsSync);
  if (onPath === undefined) return ownRuntime(offer, l10n.t('no Node.js was found on PATH'));
  const node = await identify(onPath, taskRoot, environment);
  if (node === undefined) {
    const reason = l10n.t('the one on PATH ({0}) does not run in the folder of the handler', onPath);
    return ownRuntime(offer, reason);
  }
  if (!isNewEnough(node.version)) {
    return ownRuntime(offer, l10n.t('Node.js {0} on PATH is older than {1}', node.version, oldest()));
  }
  const explanation = l10n.t(
    'The handler runs in Node.js {0} from PATH ({1}).',
    node.version,
    node.executable,
  );
  return runtime(node.executable, node, explanation);
}

async function configuredRuntime(
  name: string,
  taskRoot: string,
  offer: NodeOffer,
): Promise<NodeRuntime | NoNodeRuntime> {
  const { environment, platform } = offer;
  const command = /[\\/]/.test(name)
    ? path.resolve(taskRoot, name)
    : findOnPath(name, environment, platform, existsSync);
  const node = command === undefined ? undefined : await identify(command, taskRoot, environment);
  if (command === undefined || node === undefined) {
    return {
      found: false,
      message: l10n.t(
        'runtimeExecutable "{0}" does not run as Node.js: give the path of a Node.js {1} or newer, or remove the attribute.',
        name,
        oldest(),
      ),
    };
  }
  if (!isNewEnough(node.version)) {
    return {
      found: false,
      message: l10n.t(
        'runtimeExecutable "{0}" is Node.js {1}: Node.js {2} or newer is needed.',
        name,
        node.version,
        oldest(),
      ),
    };
  }
  // A shim goes by the name of what it stands for; anything else is a wrapper that does something of its own.
  const start = /^node(?:js)?(?:\.exe)?$/i.test(path.basename(command)) ? node.executable : command;
  const explanation = l10n.t(
    'The handler runs in Node.js {0} ({1}), as runtimeExecutable says.',
    node.version,
    start,
  );
  return runtime(start, node, explanation);
}

/** @param reason a clause */
function ownRuntime(offer: NodeOffer, reason: string): NodeRuntime | NoNodeRuntime {
  const { ownExecutable, ownNodeVersion, isElectron } = offer;
  if (!isNewEnough(ownNodeVersion) || !existsSync(ownExecutable)) {
    return {
      found: false,
      message: l10n.t(
        'There is no Node.js to run the handler with, because {0}: install Node.js {1} or newer, or set runtimeExecutable.',
        reason,
        oldest(),
      ),
    };
  }
  const node: NodeIdentity = { executable: ownExecutable, version: ownNodeVersion, isElectron };
  const explanation = l10n.t(
    "The handler runs in VS Code's own Node.js {0}, because {1}.",
    ownNodeVersion,
    reason,
  );
  return runtime(ownExecutable, node, explanation);
}

function runtime(
  command: string,
  { executable, version, isElectron }: NodeIdentity,
  explanation: string,
): NodeRuntime {
  const environment: Record<string, string> = isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  return { found: true, command, executable, environment, version, explanation };
}

const question =
  'JSON.stringify([process.execPath, process.versions.node, process.versions.electron !== undefined])';

/** @returns undefined if it cannot be run, takes longer than 10 seconds, or does not answer like Node */
function identify(
  command: string,
  cwd: string,
  environment: NodeJS.ProcessEnv,
): Promise<NodeIdentity | undefined> {
  return new Promise((resolve) => {
    const options = {
      cwd,
      timeout: 10_000,
      windowsHide: true,
      // An Electron would open a window instead of answering; a Node does not know the variable.
      env: { ...environment, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
    };
    try {
      execFile(command, ['-p', question], options, (error, stdout) => {
        resolve(error === null ? parseNodeIdentity(stdout) : undefined);
      });
    } catch {
      // A NUL character in the path: nothing that could be run.
      resolve(undefined);
    }
  });
}

/** Wrappers and shims may print lines of their own before it. */
export function parseNodeIdentity(output: string): NodeIdentity | undefined {
  const [, executable, version, isElectron] =
    /^\[("(?:[^"\\]|\\.)*"),"(\d+\.\d+\.\d+)[^"]*",(true|false)\]\r?$/m.exec(output) ?? [];
  if (executable === undefined || version === undefined) return undefined;
  return { executable: JSON.parse(executable) as string, version, isElectron: isElectron === 'true' };
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor);
}

function oldest(): string {
  return `${oldestNode.major}.${oldestNode.minor}`;
}
