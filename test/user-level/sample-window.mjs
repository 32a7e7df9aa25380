/**
 * A window of the packaged product on a fresh copy of the sample, for one test; a picture when the test fails.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { vsixFile } from '../host/package.mjs';
import { inRepository } from '../host/set-up/repository.mjs';
import { makeTemporaryFolder, removeTemporaryFolder } from '../host/temporary-folder.mjs';
import { openVsCodeWindow } from '../host/vscode-window.mjs';
import { Workbench } from './workbench/workbench.mjs';

/**
 * @typedef {object} SampleWindow
 * @property {string} folder the sample's copy
 * @property {import('../host/vscode-window.mjs').VsCodeWindow['host']} host
 * @property {Workbench} workbench
 * @property {import('playwright-core').Page} page
 * @property {(name: string) => Promise<string>} screenshot
 */

/**
 * @param {(window: SampleWindow) => Promise<void>} test
 * @param {{ name: string, greeted?: boolean, open?: string, settings?: Record<string, unknown>,
 *   prepare?: (folder: string) => Promise<void>, env?: (folder: string) => NodeJS.ProcessEnv,
 *   isRestricted?: boolean, mayLoseExtensionHost?: boolean }} options
 *   `name` of the pictures; without `greeted` the copy is an ordinary folder, not marked as the sample;
 *   with `isRestricted` the folder is not trusted; `open` is what the window opens instead of the copy;
 *   with `mayLoseExtensionHost` a killed extension host is no failure
 */
export async function inSampleWindow(
  test,
  { name, greeted = false, open, settings, prepare, env, isRestricted = false, mayLoseExtensionHost = false },
) {
  const temporary = await makeTemporaryFolder();
  const folder = path.join(temporary, 'orders');
  await mkdir(folder);
  await cp(inRepository('samples', 'orders'), folder, { recursive: true });
  if (!greeted) {
    await rm(path.join(folder, '.stream-triggers', 'sample.json'));
  }
  await prepare?.(folder);
  const window = await openVsCodeWindow({
    folder: open === undefined ? folder : path.join(temporary, open),
    vsixFile,
    workspaceTrust: isRestricted,
    settings: {
      ...settings,
      ...(isRestricted && {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      }),
    },
    ...(env && { env: env(folder) }),
  });
  let failed = true;
  try {
    // Rows of the side bar's views that are not on the screen are not there.
    await window.page.setViewportSize({ width: 1440, height: 1400 });
    const workbench = new Workbench(window.page);
    const screenshot = (/** @type {string} */ step) => window.screenshot(`${name}-${step}`);
    await workbench.waitForContainer('DynamoDB Stream Triggers');
    await test({ folder, host: window.host, workbench, page: window.page, screenshot });
    failed = false;
  } finally {
    if (failed) {
      await window.screenshot(`${name}-failed`);
    }
    // Everything has ended by then; what is reported late is only how.
    await window.close().catch((error) => {
      if (!mayLoseExtensionHost) {
        throw error;
      }
    });
    await removeTemporaryFolder(temporary);
  }
}
