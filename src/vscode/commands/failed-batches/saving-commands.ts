/** Commands that save failed batches before their records are trimmed. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { CapturedFailure } from '../../failed-batches/batch-capturing';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { showInformation } from '../../notifications';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';
import { reconstructRecords } from './reconstruct-records';
import { saveAllFailedBatches } from './save-all-failed-batches';

export function savingCommands(parts: FailedBatchParts) {
  return {
    [commandIds.saveFailedBatch]: saveFailedBatch(parts),
    [commandIds.saveAllFailedBatches]: saveAllFailedBatches(parts),
    [commandIds.reconstructRecords]: reconstructRecords(parts),
  };
}

/** @returns the command; its argument is a failed batch's row; it answers the CapturedFailure */
function saveFailedBatch(parts: FailedBatchParts): Command {
  return async (argument) => {
    const placeholder = vscode.l10n.t('Which failed batch is to be saved?');
    const node = await parts.failures.chooseBatch(argument, placeholder);
    if (node === undefined) return undefined;
    const folder = await chooseFolder();
    if (folder === undefined) return undefined;
    const wasSaved = (await parts.storeOf(folder).find(node.batch.id)) !== undefined;
    const captured = await parts.capturing.capture(node, folder);
    // What is missing of one that is saved now, has been said with the capture.
    if (wasSaved || captured.incomplete === undefined) tellSaved(captured);
    return captured;
  };
}

function tellSaved({ captureFile, recordCount, incomplete }: CapturedFailure): void {
  const file = vscode.workspace.asRelativePath(captureFile);
  const saved = vscode.l10n.t('{0} records are saved in {1}.', recordCount, file);
  showInformation(incomplete === undefined ? saved : `${saved} ${incomplete}`, {
    label: vscode.l10n.t('Open'),
    run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(captureFile)),
  });
}
