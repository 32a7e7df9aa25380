/** What stands below a destination: its batches, in order, and a row for whatever else there is to say. */
import * as vscode from 'vscode';
import { isOfTrigger } from '../../../failed-batches/finding/batch-of-trigger';
import type { BucketLook } from '../../../failed-batches/finding/bucket-look';
import { destinationKind } from '../../../failed-batches/finding/destination-kind';
import type { DestinationLook } from '../../../failed-batches/finding/destination-looks';
import { hiddenMessages } from '../../../failed-batches/finding/present-look';
import { parseStoredDocumentKey } from '../../../failed-batches/finding/stored-document-key';
import { byTimeLeft } from '../../../failed-batches/finding/time-left';
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import type { Asked } from '../../../triggers/inventory/asked-details';
import type { Trigger } from '../../../triggers/trigger';
import { commandIds } from '../../contributions';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import {
  closedRow,
  errorRow,
  hiddenRow,
  lookRows,
  messageRow,
  progressRows,
  topicRow,
  unreadableRow,
} from './failure-messages';
import type { FailuresRow, MessageRow, StoredRow } from './failures-rows';

/** What a destination's documents are told apart by. */
export interface ShownDocuments {
  /** Whether it is still there, as far as this window knows. */
  isShown(found: FoundBatch): boolean;
  /** Those of the connection. */
  readonly triggers: Iterable<Trigger>;
  readonly nowMs: number;
}

export function destinationRows(
  node: DestinationNode,
  asked: Asked<DestinationLook>,
  shown: ShownDocuments,
): readonly FailuresRow[] {
  const messages = progressRows(node, asked.progress);
  const look = asked.value;
  switch (look?.kind) {
    case undefined:
      return messages;
    case 'nothing':
      return destinationKind(node.destinationArn) === 'topic'
        ? [topicRow(node)]
        : [
            messageRow(
              node,
              'other',
              'none',
              vscode.l10n.t('What this destination keeps can not be read here'),
            ),
          ];
    case 'queue': {
      if (look.look.kind === 'closed') return [closedRow(node, look.look), ...messages];
      const others = othersOf(node, look, shown);
      const rows: FailuresRow[] = [
        ...batchesIn(node, look, shown),
        ...(others.length === 0 ? [] : [{ kind: 'failuresOfOthers', destination: node } as const]),
        ...look.look.unreadable.map((document) => unreadableRow(node, document)),
        ...lookRows(node, look.look),
        ...messages,
      ];
      if (rows.length > 0) return rows;
      const hidden = hiddenMessages(look.look);
      return [hidden > 0 ? hiddenRow(node, hidden) : emptyRow(node)];
    }
    case 'bucket':
      return bucketRows(node, look.look, shown, messages);
  }
}

/** Those that the trigger itself has left, the first to be trimmed first; of a bucket the newest first. */
export function batchesIn(
  node: DestinationNode,
  look: DestinationLook | undefined,
  shown: ShownDocuments,
): readonly FailedBatchNode[] {
  const { connection, trigger } = node;
  return foundIn(look)
    .filter((found) => shown.isShown(found) && isOwn(node, found))
    .map((found): FailedBatchNode => ({
      ...{ kind: 'awsFailedBatch', connection, trigger, below: trigger.uuid },
      ...found,
    }))
    .sort((one, other) => byTimeLeft(shown.nowMs)(one.batch, other.batch));
}

/** Documents of other triggers in the same queue; each with its trigger, if the connection has that. */
export function othersOf(
  node: DestinationNode,
  look: DestinationLook | undefined,
  shown: ShownDocuments,
): readonly FailedBatchNode[] {
  const {
    connection,
    trigger: { uuid: below },
  } = node;
  const triggers = [...shown.triggers];
  return foundIn(look)
    .filter((found) => shown.isShown(found) && !isOwn(node, found))
    .map((found): FailedBatchNode => {
      const trigger = triggers.find((one) => isOfTrigger(found.batch, one));
      const own = trigger === undefined ? {} : { trigger };
      return { kind: 'awsFailedBatch', connection, ...own, ...found, below };
    })
    .sort((one, other) => byTimeLeft(shown.nowMs)(one.batch, other.batch));
}

/** The key of an object names its mapping; a message's document names function and stream. */
export function isOwn({ trigger }: DestinationNode, { batch, at }: FoundBatch): boolean {
  return at.kind === 'bucket' || isOfTrigger(batch, trigger);
}

function foundIn(look: DestinationLook | undefined): readonly FoundBatch[] {
  if (look?.kind === 'bucket') return look.look.found;
  return look?.kind === 'queue' && look.look.kind === 'looked' ? look.look.found : [];
}

function bucketRows(
  node: DestinationNode,
  look: BucketLook,
  shown: ShownDocuments,
  messages: readonly MessageRow[],
): readonly FailuresRow[] {
  const read = batchesIn(node, { kind: 'bucket', look }, shown);
  const unread = look.unread.map((stored): StoredRow => ({
    kind: 'storedFailure',
    destination: node,
    stored,
  }));
  const rows: FailuresRow[] = [
    ...[...read, ...unread].sort((one, other) => discardedMs(other) - discardedMs(one)),
    ...look.unreadable.map((document) => unreadableRow(node, document)),
    ...(look.next === undefined ? [] : [olderRow(node)]),
    ...(look.readError === undefined ? [] : [errorRow(node, 'read', look.readError)]),
    ...messages,
  ];
  return rows.length > 0 ? rows : [emptyRow(node)];
}

function discardedMs(row: FailedBatchNode | StoredRow): number {
  if (row.kind === 'awsFailedBatch') return row.batch.discardedMs;
  return parseStoredDocumentKey(row.stored.key)?.discardedMs ?? row.stored.lastModifiedMs;
}

function olderRow(node: DestinationNode): MessageRow {
  const argument = { older: node };
  const command = { id: commandIds.refreshFailedBatches, title: vscode.l10n.t('Read Older Ones'), argument };
  return messageRow(node, 'older', 'none', vscode.l10n.t('There are older ones: click to read them'), {
    command,
  });
}

function emptyRow(node: DestinationNode): MessageRow {
  return messageRow(node, 'empty', 'none', vscode.l10n.t('Nothing waits here'));
}
