/** What is redriven when one failed batch was chosen, and when all of a destination were. */
import * as vscode from 'vscode';
import { isOfTrigger } from '../../failed-batches/finding/batch-of-trigger';
import { chooseFolder } from '../commands/choose-folder';
import { withProgress } from '../notifications';
import type { DestinationNode, FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { askTrigger } from './asked-trigger';
import { countedBatches } from './counted';
import type { FailedBatchParts } from './failed-batch-parts';
import { failuresToRedrive } from './redrive-failures';
import type { RedriveIntent } from './redrive-intent';
import { redriveTarget, refuseReadOnly } from './redrive-refusals';
import { saveAll } from './save-all';

/** @returns undefined when the user has gone away. @throws an error for people */
export async function redriveOne(
  parts: FailedBatchParts,
  node: FailedBatchNode,
): Promise<RedriveIntent | undefined> {
  const { connection, batch } = node;
  await refuseReadOnly(parts, connection);
  const captured = await parts.capturing.capture(node);
  const title = vscode.l10n.t('Reading who is asking');
  const { trigger, unknown, target } = await withProgress(title, async (stop) => {
    const asked = await askTrigger(parts, node, stop);
    const functionArn = asked.trigger?.functionArn ?? batch.functionArn;
    return { ...asked, target: await redriveTarget(parts, connection, functionArn, stop) };
  });
  const known = { ...node, ...(trigger && { trigger }) };
  const failures = await failuresToRedrive(parts, target, [{ node: known, captured }]);
  if (failures === undefined) return undefined;
  const { folder } = captured;
  if (trigger !== undefined) return { ...failures, target, folder, trigger };
  const unsure = vscode.l10n.t(
    '{0} So nobody can tell whether it still retries these records, or has a tumbling window.',
    unknown,
  );
  return { ...failures, target, folder, remarks: [...failures.remarks, unsure] };
}

/** @returns undefined when the user has gone away. @throws an error for people */
export async function redriveAll(
  parts: FailedBatchParts,
  destination: DestinationNode,
): Promise<RedriveIntent | undefined> {
  const { connection, trigger } = destination;
  await refuseReadOnly(parts, connection);
  const folder = await chooseFolder();
  if (folder === undefined) return undefined;
  const read = await withProgress(vscode.l10n.t('Saving the failed batches'), async (stop, say) => {
    const target = await redriveTarget(parts, connection, trigger.functionArn, stop);
    const all = await parts.failures.batchesOf(destination, stop);
    const nodes = all.filter(({ batch }) => isOfTrigger(batch, trigger));
    const outcome = await saveAll(nodes, folder, parts, stop, (done, total) =>
      say(vscode.l10n.t('{0} of {1}', done, total)),
    );
    stop.throwIfAborted();
    return { target, nodes, foreign: all.length - nodes.length, outcome };
  });
  const { target, nodes, foreign, outcome } = read;
  if (nodes.length === 0)
    throw new Error(vscode.l10n.t('No failed batch of this trigger waits at its destination.'));
  const found = nodes.flatMap((node) => {
    const captured = outcome.saved.find(({ batch }) => batch.id === node.batch.id);
    return captured === undefined ? [] : [{ node, captured }];
  });
  const [firstFailure] = outcome.failed.keys();
  if (found.length === 0)
    throw new Error(firstFailure ?? vscode.l10n.t('Of these failed batches no record is left.'));
  const failures = await failuresToRedrive(parts, target, found);
  if (failures === undefined) return undefined;
  return {
    ...failures,
    target,
    folder,
    trigger,
    remarks: [
      ...failures.remarks,
      ...(outcome.lost.length === 0
        ? []
        : [
            vscode.l10n.t(
              'No record is left of {0}: not sent, not deleted.',
              countedBatches(outcome.lost.length),
            ),
          ]),
      ...(firstFailure === undefined
        ? []
        : [vscode.l10n.t('Some batches could not be saved and stay where they are: {0}', firstFailure)]),
      ...(foreign === 0
        ? []
        : [vscode.l10n.t('Of other triggers, and left where they are: {0}.', countedBatches(foreign))]),
    ],
  };
}
