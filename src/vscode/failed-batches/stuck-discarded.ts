/** What Lambda has discarded while a shard was unblocked, as its documents tell; they stay in the view without the destination. */
import * as vscode from 'vscode';
import { destinationKind, destinationName } from '../../failed-batches/finding/destination-kind';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import type { Movement } from '../../failed-batches/stuck/movement';
import { ServiceError } from '../../triggers/ports/service-error';
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { withProgress } from '../notifications';
import { recordsText } from '../views/failed-batches/failed-batch-text';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { FailedBatchParts } from './failed-batch-parts';

/** Ranges that are named; more are counted. */
const MOST_NAMED = 3;

/** @returns a sentence; undefined if nothing was discarded, as far as can be seen */
export async function tellDiscarded(
  parts: FailedBatchParts,
  { connection, trigger }: ChosenTrigger,
  kept: KeptUnblock,
  { documents }: Movement,
): Promise<string | undefined> {
  const { OnFailure } = kept.temporary.DestinationConfig ?? kept.before.DestinationConfig;
  const destinationArn = OnFailure.Destination;
  if (destinationKind(destinationArn) === 'topic')
    return vscode.l10n.t(
      'What it has discarded was told to the subscribers of {0}.',
      destinationName(destinationArn),
    );
  if (documents === 0) return undefined;
  const destination = { kind: 'failureDestination', connection, trigger, destinationArn } as const;
  const title = vscode.l10n.t('Reading what was discarded from {0}', destinationName(destinationArn));
  try {
    const all = await withProgress(title, (stop) => parts.failures.batchesOf(destination, stop));
    const fresh = all.filter(({ batch }) => batch.discardedMs >= kept.beganMs);
    if (kept.temporary.DestinationConfig === undefined) parts.failures.refresh(connection, trigger);
    else await parts.failures.add(fresh.map(withoutDestination));
    return fresh.length === 0 ? countText(documents, destinationArn) : rangesText(fresh, destinationArn);
  } catch (error) {
    if (error instanceof ServiceError) parts.log.warn(error.message);
    // How the unblocking ended is to be said all the same.
    else if (!(error instanceof vscode.CancellationError)) parts.report(error);
    return countText(documents, destinationArn);
  }
}

/** The trigger has its destination no more, and the view no row of it that others could stand below. */
function withoutDestination({ kind, connection, trigger, batch, at }: FailedBatchNode): FailedBatchNode {
  return { kind, connection, ...(trigger && { trigger }), batch, at };
}

function countText(documents: number, destinationArn: string): string {
  const destination = destinationName(destinationArn);
  return documents === 1
    ? vscode.l10n.t('1 document came to {0}.', destination)
    : vscode.l10n.t('{0} documents came to {1}.', documents, destination);
}

function rangesText(nodes: readonly FailedBatchNode[], destinationArn: string): string {
  const records = nodes.reduce((sum, { batch }) => sum + batch.batchSize, 0);
  const ranges = nodes.slice(0, MOST_NAMED).map(({ batch }) => {
    const { startSequenceNumber: start, endSequenceNumber: end } = batch;
    return start === end ? start : `${start} – ${end}`;
  });
  const more = nodes.length - ranges.length;
  return vscode.l10n.t(
    'It has discarded {0} ({1}); what is told of them is at {2} and in the view "Failed Batches".',
    recordsText({ batchSize: records }),
    [...ranges, ...(more > 0 ? [vscode.l10n.t('{0} more', more)] : [])].join(', '),
    destinationName(destinationArn),
  );
}
