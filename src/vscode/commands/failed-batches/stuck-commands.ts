/** Commands for a trigger that is stuck and has no destination. */
import * as vscode from 'vscode';
import { isWorkedOn } from '../../../failed-batches/stuck/when-abandoned';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import type { KeptUnblocks } from '../../failed-batches/stuck-kept-unblocks';
import type { UnblockLeftovers } from '../../failed-batches/stuck-leftovers';
import { openStuckBatch } from '../../failed-batches/stuck-opening';
import { chosenStuckTrigger } from '../../failed-batches/stuck-triggers';
import { unblockShard } from '../../failed-batches/stuck-unblocking';
import { showInformation } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';

/** Unblockings that were begun, and the way to end them. */
export interface Unblockings {
  readonly store: KeptUnblocks;
  readonly leftovers: UnblockLeftovers;
}

export function stuckCommands(parts: FailedBatchParts, unblockings: Unblockings) {
  return {
    [commandIds.openStuckTrigger]: openStuckTrigger(parts),
    [commandIds.unblockShard]: unblock(parts, unblockings),
  };
}

function openStuckTrigger(parts: FailedBatchParts): Command {
  return async (argument) => {
    const chosen = await chosenStuckTrigger(parts, argument, vscode.l10n.t('Which trigger is stuck?'));
    const opened = chosen && (await openStuckBatch(parts, chosen));
    if (chosen === undefined || opened === undefined) return undefined;
    const { node, uncertainty } = opened;
    const runs = (id: string, argumentOfIt: unknown) => (): unknown =>
      vscode.commands.executeCommand(id, argumentOfIt);
    showInformation(
      uncertainty,
      { label: vscode.l10n.t('Debug'), run: runs(commandIds.debugFailedBatch, node) },
      { label: vscode.l10n.t('Find Poison Record'), run: runs(commandIds.findPoisonRecord, node) },
      {
        label: vscode.l10n.t('Unblock Shard…'),
        run: runs(commandIds.unblockShard, { ...chosen, kind: 'stuckTrigger' }),
      },
    );
    return node;
  };
}

function alreadyUnblocked(label: string): string {
  return vscode.l10n.t(
    'Trigger {0} is being unblocked already, in this window or in another one. If that window is gone, its old options are offered in a minute.',
    label,
  );
}

function unblock(parts: FailedBatchParts, { store, leftovers }: Unblockings): Command {
  /** UUIDs of triggers on which this window works, and ids of unblockings that it has left. */
  const running = new Set<string>();
  const left = new Set<string>();
  return async (argument) => {
    const placeholder = vscode.l10n.t('Which trigger is to be unblocked?');
    const chosen = await chosenStuckTrigger(parts, argument, placeholder);
    if (chosen === undefined) return;
    const { uuid } = chosen.trigger;
    const begun = store.ofTrigger(uuid);
    const isElsewhere = begun !== undefined && !left.has(begun.id) && isWorkedOn(begun, parts.clock.now());
    if (running.has(uuid) || isElsewhere) {
      showInformation(alreadyUnblocked(triggerLabel(chosen.trigger)));
      return;
    }
    if (begun !== undefined) {
      leftovers.offer(begun);
      return;
    }
    running.add(uuid);
    try {
      await unblockShard(parts, store, chosen);
    } finally {
      running.delete(uuid);
      // It could not be put back, or somebody wants to decide later.
      const kept = store.ofTrigger(uuid);
      if (kept !== undefined) {
        left.add(kept.id);
        leftovers.offer(kept);
      }
    }
  };
}
