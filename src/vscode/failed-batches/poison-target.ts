/** From a row of a view to what is searched: a failed batch is saved before anything else. */
import * as vscode from 'vscode';
import type { FailedBatch } from '../../failed-batches/failed-batch';
import { STUCK_CONDITION } from '../../failed-batches/stuck/stuck-batch';
import { captureNode } from '../commands/tree-arguments';
import { showError } from '../notifications';
import { functionNameOf } from '../../triggers/inventory/iterator-ages';
import type { CapturedFailure } from './batch-capturing';
import { tableOf } from './batch-names';
import type { FailedBatchParts } from './failed-batch-parts';
import type { PoisonTarget } from './poison-finding';
import { NotReplayableError, prepareReplay } from './replay-preparation';

/**
 * @param argument a captured batch or a failed batch; anything else asks for a failed batch
 * @returns undefined when the user has gone away
 * @throws an error for people; CancellationError
 */
export async function poisonTarget(
  parts: FailedBatchParts,
  argument: unknown,
): Promise<PoisonTarget | undefined> {
  if (isCaptureNode(argument)) {
    const { folder, capture } = captureNode(argument);
    const { file: captureFile, tableName } = capture;
    const configuration = await parts.startReplay.baseOf({ folder, tableName });
    return configuration && { folder, captureFile, about: [], configuration };
  }
  const question = vscode.l10n.t('In which failed batch shall the poison record be found?');
  const node = await parts.failures.chooseBatch(argument, question);
  if (node === undefined) return undefined;
  try {
    const prepared = await prepareReplay(parts, node);
    if (prepared === undefined) return undefined;
    const { captured, local, configuration } = prepared;
    const { captureFile } = captured;
    const functionName = functionNameOf(node.batch.functionArn);
    return { folder: local.folder, captureFile, about: aboutFailure(captured), functionName, configuration };
  } catch (error) {
    if (!(error instanceof NotReplayableError)) throw error;
    const { captureFile } = error.captured;
    const open = (): unknown => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(captureFile));
    showError(error, { label: vscode.l10n.t('Open Capture'), run: open });
    return undefined;
  }
}

function aboutFailure({ batch, incomplete }: CapturedFailure): readonly string[] {
  const { shardId, startSequenceNumber, endSequenceNumber } = batch;
  return [
    vscode.l10n.t(
      'Table {0}, shard {1}, sequence numbers {2} to {3}.',
      tableOf(batch),
      shardId,
      startSequenceNumber,
      endSequenceNumber,
    ),
    howItFailed(batch),
    ...(incomplete === undefined ? [] : [incomplete]),
  ];
}

function howItFailed({ condition, invocations, discardedMs }: FailedBatch): string {
  if (condition === STUCK_CONDITION)
    return vscode.l10n.t('The trigger is probably stuck at this batch: Lambda has not given it up.');
  const at = new Date(discardedMs).toISOString();
  return invocations === 1
    ? vscode.l10n.t('Given up by Lambda at {0}: {1} after 1 invocation.', at, condition)
    : vscode.l10n.t('Given up by Lambda at {0}: {1} after {2} invocations.', at, condition, invocations);
}

function isCaptureNode(argument: unknown): boolean {
  return (
    typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === 'capture'
  );
}
