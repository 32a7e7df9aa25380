/** Unblock Shard, step by step: captured, shown, agreed to, other options for the time being, the old ones back, what was lost. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { keyText } from '../../engine/events/record-summary';
import { destinationOf } from '../../failed-batches/finding/destination-kind';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import { temporaryOptions, unblockOptionsOf } from '../../failed-batches/stuck/temporary-options';
import type { Unblocked, UnblockPace } from '../../failed-batches/stuck/unblock-trigger';
import { lambdaPace, unblockTrigger } from '../../failed-batches/stuck/unblock-trigger';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { ask, confirm, sentenceOf, showInformation, withProgress } from '../notifications';
import { namesOf } from '../triggers/production-names';
import { triggerLabel } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';
import { askDestination } from './stuck-destination';
import { tellDiscarded } from './stuck-discarded';
import type { KeptUnblocks } from './stuck-kept-unblocks';
import type { OpenedStuckBatch } from './stuck-opening';
import { openStuckBatch } from './stuck-opening';
import { StuckSigns } from './stuck-signs';
import { putBackPorts } from './stuck-unblock-ports';
import { endText, planDetail, stepText } from './stuck-unblock-texts';

/** What stands in for AWS works at a change at once. */
const localPace: UnblockPace = { pollMs: 500, patienceMs: 60_000, quietMs: 3000 };

/** @throws an error for people; if the old options could not be put back, they are offered again */
export async function unblockShard(
  parts: FailedBatchParts,
  store: KeptUnblocks,
  chosen: ChosenTrigger,
): Promise<void> {
  const { trigger, connection } = chosen;
  const label = triggerLabel(trigger);
  if (trigger.state !== 'Enabled') {
    showInformation(
      vscode.l10n.t('Trigger {0} is not enabled: nothing moves before it is. Enable it first.', label),
    );
    return;
  }
  // On a read-only connection there is nothing to ask.
  const what = vscode.l10n.t('Unblock a shard of trigger {0}', label);
  await parts.connections.permitChange(connection, what, namesOf(trigger), true);
  const opened = await capture(parts, chosen);
  if (opened === undefined) return;
  if (opened !== 'none') await showFirst(parts, opened);
  const title = vscode.l10n.t('Unblock Shard of {0}', label);
  const destination = destinationOf(trigger) ?? (await askDestination(parts, chosen, title));
  if (destination === undefined) return;
  const kept = planOf(parts, chosen, destination);
  if (Object.keys(kept.temporary).length === 0) {
    showInformation(
      vscode.l10n.t(
        'Trigger {0} has a destination, cuts failing batches in halves and does not retry for long: it gets past a bad record by itself.',
        label,
      ),
    );
    return;
  }
  const file = opened === 'none' ? undefined : vscode.workspace.asRelativePath(opened.captured.captureFile);
  const message = vscode.l10n.t('Let trigger {0} discard what fails, for the time being?', label);
  if (!(await confirm(message, planDetail(kept, file), vscode.l10n.t('Unblock Shard')))) return;
  await parts.connections.permitChange(connection, what, namesOf(trigger));
  const result = await run(parts, store, chosen, kept);
  const discarded = await tellDiscarded(parts, chosen, kept, result.movement);
  const sentence = endText(kept, result, discarded);
  parts.log.info(`[${connection.name}] ${sentence}`);
  showInformation(sentence);
}

/** @returns `none` if it goes on without the batch; undefined when the user has gone away */
async function capture(
  parts: FailedBatchParts,
  chosen: ChosenTrigger,
): Promise<OpenedStuckBatch | 'none' | undefined> {
  try {
    return await openStuckBatch(parts, chosen);
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    parts.log.warn(sentenceOf(error));
    const goOn = vscode.l10n.t('Go On Without It');
    const answer = await ask(
      vscode.l10n.t('The batch could not be saved first. Unblock the shard all the same?'),
      vscode.l10n.t(
        '{0}\n\nWhat Lambda discards leaves a document at the destination. The record itself is kept by the stream for 24 hours only.',
        sentenceOf(error),
      ),
      goOn,
    );
    return answer === goOn ? 'none' : undefined;
  }
}

/** The first is the likeliest: nobody knows yet which one fails. */
async function showFirst({ records }: FailedBatchParts, { node, position }: OpenedStuckBatch): Promise<void> {
  const { record } = position.records[0];
  const shown = {
    place: `${node.batch.streamArn}#${node.batch.shardId}#${record.dynamodb.SequenceNumber}`,
    eventName: record.eventName,
    keyText: keyText(record),
  };
  await records.documents.showChange(shown, record.dynamodb, true);
}

function planOf(
  { clock }: FailedBatchParts,
  { connection, trigger }: ChosenTrigger,
  destination: string,
): KeptUnblock {
  const before = unblockOptionsOf(trigger.document);
  const now = clock.now();
  return {
    id: randomUUID(),
    connectionId: connection.id,
    connectionName: connection.name,
    uuid: trigger.uuid,
    streamArn: trigger.streamArn,
    functionArn: trigger.functionArn,
    beganMs: now,
    seenMs: now,
    before,
    temporary: temporaryOptions(before, destination),
  };
}

function run(
  parts: FailedBatchParts,
  store: KeptUnblocks,
  { connection }: ChosenTrigger,
  kept: KeptUnblock,
): Promise<Unblocked> {
  const signs = new StuckSigns(parts, connection, kept);
  const label = triggerLabel(kept);
  const pace = isLocalConnection(connection) ? localPace : lambdaPace;
  return withProgress(vscode.l10n.t('Unblocking {0}', label), (stop, say) =>
    unblockTrigger(
      {
        ...putBackPorts(parts, connection, kept, { store, isAgreed: true }),
        clock: parts.clock,
        signs: () => signs.read(),
        says: (step, movement) => say(stepText(step, movement)),
        goesOn: (waitedMs) =>
          confirm(
            vscode.l10n.t('Trigger {0} has not moved in {1} min.', label, Math.round(waitedMs / 60_000)),
            vscode.l10n.t(
              'Lambda may take longer to work with new options, and after many failures it waits long between retries. Otherwise its old options are put back now.',
            ),
            vscode.l10n.t('Wait On'),
          ),
      },
      kept,
      pace,
      stop,
    ),
  );
}
