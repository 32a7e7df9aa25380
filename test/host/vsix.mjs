/**
 * Installs a packaged extension with VS Code's own installer, as a user's VS Code would.
 */
import path from 'node:path';
import { requireCommand } from './set-up/run-command.mjs';

/**
 * @param {import('./set-up/code-server.mjs').InstalledCodeServer} installation
 * @param {{ vsixFile: string, extensionsFolder: string, userDataFolder: string }} where
 */
export async function installVsix(installation, { vsixFile, extensionsFolder, userDataFolder }) {
  await requireCommand(
    installation.node,
    [
      path.join(installation.vscodeFolder, 'out', 'server-main.js'),
      ...['--install-extension', vsixFile, '--force', '--accept-server-license-terms'],
      ...['--extensions-dir', extensionsFolder, '--user-data-dir', userDataFolder],
    ],
    { what: `installing ${path.basename(vsixFile)} in VS Code ${installation.version.vscodeVersion}` },
  );
}
