/**
 * Starts the headless browser that shows the workbench, unable to look up any host but this machine.
 */
import { chromium } from 'playwright-core';
import { findChromium } from './set-up/chromium.mjs';
import { PlainFailure } from './set-up/progress.mjs';

/**
 * @param {string} temporaryFolder receives the browser's profile
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function startHeadlessChromium(temporaryFolder) {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new PlainFailure('No Chromium is installed: node test/host/set-up/set-up.mjs installs one.');
  }
  return chromium.launch({
    executablePath,
    headless: true,
    // The callers end the browser and the server together.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Its crash reports and settings would otherwise go to the user's own folder.
    env: { ...definedEnvironment(), TMPDIR: temporaryFolder, XDG_CONFIG_HOME: temporaryFolder },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
    ],
  });
}

/** @returns {Record<string, string>} */
function definedEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
