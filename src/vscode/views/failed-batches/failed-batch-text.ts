/** Failed batches in words: what became of them, and how long their records can still be read. */
import * as vscode from 'vscode';
import type { FailedBatch } from '../../../failed-batches/failed-batch';
import { STUCK_CONDITION } from '../../../failed-batches/stuck/stuck-batch';
import type { TimeLeft } from '../../../failed-batches/finding/time-left';
import { dateText, minutesText } from '../tables/time-words';

/** DE-5: AWS has no complete list; what is not known is said as it is written. */
export function conditionText({ condition }: Pick<FailedBatch, 'condition'>): string {
  switch (condition) {
    case 'RetryAttemptsExhausted':
      return vscode.l10n.t('retries used up');
    case 'RecordAgeExceeded':
      return vscode.l10n.t('records too old');
    // No call tells a trigger's position.
    case STUCK_CONDITION:
      return vscode.l10n.t('probably stuck here');
    default:
      return condition;
  }
}

/** DE-4 and DE-6. @returns undefined where Lambda says nothing of an answer */
export function errorKindText({ functionError }: Pick<FailedBatch, 'functionError'>): string | undefined {
  switch (functionError) {
    case undefined:
      return undefined;
    case null:
      return vscode.l10n.t('reported item failures');
    case 'Unhandled':
      return vscode.l10n.t('unhandled error');
    default:
      return functionError;
  }
}

export function timeLeftText(left: TimeLeft): string {
  switch (left.kind) {
    case 'plenty':
    case 'soon':
    case 'hurry':
      return vscode.l10n.t('{0} left', minutesText(left.leftMs));
    case 'begun':
      return vscode.l10n.t('Being trimmed, all in {0}', minutesText(left.leftMs));
    case 'trimmed':
      return vscode.l10n.t('Trimmed');
    case 'carried':
      return vscode.l10n.t('With its records');
  }
}

/** A whole sentence. */
export function timeLeftSentence(left: TimeLeft, { firstArrivalMs, lastArrivalMs }: FailedBatch): string {
  switch (left.kind) {
    case 'plenty':
    case 'soon':
    case 'hurry':
      return vscode.l10n.t(
        'Its first records came {0} and may be trimmed from the stream in {1}. Save it before.',
        dateText(firstArrivalMs),
        minutesText(left.leftMs),
      );
    case 'begun':
      return vscode.l10n.t(
        'Its first records came {0}, more than 24 hours ago, and may be trimmed already; the last ones may be in {1}. Save what is left.',
        dateText(firstArrivalMs),
        minutesText(left.leftMs),
      );
    case 'trimmed':
      return vscode.l10n.t(
        'Its records came until {0}, more than 24 hours ago: the stream may have none of them any more.',
        dateText(lastArrivalMs),
      );
    case 'carried':
      return vscode.l10n.t('The document carries its records: the stream is not needed.');
  }
}

/** @returns undefined for records at which a trigger is stuck: nobody tells how often it has tried */
export function invocationsText({
  invocations,
  condition,
}: Pick<FailedBatch, 'invocations' | 'condition'>): string | undefined {
  if (condition === STUCK_CONDITION) return undefined;
  return invocations === 1 ? vscode.l10n.t('1 invocation') : vscode.l10n.t('{0} invocations', invocations);
}

export function recordsText({ batchSize }: Pick<FailedBatch, 'batchSize'>): string {
  return batchSize === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', batchSize);
}

/** What tells shards apart for a person: the end of the id, after the time that they all begin with (SH-6). */
export function shardText(shardId: string): string {
  return vscode.l10n.t('shard {0}', shardId.slice(shardId.lastIndexOf('-') + 1));
}

/** Of today without the day, so that it fits into a row. */
export function momentText(epochMs: number, nowMs: number): string {
  const moment = new Date(epochMs);
  const isToday = moment.toDateString() === new Date(nowMs).toDateString();
  return moment.toLocaleString(vscode.env.language, {
    ...(isToday ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}
