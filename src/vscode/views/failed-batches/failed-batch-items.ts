/** How failed batches look in the view: sorted by urgency, told by colour and in words. */
import * as vscode from 'vscode';
import { parseStoredDocumentKey } from '../../../failed-batches/finding/stored-document-key';
import { type TimeLeft, timeLeftOf } from '../../../failed-batches/finding/time-left';
import type { SavedBatch } from '../../../failed-batches/ports/failed-batch-store';
import { commandIds, treeItems } from '../../contributions';
import { sizeText } from '../../size-text';
import { functionLabel, tableOf } from '../../triggers/trigger-label';
import { dateText } from '../tables/time-words';
import {
  conditionText,
  errorKindText,
  invocationsText,
  momentText,
  recordsText,
  shardText,
  timeLeftSentence,
  timeLeftText,
} from './failed-batch-text';
import type { FailedBatchNode } from './failed-batches-node';
import { type StoredRow, rowId } from './failures-rows';

export type SavedFacts = Pick<SavedBatch, 'recordCount' | 'incomplete'>;

/**
 * @param saved if its capture was saved
 * @param isBelowItsTrigger whose function and table the row above names
 */
export function failedBatchItem(
  node: FailedBatchNode,
  saved: SavedFacts | undefined,
  nowMs: number,
  isBelowItsTrigger: boolean,
): vscode.TreeItem {
  const { batch } = node;
  const left = timeLeftOf(batch, nowMs);
  // What decides what is done first stands where a narrow view still shows it.
  const label = timeLeftText(left);
  const item = new vscode.TreeItem(label);
  const parts = [
    ...(saved === undefined ? [] : [savedText(saved)]),
    recordsText(batch),
    momentText(batch.discardedMs, nowMs),
    conditionText(batch),
    errorKindText(batch),
    invocationsText(batch),
    shardText(batch.shardId),
  ].filter((part) => part !== undefined);
  const place = `${tableOf(batch.streamArn)} → ${functionLabel(batch.functionArn)}`;
  item.id = rowId(node);
  item.contextValue = contextOf(node, saved !== undefined);
  item.iconPath = saved === undefined ? urgencyIcon(left) : savedIcon(saved);
  item.description = (isBelowItsTrigger ? parts : [place, ...parts]).join(' · ');
  item.tooltip = tooltipOf(node, saved, left);
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Failed batch of {0}', place), label, ...parts].join(', '),
  };
  item.command = {
    command: commandIds.showFailureDocument,
    title: vscode.l10n.t('Show On-Failure Document'),
    arguments: [node],
  };
  return item;
}

/** Of what is not read yet only the key tells. */
export function storedItem(row: StoredRow, nowMs: number): vscode.TreeItem {
  const { stored } = row;
  const key = parseStoredDocumentKey(stored.key);
  const label = timeLeftText({ kind: 'carried' });
  const item = new vscode.TreeItem(label);
  const parts = [
    vscode.l10n.t('not read yet'),
    momentText(key?.discardedMs ?? stored.lastModifiedMs, nowMs),
    sizeText(stored.sizeBytes),
    ...(key === undefined ? [] : [shardText(key.shardId)]),
  ];
  item.id = rowId(row);
  item.contextValue = treeItems.failureUnsaved;
  item.iconPath = new vscode.ThemeIcon('archive', SAFE);
  item.description = parts.join(' · ');
  item.tooltip = [
    stored.key,
    vscode.l10n.t('Large documents are read when they are opened: click to read this one.'),
  ].join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Failed batch'), label, ...parts].join(', '),
  };
  item.command = {
    command: commandIds.showFailureDocument,
    title: vscode.l10n.t('Show On-Failure Document'),
    arguments: [row],
  };
  return item;
}

const ERROR = new vscode.ThemeColor('problemsErrorIcon.foreground');
const WARNING = new vscode.ThemeColor('problemsWarningIcon.foreground');
const SAFE = new vscode.ThemeColor('testing.iconPassed');
const PAST = new vscode.ThemeColor('disabledForeground');

function urgencyIcon({ kind }: TimeLeft): vscode.ThemeIcon {
  switch (kind) {
    case 'begun':
    case 'hurry':
      return new vscode.ThemeIcon('error', ERROR);
    case 'soon':
      return new vscode.ThemeIcon('warning', WARNING);
    case 'plenty':
      return new vscode.ThemeIcon('history', SAFE);
    case 'carried':
      return new vscode.ThemeIcon('archive', SAFE);
    case 'trimmed':
      return new vscode.ThemeIcon('circle-slash', PAST);
  }
}

function savedIcon({ incomplete }: SavedFacts): vscode.ThemeIcon {
  return new vscode.ThemeIcon('check', incomplete === undefined ? SAFE : WARNING);
}

function savedText({ incomplete }: SavedFacts): string {
  return incomplete === undefined ? vscode.l10n.t('saved') : vscode.l10n.t('saved in part');
}

function contextOf({ at }: FailedBatchNode, isSaved: boolean): string {
  if (at.kind === 'text' || at.kind === 'stuckTrigger')
    return isSaved ? treeItems.failureOpenedSaved : treeItems.failureOpened;
  return isSaved ? treeItems.failureSaved : treeItems.failureUnsaved;
}

/** Plain text: what a document says stays text. */
function tooltipOf(node: FailedBatchNode, saved: SavedFacts | undefined, left: TimeLeft): string {
  const { batch, at } = node;
  const error = errorKindText(batch);
  return [
    timeLeftSentence(left, batch),
    ...(saved === undefined ? [] : [vscode.l10n.t('Saved as a captured batch.'), saved.incomplete]),
    '',
    vscode.l10n.t('Given up: {0} ({1})', dateText(batch.discardedMs), batch.condition),
    vscode.l10n.t('Function: {0}', functionLabel(batch.functionArn)),
    ...(batch.executedVersion === undefined ? [] : [vscode.l10n.t('Version: {0}', batch.executedVersion)]),
    ...(error === undefined ? [] : [vscode.l10n.t('Error: {0}', error)]),
    vscode.l10n.t('Invocations: about {0}', batch.invocations),
    vscode.l10n.t('Records sent: {0}', batch.batchSize),
    vscode.l10n.t('Shard: {0}', batch.shardId),
    vscode.l10n.t('Sequence numbers: {0} to {1}', batch.startSequenceNumber, batch.endSequenceNumber),
    vscode.l10n.t('Stream: {0}', batch.streamArn),
    vscode.l10n.t('Request: {0}', batch.requestId),
    foundAtText(at),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function foundAtText(at: FailedBatchNode['at']): string {
  switch (at.kind) {
    case 'queue':
      return vscode.l10n.t('Message {0} of {1}', at.messageId, at.queueArn);
    case 'bucket':
      return vscode.l10n.t('Object {0} of {1}', at.key, at.bucketArn);
    case 'stuckTrigger':
      return vscode.l10n.t('Found at the probable position of trigger {0}', at.triggerUuid);
    case 'text':
      return vscode.l10n.t('Opened from a text');
  }
}
