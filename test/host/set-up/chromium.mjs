/**
 * Finds the browser that shows VS Code's workbench, and installs Debian's Chromium where that is possible.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { PlainFailure, reportStep } from './progress.mjs';
import { requireCommand } from './run-command.mjs';

const OVERRIDE_VARIABLE = 'STREAM_TRIGGERS_CHROMIUM';
const NAMES_ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const WELL_KNOWN_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {string | undefined} absolute path of an installed Chromium, Chrome or Edge */
export function findChromium() {
  const override = process.env[OVERRIDE_VARIABLE];
  if (override !== undefined && override !== '') {
    if (!existsSync(override)) {
      throw new PlainFailure(`${OVERRIDE_VARIABLE} names ${override}, which does not exist.`);
    }
    return override;
  }
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES_ON_PATH.map((name) => path.join(folder, name)));
  return [...onPath, ...WELL_KNOWN_PLACES].find(isExecutable);
}

/** @returns {Promise<string>} absolute path of the browser */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) {
    return found;
  }
  if (!isExecutable('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new PlainFailure(
      'A Chromium browser is missing: install Chromium, Google Chrome or Microsoft Edge (on Debian or Ubuntu: ' +
        `apt-get install chromium, as root), or name one in the environment variable ${OVERRIDE_VARIABLE}.`,
    );
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await reportStep('installing Chromium from Debian (apt-get, about 110 MB to download)', async () => {
    await requireCommand('apt-get', ['update'], { env: environment });
    await requireCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      env: environment,
    });
  });
  const installed = findChromium();
  if (installed === undefined) {
    throw new PlainFailure(
      'apt-get installed the package chromium, but no program of that name is on the PATH: ' +
        `name the browser in the environment variable ${OVERRIDE_VARIABLE}.`,
    );
  }
  return installed;
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
