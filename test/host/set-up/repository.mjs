/**
 * Where the repository is and where its git-ignored working folders lie. Found by walking up to the
 * product's package.json, because a copy of a script may run from out/ as well.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PRODUCT_NAME = 'dynamodb-stream-triggers';

/** @type {string} absolute path of the folder that holds the product's package.json */
export const repositoryRoot = findRepositoryRoot(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @param {...string} segments
 * @returns {string} absolute path inside the repository
 */
export function inRepository(...segments) {
  return path.join(repositoryRoot, ...segments);
}

/** Git-ignored folder of everything fetched for tests; `npm ci` does not wipe it. */
export const fetchedFolder = inRepository('.vscode-test');

/** Git-ignored folder for pictures of test runs. */
export const screenshotsFolder = inRepository('test', 'screenshots');

/**
 * @param {string} startFolder
 * @returns {string}
 */
function findRepositoryRoot(startFolder) {
  for (let folder = startFolder; ; folder = path.dirname(folder)) {
    const manifestPath = path.join(folder, 'package.json');
    if (existsSync(manifestPath) && JSON.parse(readFileSync(manifestPath, 'utf8')).name === PRODUCT_NAME) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`No package.json of ${PRODUCT_NAME} above ${startFolder}.`);
    }
  }
}
