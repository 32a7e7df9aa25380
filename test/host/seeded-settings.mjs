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
};

/**
 * @param {string} userDataFolder
 * @param {Record<string, unknown>} [extraSettings] win over the seeded ones
 */
export async function seedSettings(userDataFolder, extraSettings = {}) {
  const settingsFile = path.join(userDataFolder, 'User', 'settings.json');
  if (existsSync(settingsFile)) {
    return;
  }
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, `${JSON.stringify({ ...quietSettings, ...extraSettings }, null, 2)}\n`);
}
