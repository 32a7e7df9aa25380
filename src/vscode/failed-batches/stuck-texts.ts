/** What is said of the records at which a trigger is probably stuck, and how sure that is. */
import * as vscode from 'vscode';
import { keyRange } from '../../engine/events/record-summary';
import type { StuckPosition } from '../../failed-batches/stuck/stuck-position';
import type { Trigger } from '../../triggers/trigger';
import { timeText } from '../commands/time-text';
import { triggerLabel } from '../triggers/trigger-label';
import { recordsText } from '../views/failed-batches/failed-batch-text';
import type { SearchedPositions } from './stuck-search';

/** One of several shards, for a list. */
export function positionItem(position: StuckPosition): vscode.QuickPickItem {
  const { shard, records } = position;
  const keys = keyRange(records.map(({ record }) => record));
  return {
    label: shard.shardId,
    description: vscode.l10n.t(
      '{0}, written {1}',
      recordsText({ batchSize: records.length }),
      writtenText(position),
    ),
    detail: [
      shard.endingSequenceNumber === undefined ? vscode.l10n.t('open shard') : vscode.l10n.t('closed shard'),
      ...(keys === undefined ? [] : [keys.first === keys.last ? keys.first : `${keys.first} … ${keys.last}`]),
    ].join(' · '),
  };
}

/** For whoever has several to choose from. */
export function choiceText({ basis }: SearchedPositions): string {
  return basis === 'iteratorAge'
    ? vscode.l10n.t(
        'Several shards have records of the time that IteratorAge tells, which is the largest of all shards. Which one is stuck?',
      )
    : vscode.l10n.t(
        'CloudWatch does not tell how far behind the function is: these are the oldest records of each shard. Which one is stuck?',
      );
}

/** Sentences about the batch that was opened: nothing in AWS tells a trigger's position. */
export function uncertaintyText(
  trigger: Trigger,
  position: StuckPosition,
  { basis, cutShort, areFiltersUnknown }: SearchedPositions,
): string {
  const { records, alsoPossible } = position;
  const sentences = [
    vscode.l10n.t(
      'Trigger {0} is probably stuck here: {1}, written {2}.',
      triggerLabel(trigger),
      recordsText({ batchSize: records.length }),
      writtenText(position),
    ),
    basis === 'oldestRecords'
      ? vscode.l10n.t(
          'That is a guess: CloudWatch does not tell where it stands, and these are the oldest records that the shard still has.',
        )
      : vscode.l10n.t(
          'No call tells where it stands: that is the time of its function’s IteratorAge, the largest of all shards and some minutes old.',
        ),
  ];
  if (basis === 'iteratorAge' && alsoPossible > 0)
    sentences.push(
      vscode.l10n.t('The batch may begin up to {0} later.', recordsText({ batchSize: alsoPossible })),
    );
  if (areFiltersUnknown)
    sentences.push(
      vscode.l10n.t('Its filters can’t be read: some of these records may never have been sent.'),
    );
  if (cutShort === 'limit')
    sentences.push(vscode.l10n.t('The stream is long, and not all of its shards were looked into.'));
  return sentences.join(' ');
}

function writtenText({ records }: StuckPosition): string {
  const [first] = records;
  const firstMs = first.approximateCreationMs;
  const lastMs = records.at(-1)?.approximateCreationMs;
  if (firstMs === undefined || lastMs === undefined) return vscode.l10n.t('at an unknown time');
  if (lastMs - firstMs < 1000) return vscode.l10n.t('at {0}', timeText(firstMs));
  return vscode.l10n.t('from {0} to {1}', timeText(firstMs), timeText(lastMs));
}
