/** Open Sample: a copy of the orders sample in a folder of the user's choice, opened. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { exists } from '../file-exists';
import type { Command } from './command-table';

const SAMPLE = ['samples', 'orders'] as const;
const COPY_NAME = 'orders-stream-sample';

export function openSample(extensionUri: vscode.Uri): Command {
  return async () => {
    const chosen = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Where Should the Sample Go?'),
      openLabel: vscode.l10n.t('Put the Sample Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      // Not the folder that is open: the sample is nobody's part.
      defaultUri: vscode.Uri.file(homedir()),
    });
    const parent = chosen?.[0];
    if (parent === undefined) return;
    const copy = await freeName(parent);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, ...SAMPLE), copy);
    // A window that has a folder open keeps it.
    const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
    await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
  };
}

async function freeName(parent: vscode.Uri): Promise<vscode.Uri> {
  for (let count = 1; ; count += 1) {
    const candidate = vscode.Uri.joinPath(parent, count === 1 ? COPY_NAME : `${COPY_NAME}-${String(count)}`);
    if (!(await exists(candidate))) return candidate;
  }
}
