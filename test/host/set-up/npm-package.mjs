/**
 * Fetches one npm package by name and version, compares it with a pinned checksum and extracts it. Used for
 * what must not lie in node_modules: VS Code servers and the second Node.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { requireCommand } from './run-command.mjs';

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity "sha512-<base64>" of the tarball, as package-lock.json writes it
 */

/**
 * @param {PinnedPackage} pinned
 * @param {string} targetFolder receives the package's content (the tarball's `package/` level is dropped)
 * @param {string} [onlyPath] extract only this path of the package, for example `lib/vscode`
 */
export async function extractNpmPackage(pinned, targetFolder, onlyPath) {
  const downloadFolder = `${targetFolder}.download`;
  await rm(downloadFolder, { recursive: true, force: true });
  await mkdir(downloadFolder, { recursive: true });
  await mkdir(targetFolder, { recursive: true });
  const packed = await requireCommand(
    'npm',
    [
      'pack',
      `${pinned.name}@${pinned.version}`,
      '--json',
      '--ignore-scripts',
      '--pack-destination',
      downloadFolder,
    ],
    { cwd: downloadFolder, what: `npm pack ${pinned.name}@${pinned.version}` },
  );
  const tarball = path.join(downloadFolder, JSON.parse(packed)[0].filename);
  await demandIntegrity(tarball, pinned);
  const member = onlyPath === undefined ? 'package' : `package/${onlyPath}`;
  await requireCommand('tar', ['-xzf', tarball, '-C', targetFolder, '--strip-components=1', member]);
  await rm(downloadFolder, { recursive: true, force: true });
}

/**
 * @param {string} tarball
 * @param {PinnedPackage} pinned
 */
async function demandIntegrity(tarball, pinned) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== pinned.integrity) {
    throw new Error(
      `npm package ${pinned.name}@${pinned.version} has the checksum ${found}, but ${pinned.integrity} is pinned.`,
    );
  }
}
