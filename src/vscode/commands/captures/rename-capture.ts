/** Rename: asks for a new file name and keeps the last outcome. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ReplayOutcomes } from '../../replay-outcomes';
import type { CaptureLibrary } from '../../../captures/library/capture-library';
import type { Command } from '../command-table';
import { captureFileNode } from '../tree-arguments';

export function renameCapture(library: CaptureLibrary, outcomes: ReplayOutcomes): Command {
  return async (argument) => {
    const { file } = captureFileNode(argument);
    const current = path.basename(file);
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t('Rename Captured Batch'),
      value: current,
      valueSelection: [0, current.length - path.extname(current).length],
      validateInput: (value) => library.refuseName(value.trim()),
    });
    if (name === undefined || name === current) return;
    outcomes.move(file, await library.rename(file, name.trim()));
  };
}
