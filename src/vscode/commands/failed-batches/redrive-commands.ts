/** Commands that invoke the deployed function with failed or captured batches. */
import * as vscode from 'vscode';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { captureIntent } from '../../failed-batches/redrive-capture';
import { redriveAll, redriveOne } from '../../failed-batches/redrive-choices';
import { prepareRedrive } from '../../failed-batches/redrive-preparation';
import { RedriveRunner } from '../../failed-batches/redrive-runner';
import type { RedriveStorage } from '../../failed-batches/redrive-storage';
import { chooseUnfinished, mayBeginAnew, resumeStored } from '../../failed-batches/redrive-unfinished';
import type { Command } from '../command-table';
import { captureNode } from '../tree-arguments';

export function redriveCommands(parts: FailedBatchParts, storage: RedriveStorage) {
  const runner = new RedriveRunner(parts, storage);
  return {
    [commandIds.redriveFailedBatch]: redriveFailedBatch(parts, storage, runner),
    [commandIds.redriveAllFailedBatches]: redriveAllFailedBatches(parts, storage, runner),
    [commandIds.runCaptureOnLambda]: runCaptureOnLambda(parts, storage, runner),
    [commandIds.resumeRedrive]: resumeRedrive(parts, storage, runner),
  };
}

function redriveFailedBatch(
  parts: FailedBatchParts,
  storage: RedriveStorage,
  runner: RedriveRunner,
): Command {
  return async (argument) => {
    const node = await parts.failures.chooseBatch(
      argument,
      vscode.l10n.t('Which failed batch shall be redriven?'),
    );
    if (node === undefined) return;
    if (!(await mayBeginAnew(parts, storage, runner, new Set([node.batch.id])))) return;
    const intent = await redriveOne(parts, node);
    const plan = intent && (await prepareRedrive(parts, intent));
    if (plan !== undefined) await runner.begin(plan, node.connection);
  };
}

function redriveAllFailedBatches(
  parts: FailedBatchParts,
  storage: RedriveStorage,
  runner: RedriveRunner,
): Command {
  return async (argument) => {
    const destination = await parts.failures.chooseDestination(
      argument,
      vscode.l10n.t('Failed batches of which trigger shall be redriven?'),
    );
    if (destination === undefined) return;
    const intent = await redriveAll(parts, destination);
    if (intent === undefined) return;
    const ids = new Set(intent.batches.map(({ id }) => id));
    if (!(await mayBeginAnew(parts, storage, runner, ids))) return;
    const plan = await prepareRedrive(parts, intent);
    if (plan !== undefined) await runner.begin(plan, destination.connection);
  };
}

/** The same batches as in a replay here, on Lambda itself. */
function runCaptureOnLambda(
  parts: FailedBatchParts,
  storage: RedriveStorage,
  runner: RedriveRunner,
): Command {
  return async (argument) => {
    const { folder, capture } = captureNode(argument);
    const intent = await captureIntent(parts, { folder, file: capture.file });
    if (intent === undefined) return;
    const ids = new Set(intent.batches.map(({ id }) => id));
    if (!(await mayBeginAnew(parts, storage, runner, ids))) return;
    const plan = await prepareRedrive(parts, intent);
    if (plan !== undefined) await runner.begin(plan, intent.target.connection);
  };
}

/** Takes a redrive's id as well. */
function resumeRedrive(parts: FailedBatchParts, storage: RedriveStorage, runner: RedriveRunner): Command {
  return async (argument) => {
    const stored = await chooseUnfinished(storage, argument);
    if (stored !== undefined) await resumeStored(parts, runner, stored);
  };
}
