/** Save All Before They Expire: every failed batch of a trigger, with what became of each in the end. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { saveAll, type SaveAllOutcome } from '../../failed-batches/save-all';
import { showError, showInformation, withProgress } from '../../notifications';
import type { DestinationNode } from '../../views/failed-batches/failed-batches-node';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';

/**
 * Run again, it goes on with those that are not saved yet.
 *
 * @returns the command; its argument is a destination's row; it answers a SaveAllOutcome, undefined when the user has
 *   gone away
 */
export function saveAllFailedBatches(parts: FailedBatchParts): Command {
  return async (argument) => {
    const { failures } = parts;
    const placeholder = vscode.l10n.t('The failed batches of which trigger are to be saved?');
    const destination = await failures.chooseDestination(argument, placeholder);
    if (destination === undefined) return undefined;
    const folder = await chooseFolder();
    if (folder === undefined) return undefined;
    const title = vscode.l10n.t('Saving the failed batches');
    const outcome = await withProgress(title, async (stop, say) => {
      const waiting = await failures.waitingAt(destination, stop);
      const tell = (done: number, total: number): void => say(vscode.l10n.t('{0} of {1}', done, total));
      return saveAll(waiting, folder, parts, stop, tell);
    });
    tellOutcome(outcome, destination, parts.log);
    return outcome;
  };
}

function tellOutcome(
  outcome: SaveAllOutcome,
  destination: DestinationNode,
  log: vscode.LogOutputChannel,
): void {
  const { total, saved, lost, failed, cutShort } = outcome;
  if (total === 0) {
    showInformation(vscode.l10n.t('No failed batch waits there.'));
    return;
  }
  const incomplete = saved.filter((batch) => batch.incomplete !== undefined).length;
  const reasons = [...failed].map(([reason, names]) =>
    names.length === 1 ? reason : vscode.l10n.t('{0} ({1} batches)', reason, names.length),
  );
  const sentences = [
    saved.length === total
      ? vscode.l10n.t('All {0} failed batches are saved as captured batches.', total)
      : vscode.l10n.t('{0} of {1} failed batches are saved as captured batches.', saved.length, total),
    ...(incomplete > 0 ? [vscode.l10n.t('Of {0} of them records are missing or differ.', incomplete)] : []),
    ...(lost.length > 0 ? [vscode.l10n.t('All records of {0} are trimmed.', lost.length)] : []),
    ...reasons,
  ];
  for (const { captureFile, incomplete: missing } of saved)
    if (missing !== undefined) log.warn(`${captureFile}: ${missing}`);
  for (const { batch } of lost) log.warn(vscode.l10n.t('All records of {0} are trimmed.', batch.id));
  for (const [reason, names] of failed) log.error(`${reason} ${names.join(', ')}`);
  const message = sentences.join(' ');
  const again = {
    label: cutShort ? vscode.l10n.t('Go On') : vscode.l10n.t('Try Again'),
    run: () => vscode.commands.executeCommand(commandIds.saveAllFailedBatches, destination),
  };
  if (failed.size > 0) showError(new Error(message), again);
  else showInformation(message, ...(cutShort ? [again] : []));
}
