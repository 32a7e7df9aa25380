/** What is in the package, and what is not: see .vscodeignore and webpack.config.js. */
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import yauzl from 'yauzl';
import { vsixFile } from '../host/package.mjs';

/** About a tenth more than what the SDK's clients, the pictures of the README and the extension itself take. */
const LARGEST_BYTES = 1_150_000;

describe('the package', () => {
  /** @type {Map<string, string>} */
  let files;

  before(async () => {
    files = await readPackage(vsixFile);
  });

  it('is under 1.15 MB', async () => {
    const { size } = await stat(vsixFile);
    assert.ok(size < LARGEST_BYTES, `it has ${size} bytes`);
  });

  it('holds what the manifest and the sample need', () => {
    for (const file of [
      'package.json',
      'package.nls.json',
      'readme.md',
      'changelog.md',
      'LICENSE.txt',
      'media/icon.png',
      'media/stream-triggers.svg',
      'dist/extension.js',
      'dist/node-host/bootstrap.js',
      'dist/node-host/process-guard.js',
      'dist/node-host/typescript-hooks.js',
      'samples/orders/src/handler.ts',
      'samples/orders/.stream-triggers/sample.json',
      'samples/orders/.stream-triggers/captures/2-order-with-gift.json',
    ])
      assert.ok(files.has(`extension/${file}`), `${file} is missing`);
  });

  it('holds no source, no test, no source map and nothing of node_modules', () => {
    const wrong = [...files.keys()].filter(
      (file) =>
        /\.map$|node_modules|\.test\./.test(file) ||
        /^extension\/(?:src|test|out|docs|\.vscode-test)\//.test(file) ||
        (file.endsWith('.ts') && !file.startsWith('extension/samples/orders/src/')),
    );
    assert.deepEqual(wrong, []);
  });

  it('leaves the command line to the npm package', () => {
    assert.deepEqual(
      [...files.keys()].filter((file) => file.includes('command-line')),
      [],
    );
  });

  it('holds code of the AWS SDK in its own chunk only, which nothing loads at start-up', () => {
    const withSdk = [...files].filter(
      ([file, text]) => file.endsWith('.js') && /smithy|SignatureV4|sts\.amazonaws/i.test(text),
    );
    assert.deepEqual(
      withSdk.map(([file]) => file),
      ['extension/dist/chunks/aws-sdk.js'],
    );
  });

  it('names no registry, no repository that is not ours and no path of the machine that built it', () => {
    for (const [file, text] of files)
      assert.doesNotMatch(text, /registry\.npmjs|\/work\/main|\/root\//, file);
  });
});

/**
 * @param {string} file
 * @returns {Promise<Map<string, string>>} the files' names and contents
 */
async function readPackage(file) {
  /** @type {Map<string, string>} */
  const files = new Map();
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const chunks = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  return files;
}
