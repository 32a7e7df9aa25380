/** Which failed batch or destination a command is about: the row it was called on, or what a person picks. */
import * as vscode from 'vscode';
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import { byTimeLeft, timeLeftOf } from '../../../failed-batches/finding/time-left';
import type { UnreadableDocument } from '../../../failed-batches/finding/waiting-documents';
import { pick } from '../../commands/stepwise-questions';
import { sentenceOf, withProgress } from '../../notifications';
import { triggerLabel } from '../../triggers/trigger-label';
import { isTablesNode } from '../tables/tables-argument';
import { dateText } from '../tables/time-words';
import { conditionText, recordsText, shardText, timeLeftText } from './failed-batch-text';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import { type StoredRow, isFailuresRow } from './failures-rows';
import type { WindowFailures } from './window-failures';

interface Choice<Node> extends vscode.QuickPickItem {
  /** Absent for what could not be read. */
  readonly node?: Node;
}

export class BatchChoice {
  constructor(private readonly failures: WindowFailures) {}

  async batch(argument: unknown, placeholder: string): Promise<FailedBatchNode | undefined> {
    if (isFailuresRow(argument)) {
      if (argument.kind === 'awsFailedBatch') return argument;
      if (argument.kind === 'storedFailure') return this.readStored(argument);
    }
    const items = await withProgress(vscode.l10n.t('Looking for failed batches'), (signal) =>
      untilCancelled(this.lookEverywhere(), signal),
    );
    return this.among(this.failures.knownBatches(), placeholder, items);
  }

  /** @throws that there are none */
  among(
    nodes: readonly FailedBatchNode[],
    placeholder: string,
    items: readonly Choice<FailedBatchNode>[] = [],
  ): Promise<FailedBatchNode | undefined> {
    const { nowMs } = this.failures;
    const sorted = [...nodes].sort((one, other) => byTimeLeft(nowMs)(one.batch, other.batch));
    const choices = sorted.map((node): Choice<FailedBatchNode> => ({
      label: triggerLabel(node.batch),
      description: [
        timeLeftText(timeLeftOf(node.batch, nowMs)),
        conditionText(node.batch),
        dateText(node.batch.discardedMs),
        recordsText(node.batch),
      ].join(' · '),
      // Batches that were given up within a second differ in nothing else.
      detail: [
        shardText(node.batch.shardId),
        `${node.batch.startSequenceNumber} – ${node.batch.endSequenceNumber}`,
      ].join(' · '),
      node,
    }));
    return choose([...choices, ...items], placeholder, vscode.l10n.t('No failed batches were found.'));
  }

  /** @throws an error for people when a trigger was given that has no destination */
  async destination(argument: unknown, placeholder: string): Promise<DestinationNode | undefined> {
    if (isFailuresRow(argument)) {
      if (argument.kind === 'failureDestination') return argument;
      if (argument.kind === 'failuresOfOthers' || argument.kind === 'storedFailure')
        return argument.destination;
    }
    if (isTablesNode(argument) && argument.kind === 'trigger') {
      const { connection, trigger } = argument;
      const own = this.failures.destinationsOf(connection).find((one) => one.trigger.uuid === trigger.uuid);
      if (own !== undefined) return own;
      throw new Error(
        vscode.l10n.t(
          '{0} has no on-failure destination: Lambda leaves no document of what it gives up. Set one with "Edit Trigger…".',
          triggerLabel(trigger),
        ),
      );
    }
    await withProgress(vscode.l10n.t('Reading the triggers'), (signal) =>
      untilCancelled(this.readTriggers(), signal),
    );
    const choices = this.failures.connections
      .flatMap((connection) => this.failures.destinationsOf(connection))
      .map((node): Choice<DestinationNode> => ({
        label: triggerLabel(node.trigger),
        description: node.destinationArn,
        node,
      }));
    return choose(choices, placeholder, vscode.l10n.t('No trigger has an on-failure destination.'));
  }

  /** @throws why it can't be read, or that it is no document */
  async readStored({ destination, stored }: StoredRow): Promise<FailedBatchNode> {
    const title = vscode.l10n.t('Reading {0}', stored.key.slice(stored.key.lastIndexOf('/') + 1));
    const read = await withProgress(title, (signal) =>
      this.failures.looks.read(destination, stored.key, signal),
    );
    return storedNode({ destination, stored }, read);
  }

  private async readTriggers(): Promise<void> {
    await Promise.all(
      this.failures.connections.map((connection) => this.failures.inventoryOf(connection).loadAll()),
    );
  }

  /** @returns an item for each destination that can't be read */
  private async lookEverywhere(): Promise<readonly Choice<FailedBatchNode>[]> {
    await this.readTriggers();
    const destinations = this.failures.connections.flatMap((connection) =>
      this.failures.destinationsOf(connection),
    );
    const looks = await Promise.all(
      destinations.map(async (node) => ({ node, asked: await this.failures.looks.ask(node) })),
    );
    return looks.flatMap(({ node, asked }): Choice<FailedBatchNode>[] => {
      const label = triggerLabel(node.trigger);
      if (asked.progress.kind === 'failed')
        return [{ label: `$(warning) ${label}`, detail: sentenceOf(asked.progress.error) }];
      const look = asked.value;
      const isClosed = look?.kind === 'queue' && look.look.kind === 'closed';
      if (!isClosed) return [];
      const detail = vscode.l10n.t('Its queue is not looked into: choose it in the view "Failed Batches".');
      return [{ label: `$(lock) ${label}`, detail }];
    });
  }
}

/** What is read is the window's and goes on: only nobody waits for it any more. @throws the signal's reason */
function untilCancelled<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  const cancelled = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
  return Promise.race([reading, cancelled]);
}

/** @throws that it is no document */
export function storedNode(
  { destination: { connection, trigger }, stored: { key } }: Pick<StoredRow, 'destination' | 'stored'>,
  read: FoundBatch | UnreadableDocument,
): FailedBatchNode {
  if ('batch' in read) return { kind: 'awsFailedBatch', connection, trigger, ...read };
  throw new Error(vscode.l10n.t('{0} is no on-failure document: {1}', key, read.reason));
}

/** @throws that there is nothing to choose from */
async function choose<Node>(
  choices: readonly Choice<Node>[],
  placeholder: string,
  nothing: string,
): Promise<Node | undefined> {
  if (choices.length === 0) throw new Error(nothing);
  const place = { title: vscode.l10n.t('Failed Batches'), step: 1, totalSteps: 1 };
  const chosen = await pick(place, { placeholder, items: choices });
  return chosen === undefined || chosen === 'back' ? undefined : chosen.answer.node;
}
