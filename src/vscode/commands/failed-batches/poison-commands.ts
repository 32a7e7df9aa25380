/** Finds the records of a batch that make the handler fail, and leads from them to the debugger. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { compareImages, debugSet } from '../../failed-batches/poison-actions';
import type { PoisonDocuments, ShownSet } from '../../failed-batches/poison-documents';
import { compareLabel, debugLabel } from '../../failed-batches/poison-documents';
import { type PoisonFinding, hasBothImages } from '../../failed-batches/poison-finding';
import { askProcesses } from '../../failed-batches/poison-process-question';
import { findPoisonRecords } from '../../failed-batches/poison-run';
import { verdictSentence } from '../../failed-batches/poison-sentences';
import { poisonTarget } from '../../failed-batches/poison-target';
import { type NotificationAction, showInformation } from '../../notifications';
import type { Command } from '../command-table';

export function poisonCommands(parts: FailedBatchParts, documents: PoisonDocuments) {
  return {
    [commandIds.findPoisonRecord]: findPoisonRecord(parts, documents),
    [commandIds.debugPoisonRecord]: ofSet((shown) => debugSet(parts, documents.findingOf(shown), shown.set)),
    [commandIds.comparePoisonImages]: ofSet((shown) =>
      compareImages(parts, documents.findingOf(shown), shown.set),
    ),
  };
}

function findPoisonRecord(parts: FailedBatchParts, documents: PoisonDocuments): Command {
  return async (argument) => {
    const target = await poisonTarget(parts, argument);
    if (target === undefined) return;
    const isFresh = await askProcesses(parts.state);
    if (isFresh === undefined) return;
    const finding = await findPoisonRecords(parts, target, isFresh);
    const [first] = await documents.show(finding);
    if (first !== undefined) await compareImages(parts, finding, first.set, { isBeside: true });
    showInformation(verdictSentence(finding), ...(first === undefined ? [] : actionsOf(finding, first)));
  };
}

function actionsOf(finding: PoisonFinding, shown: ShownSet): readonly NotificationAction[] {
  const set = finding.search.sets[shown.set];
  if (set === undefined) return [];
  const { debugPoisonRecord, comparePoisonImages } = commandIds;
  const action = (label: string, command: string): NotificationAction => ({
    label,
    run: () => vscode.commands.executeCommand(command, shown),
  });
  return [
    action(debugLabel(set.indexes.length), debugPoisonRecord),
    ...(hasBothImages(finding, set) ? [action(compareLabel(), comparePoisonImages)] : []),
  ];
}

function ofSet(act: (shown: ShownSet) => Promise<void>): Command {
  return (argument) => {
    if (!isShownSet(argument))
      throw new Error(vscode.l10n.t('Find a poison record first: its document leads on.'));
    return act(argument);
  };
}

function isShownSet(argument: unknown): argument is ShownSet {
  return typeof argument === 'object' && argument !== null && 'document' in argument && 'set' in argument;
}
