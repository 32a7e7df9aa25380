/**
 * One real VS Code with one window: VS Code's server, headless Chromium, a page with the workbench. Without
 * the smoke-test driver it is the product as a user has it (toasts and modal dialogs included); with it the
 * page's payload may name an extension under development and a suite to run inside the extension host.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startHeadlessChromium } from './headless-chromium.mjs';
import { seedSettings } from './seeded-settings.mjs';
import { codeServerVersion } from './set-up/code-server-versions.mjs';
import { ensureCodeServer } from './set-up/code-server.mjs';
import { screenshotsFolder } from './set-up/repository.mjs';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.mjs';
import { startVsCodeServer } from './vscode-server.mjs';
import { installVsix } from './vsix.mjs';

/** Which VS Code a test uses when it does not say: "newest" or "lowest". */
export const VERSION_VARIABLE = 'STREAM_TRIGGERS_VSCODE';

const WORKBENCH_LIMIT_MS = 120_000;
/** For whatever is waited for on the screen. */
const SCREEN_LIMIT_MS = 90_000;

/**
 * @typedef {object} HostOptions
 * @property {'newest' | 'lowest'} [version] default: the environment variable above, then newest
 * @property {string} [vsixFile] a packaged extension to install first
 * @property {string} [userDataFolder] default: in the window's own temporary folder
 * @property {string} [extensionsFolder] default: in the window's own temporary folder
 * @property {Record<string, unknown>} [settings] user settings beside the seeded ones
 * @property {NodeJS.ProcessEnv} [env] added to the environment of server and extension host
 * @property {boolean} [workspaceTrust] the folder is not trusted until somebody trusts it
 *
 * @typedef {object} WindowOptions
 * @property {string} [folder] absolute path of the folder, or of the .code-workspace file, to open
 * @property {readonly (readonly [string, string])[]} [payload] needs the smoke-test driver; paths as file paths
 * @property {{ width: number, height: number }} [viewport] in CSS pixels
 * @property {(page: import('playwright-core').Page) => Promise<void>} [beforeLoading]
 */

/** @type {Set<VsCodeHost>} */
const openHosts = new Set();
process.once('exit', () => {
  for (const host of openHosts) {
    host.server.kill();
  }
});

/** A running server with its temporary folder; windows are opened on it. */
class VsCodeHost {
  /**
   * @param {string} temporaryFolder
   * @param {import('./vscode-server.mjs').VsCodeServer} server
   */
  constructor(temporaryFolder, server) {
    this.temporaryFolder = temporaryFolder;
    this.server = server;
    openHosts.add(this);
  }

  /**
   * @param {Pick<WindowOptions, 'folder' | 'payload'>} [what]
   * @returns {string} the address of a window
   */
  address({ folder, payload } = {}) {
    const authority = `localhost:${this.server.port}`;
    const query = new URLSearchParams();
    if (folder === undefined) {
      query.set('ew', 'true');
    } else {
      query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
    }
    if (payload !== undefined) {
      const remote = payload.map(([key, value]) => [
        key,
        path.isAbsolute(value) ? `vscode-remote://${authority}${value}` : value,
      ]);
      query.set('payload', JSON.stringify(remote));
    }
    return `http://${authority}/?${query}`;
  }

  /** Ends the server and everything it started, and removes the temporary folder. */
  async stop() {
    await this.server.stop();
    openHosts.delete(this);
    await removeTemporaryFolder(this.temporaryFolder);
  }
}

/**
 * @param {HostOptions & { smokeTestDriver?: boolean }} [options]
 * @returns {Promise<VsCodeHost>}
 */
export async function startVsCodeHost(options = {}) {
  const installation = await ensureCodeServer(
    codeServerVersion(options.version ?? process.env[VERSION_VARIABLE]),
  );
  const temporaryFolder = await makeTemporaryFolder();
  try {
    const userDataFolder = options.userDataFolder ?? path.join(temporaryFolder, 'u');
    const extensionsFolder = options.extensionsFolder ?? path.join(temporaryFolder, 'e');
    await mkdir(extensionsFolder, { recursive: true });
    await seedSettings(userDataFolder, options.settings);
    if (options.vsixFile !== undefined) {
      await installVsix(installation, { vsixFile: options.vsixFile, extensionsFolder, userDataFolder });
    }
    const server = await startVsCodeServer({
      installation,
      temporaryFolder,
      userDataFolder,
      extensionsFolder,
      smokeTestDriver: options.smokeTestDriver ?? false,
      workspaceTrust: options.workspaceTrust ?? false,
      env: options.env ?? {},
    });
    return new VsCodeHost(temporaryFolder, server);
  } catch (error) {
    await removeTemporaryFolder(temporaryFolder);
    throw error;
  }
}

/**
 * @typedef {object} VsCodeWindow
 * @property {import('playwright-core').Page} page
 * @property {VsCodeHost} host
 * @property {(name: string) => Promise<string>} screenshot writes test/screenshots/NAME.png, resolves to its path
 * @property {() => Promise<void>} close ends browser and server; rejects if an extension host crashed
 */

/**
 * Starts server and browser side by side and opens one window.
 *
 * @param {HostOptions & WindowOptions & { smokeTestDriver?: boolean }} [options]
 * @returns {Promise<VsCodeWindow>}
 */
export async function openVsCodeWindow(options = {}) {
  const host = await startVsCodeHost(options);
  let browser;
  try {
    browser = await startHeadlessChromium(host.temporaryFolder);
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1440, height: 900 } });
    context.setDefaultTimeout(SCREEN_LIMIT_MS);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await options.beforeLoading?.(page);
    await page.goto(host.address(options), { timeout: WORKBENCH_LIMIT_MS });
    await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: WORKBENCH_LIMIT_MS });
    return { page, host, screenshot: screenshotTaker(page), close: windowCloser(browser, host) };
  } catch (error) {
    await browser?.close();
    await host.stop();
    throw error;
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {(name: string) => Promise<string>}
 */
function screenshotTaker(page) {
  return async (name) => {
    const file = path.join(screenshotsFolder, `${name}.png`);
    await page.screenshot({ path: file });
    return file;
  };
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {VsCodeHost} host
 * @returns {() => Promise<void>}
 */
function windowCloser(browser, host) {
  return async () => {
    await browser.close();
    await host.stop();
    const failures = host.server.extensionHostFailures();
    if (failures.length > 0) {
      throw new Error(failures.join('\n'));
    }
  };
}
