/**
 * The demo for a person: desktop VS Code if `code` is on the PATH, else VS Code in the browser, served on the
 * loopback interface until Ctrl+C. Either way with the packaged product and the sample open in it.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { endOnSignals } from '../host/end-on-signals.mjs';
import { seedSettings } from '../host/seeded-settings.mjs';
import { say } from '../host/set-up/progress.mjs';
import { requireCommand, runCommand } from '../host/set-up/run-command.mjs';
import { removeTemporaryFolder } from '../host/temporary-folder.mjs';
import { startVsCodeHost } from '../host/vscode-window.mjs';

const WINDOWS = process.platform === 'win32';

/** @returns {Promise<boolean>} whether a desktop VS Code can be opened from here */
export async function hasDesktopVsCode() {
  const hasScreen = process.platform !== 'linux' || hasDisplay();
  const found = await runCommand(WINDOWS ? 'where' : 'which', ['code']).catch(() => undefined);
  return hasScreen && found?.exitCode === 0;
}

/**
 * @param {import('./sample-copy.mjs').SampleCopy} sample
 * @param {string} vsixFile
 */
export async function openDesktop(sample, vsixFile) {
  const userDataFolder = path.join(sample.temporaryFolder, 'u');
  const ownFolders = [
    '--user-data-dir',
    userDataFolder,
    '--extensions-dir',
    path.join(sample.temporaryFolder, 'e'),
  ];
  await seedSettings(userDataFolder);
  await requireCommand('code', [...ownFolders, '--install-extension', vsixFile, '--force']);
  say('desktop VS Code opens with the sample: press F5. The demo ends when its window is closed.');
  await requireCommand('code', [...ownFolders, '--new-window', '--wait', sample.folder]);
}

/**
 * @param {import('./sample-copy.mjs').SampleCopy} sample
 * @param {string} vsixFile
 * @returns {Promise<never>}
 */
export async function serveWindow(sample, vsixFile) {
  const host = await startVsCodeHost({ vsixFile });
  endOnSignals(async () => {
    await host.stop();
    await removeTemporaryFolder(sample.temporaryFolder);
  }, 0);
  const address = host.address({ folder: sample.folder });
  if (hasDisplay()) {
    spawn('xdg-open', [address], { stdio: 'ignore', detached: true })
      .once('error', () => say('xdg-open is missing: open the address by hand.'))
      .unref();
  }
  say(`VS Code with the sample is at ${address}`);
  say('Press F5 there. Ctrl+C here ends the demo.');
  return new Promise(() => {});
}

function hasDisplay() {
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
