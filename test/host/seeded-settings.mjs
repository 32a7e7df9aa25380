/**
 * The user settings that a VS Code under test starts with: nothing of VS Code's own on the screen, no look-ups
 * in the network, dialogs that a keyboard can drive.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.autofetch': false,
  'security.workspace.trust.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'window.confirmBeforeClose': 'never',
  'remote.autoForwardPorts': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'files.simpleDialog.enable': true,
  // As on the desktop. In a browser it is on, and what is saved by hand while that runs is not saved again.
  'files.autoSave': 'off',
};

/**
 * @param {string} userDataFolder
 * @param {Record<string, unknown>} [extraSettings] win over the seeded ones
 */
export async function seedSettings(userDataFolder, extraSettings = {}) {
  if (existsSync(settingsFileIn(userDataFolder, 'User'))) {
    return;
  }
  await writeSettings(settingsFileIn(userDataFolder, 'User'), { ...quietSettings, ...extraSettings });
  // A server takes settings of the scope "machine" from here only.
  await writeSettings(settingsFileIn(userDataFolder, 'Machine'), extraSettings);
}

/**
 * @param {string} userDataFolder
 * @param {'User' | 'Machine'} whose
 */
function settingsFileIn(userDataFolder, whose) {
  return path.join(userDataFolder, whose, 'settings.json');
}

/**
 * @param {string} file
 * @param {Record<string, unknown>} settings
 */
async function writeSettings(file, settings) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}
