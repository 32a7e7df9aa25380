/**
 * Starts and ends one VS Code server on the loopback interface. The server reports the death of an extension
 * host only as a line in its output, so that output is watched (the workbench itself would report success).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

const PORT_LINE = /Extension host agent listening on (\d+)/;
const EXTENSION_HOST_END_LINE = /Extension Host Process exited with code: (\S+), signal: ([^\s.]+)/;
const START_LIMIT_MS = 120_000;
const POLITE_END_LIMIT_MS = 5000;

const ALWAYS = [
  ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
  ...['--telemetry-level', 'off', '--disable-telemetry', '--disable-update-check'],
  ...['--disable-getting-started-override', '--force-disable-user-env', '--enable-remote-auto-shutdown'],
];

/**
 * @typedef {object} ServerOptions
 * @property {import('./set-up/code-server.mjs').InstalledCodeServer} installation
 * @property {string} temporaryFolder short; receives sockets
 * @property {string} userDataFolder
 * @property {string} extensionsFolder
 * @property {boolean} smokeTestDriver lets the page's payload name an extension and a suite to load
 * @property {boolean} [workspaceTrust] folders are not trusted until somebody trusts them, as users have it
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment; reaches the extension host
 *
 * @typedef {object} VsCodeServer
 * @property {number} port
 * @property {number} pid also the id of the server's process group
 * @property {readonly string[]} output lines
 * @property {() => string[]} extensionHostFailures one sentence for each extension host that did not end well
 * @property {() => void} kill at once, for a process that is about to exit
 * @property {() => Promise<void>} stop resolves when the whole process group is gone
 */

/**
 * @param {ServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startVsCodeServer(options) {
  const { installation, temporaryFolder } = options;
  const runtimeFolder = path.join(temporaryFolder, 'run');
  await mkdir(runtimeFolder, { recursive: true, mode: 0o700 });
  const child = spawn(installation.node, serverArguments(options), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      EXTENSIONS_GALLERY: '{}',
      TMPDIR: runtimeFolder,
      XDG_RUNTIME_DIR: runtimeFolder,
      ...options.env,
    },
  });
  await once(child, 'spawn');
  const pid = /** @type {number} */ (child.pid);
  /** @type {string[]} */
  const output = [];
  const port = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => {
      killGroup(pid);
      reject(new Error(`The VS Code server ${reason}.\n${output.join('\n')}`));
    };
    const limit = setTimeout(() => fail(`did not listen within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('exit', (exitCode, signal) => {
      clearTimeout(limit);
      fail(`ended at its start (exit code ${exitCode}, signal ${signal})`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const portText = PORT_LINE.exec(line)?.[1];
        if (portText !== undefined) {
          clearTimeout(limit);
          resolve(Number(portText));
        }
      });
    }
  });
  return {
    port,
    pid,
    output,
    extensionHostFailures: () => output.flatMap(extensionHostFailure),
    kill: () => killGroup(pid),
    stop: () => stopGroup(child, pid),
  };
}

/**
 * @param {ServerOptions} options
 * @returns {string[]}
 */
function serverArguments({
  installation,
  userDataFolder,
  extensionsFolder,
  smokeTestDriver,
  workspaceTrust = false,
}) {
  return [
    path.join(installation.vscodeFolder, 'out', 'server-main.js'),
    ...ALWAYS,
    ...installation.version.serverFlags,
    '--user-data-dir',
    userDataFolder,
    '--extensions-dir',
    extensionsFolder,
    ...(smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

/**
 * @param {string} line
 * @returns {string[]} empty unless the line tells of an extension host that crashed or was killed
 */
function extensionHostFailure(line) {
  const [, exitCode, signal] = EXTENSION_HOST_END_LINE.exec(line) ?? [];
  const endedWell = exitCode === undefined || (exitCode === '0' && signal === 'null');
  return endedWell ? [] : [`The extension host ended with exit code ${exitCode}, signal ${signal}.`];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} pid
 */
async function stopGroup(child, pid) {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), POLITE_END_LIMIT_MS);
    await exited;
    clearTimeout(limit);
  }
  killGroup(pid);
}

/** @param {number} pid */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
      throw error;
    }
  }
}
