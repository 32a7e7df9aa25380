/** Import File: checks that a file is a capture and copies it into the captures folder. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { showError, showInformation, withProgress } from '../../notifications';
import { capturesFolder, keepCapturesOutOfGit } from '../../settings';
import type { CaptureLibrary } from '../../../captures/library/capture-library';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';

/** @param refresh shows the new file at once, where a file watcher is slow to tell */
export function importCapture(library: CaptureLibrary, refresh: () => void): Command {
  return async () => {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const chosen = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import a Captured Batch'),
      openLabel: vscode.l10n.t('Import'),
      canSelectMany: true,
      filters: {
        [vscode.l10n.t('Captures')]: ['json', 'jsonl', 'ndjson', 'gz', 'zst'],
        [vscode.l10n.t('All files')]: ['*'],
      },
    });
    for (const uri of chosen ?? []) {
      const name = path.basename(uri.fsPath);
      try {
        const copy = await withProgress(vscode.l10n.t('Importing {0}', name), (signal) =>
          library.importFile(uri.fsPath, capturesFolder(folder), keepCapturesOutOfGit(folder), signal),
        );
        refresh();
        showInformation(vscode.l10n.t('Imported {0}.', path.basename(copy)));
      } catch (error) {
        // One bad file does not hold back the others.
        showError(error);
      }
    }
  };
}
