/** Commands that find and show failed batches. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { withProgress } from '../../notifications';
import type { DestinationNode } from '../../views/failed-batches/failed-batches-node';
import { isFailuresRow } from '../../views/failed-batches/failures-rows';
import type { Command } from '../command-table';
import { debugFromClipboard, openFromClipboard, openFromFile, openFromText } from './opened-texts';
import { showFailureDocument } from './show-failure-document';

export function findingCommands(parts: FailedBatchParts) {
  return {
    [commandIds.refreshFailedBatches]: refreshFailedBatches(parts),
    [commandIds.openFailedBatchFromClipboard]: openFromClipboard(parts),
    [commandIds.debugFailedBatchFromClipboard]: debugFromClipboard(parts),
    [commandIds.openFailedBatchFromFile]: openFromFile(parts),
    [commandIds.openFailedBatchFromText]: openFromText(parts),
    [commandIds.showFailureDocument]: showFailureDocument(parts),
    [commandIds.dismissFailedBatch]: dismissFailedBatch(parts),
    [commandIds.peekQueue]: peekQueue(parts),
    [commandIds.showFailedBatches]: showFailedBatches(parts),
  };
}

/** Of the row that it was called on, or all. A row that says so passes a bucket whose older objects are wanted. */
function refreshFailedBatches({ failures }: FailedBatchParts): Command {
  return async (argument) => {
    const older = olderIn(argument);
    if (older !== undefined)
      await withProgress(vscode.l10n.t('Reading older failed batches'), (signal) =>
        failures.readOlder(older, signal),
      );
    else if (!isFailuresRow(argument) || argument.kind === 'failuresMessage') failures.refresh();
    else if (argument.kind === 'failureDestination') failures.refresh(argument.connection, argument.trigger);
    else if ('connection' in argument) failures.refresh(argument.connection);
    else failures.refresh(argument.destination.connection, argument.destination.trigger);
  };
}

function olderIn(argument: unknown): DestinationNode | undefined {
  if (typeof argument !== 'object' || argument === null || !('older' in argument)) return undefined;
  const { older } = argument;
  return isFailuresRow(older) && older.kind === 'failureDestination' ? older : undefined;
}

function dismissFailedBatch({ failures }: FailedBatchParts): Command {
  return async (argument) => {
    const node = await failures.chooseBatch(
      argument,
      vscode.l10n.t('Which failed batch is to be dismissed?'),
    );
    if (node === undefined) return;
    // It would be out of sight and still wait there.
    if (node.below !== undefined && (node.at.kind === 'queue' || node.at.kind === 'bucket'))
      throw new Error(
        vscode.l10n.t(
          'It waits in {0}, and goes from the view when it is redriven or deleted there. Only what was opened from a text or a file is dismissed.',
          node.at.kind === 'queue' ? node.at.queueArn : node.at.bucketArn,
        ),
      );
    failures.remove(node);
  };
}

function peekQueue({ failures }: FailedBatchParts): Command {
  return async (argument) => {
    const destination = await failures.chooseDestination(
      argument,
      vscode.l10n.t('Which queue is to be looked into?'),
    );
    if (destination !== undefined) await failures.lookInto(destination);
  };
}

function showFailedBatches({ failures }: FailedBatchParts): Command {
  return async (argument) => {
    const destination = await failures.chooseDestination(
      argument,
      vscode.l10n.t('The failed batches of which trigger?'),
    );
    if (destination !== undefined) await failures.reveal(destination);
  };
}
