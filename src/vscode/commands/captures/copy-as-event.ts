/** Copy as Event: the capture as the JSON that the Lambda console and `sam local invoke -e` take. */
import * as vscode from 'vscode';
import { showInformation } from '../../notifications';
import type { CaptureLibrary } from '../../../captures/library/capture-library';
import type { Command } from '../command-table';
import { captureNode } from '../tree-arguments';

export function copyAsEvent(library: CaptureLibrary): Command {
  return async (argument) => {
    const { capture } = captureNode(argument);
    await vscode.env.clipboard.writeText(await library.asEvent(capture.file));
    showInformation(vscode.l10n.t('The event is on the clipboard.'));
  };
}
