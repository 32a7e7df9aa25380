/** What is wrong with a trigger, in words: short for its row, whole for its tooltip, and the command that mends it. */
import * as vscode from 'vscode';
import { RETENTION_MS, type TriggerTrouble } from '../../../triggers/inventory/trigger-trouble';
import { type CommandId, commandIds } from '../../contributions';
import { dateText, durationText, minutesText } from './time-words';

const RETENTION_H = RETENTION_MS / 3_600_000;

/** @param nowMs epoch milliseconds */
export function troubleSummary(trouble: TriggerTrouble, nowMs: number): string {
  switch (trouble.kind) {
    case 'streamGone':
      return vscode.l10n.t('stream is gone');
    case 'streamReplaced':
      return vscode.l10n.t("not the table's current stream");
    case 'streamOff':
      return vscode.l10n.t('stream is off');
    case 'tableGone':
      return vscode.l10n.t('table is deleted');
    case 'functionGone':
      return vscode.l10n.t('function is gone');
    case 'tooManyReaders':
      return vscode.l10n.t('reader {0} of at most {1}', trouble.position, trouble.limit);
    case 'lastResult':
      return trouble.result;
    case 'behind':
      return vscode.l10n.t('{0} behind', durationText(trouble.ageMs));
    case 'disabled':
      return disabledSummary(trouble, nowMs);
  }
}

/** Whole sentences: what is so, what it means, what to do. */
export function troubleSentences(trouble: TriggerTrouble, nowMs: number): string {
  switch (trouble.kind) {
    case 'streamGone':
      return trouble.currentStreamArn === undefined
        ? vscode.l10n.t(
            'Its stream is gone, and the table has no other: it will never get a record again. Turn the stream on and re-point the trigger, or delete it.',
          )
        : vscode.l10n.t(
            'Its stream is gone: it will never get a record again. The table has another stream now. Re-point the trigger to that one.',
          );
    case 'streamReplaced':
      return vscode.l10n.t(
        "Its stream is not the table's current one: it gets what is left of the old stream, for at most {0} hours after that was turned off, and nothing that is written now. Re-point it to the current stream.",
        RETENTION_H,
      );
    case 'streamOff':
      return vscode.l10n.t(
        "The table's stream is off: the trigger gets what is left of it, for at most {0} hours, and nothing that is written now. Turning the stream on makes a new one, to which the trigger is then re-pointed.",
        RETENTION_H,
      );
    case 'tableGone':
      return vscode.l10n.t(
        'The table is deleted. What is left of its stream can be read for {0} hours after that; then the trigger has nothing to do any more and can be deleted.',
        RETENTION_H,
      );
    case 'functionGone':
      return vscode.l10n.t(
        'The function is gone, and Lambda keeps the trigger nevertheless: each batch fails. Deploy the function again under this name, clone the trigger to another function, or delete it.',
      );
    case 'tooManyReaders':
      return readersSentences(trouble);
    case 'lastResult':
      return vscode.l10n.t(
        'Lambda reports: {0}. Records wait, or are retried, until this is mended. Look into the logs of the function, and check its execution role.',
        trouble.result.replace(/\.$/, ''),
      );
    case 'behind':
      return behindSentences(trouble);
    case 'disabled':
      return disabledSentences(trouble, nowMs);
  }
}

/** @returns undefined where the mending is not done here */
export function mendingCommand({ kind, ...trouble }: TriggerTrouble): CommandId | undefined {
  switch (kind) {
    case 'streamGone':
      return 'currentStreamArn' in trouble ? commandIds.repointTrigger : commandIds.turnStreamOn;
    case 'streamReplaced':
      return commandIds.repointTrigger;
    case 'streamOff':
      return commandIds.turnStreamOn;
    case 'tableGone':
      return commandIds.deleteTrigger;
    case 'functionGone':
      return commandIds.cloneTrigger;
    case 'tooManyReaders':
      return commandIds.disableTrigger;
    case 'lastResult':
      return commandIds.checkExecutionRole;
    case 'behind':
      return commandIds.editTrigger;
    case 'disabled':
      return commandIds.enableTrigger;
  }
}

function readersSentences({
  position,
  limit,
  isGlobal,
}: Extract<TriggerTrouble, { kind: 'tooManyReaders' }>): string {
  const what = isGlobal
    ? vscode.l10n.t(
        'It is reader {0} of this stream. AWS advises one for a global table, whose replication reads as well.',
        position,
      )
    : vscode.l10n.t(
        'It is reader {0} of this stream, and {1} can read a shard at the same time.',
        position,
        limit,
      );
  const means = vscode.l10n.t(
    'More are throttled, all of them, and fall behind. Readers outside Lambda can not be seen from here. Disable one, or have one function hand the records on.',
  );
  return `${what} ${means}`;
}

function behindSentences({ ageMs, isNearlyLost }: Extract<TriggerTrouble, { kind: 'behind' }>): string {
  const what = vscode.l10n.t(
    'Its function is {0} behind its streams (the metric IteratorAge; of several triggers the slowest).',
    durationText(ageMs),
  );
  const means = isNearlyLost
    ? vscode.l10n.t(
        'A stream keeps records for {0} hours: soon unread ones are lost. A larger batch size or parallelization factor helps a slow function, fewer retries or bisecting a batch that fails again and again.',
        RETENTION_H,
      )
    : vscode.l10n.t(
        'A stream keeps records for {0} hours; after that they are lost unread. Look whether a batch is retried again and again.',
        RETENTION_H,
      );
  return `${what} ${means}`;
}

function disabledSummary(
  { sinceMs, trimsFromMs }: Extract<TriggerTrouble, { kind: 'disabled' }>,
  nowMs: number,
): string {
  const since = vscode.l10n.t('for {0}', minutesText(nowMs - sinceMs));
  return trimsFromMs > nowMs
    ? vscode.l10n.t('{0}, unread records are trimmed in {1}', since, minutesText(trimsFromMs - nowMs))
    : vscode.l10n.t('{0}, unread records are being trimmed', since);
}

function disabledSentences(
  { sinceMs, trimsFromMs }: Extract<TriggerTrouble, { kind: 'disabled' }>,
  nowMs: number,
): string {
  const since = vscode.l10n.t('Disabled since {0} (its last change).', dateText(sinceMs));
  const trims =
    trimsFromMs > nowMs
      ? vscode.l10n.t(
          'Enabled again before {0}, it goes on where it stopped; after that the oldest unread records are lost, for a stream keeps them for {1} hours.',
          dateText(trimsFromMs),
          RETENTION_H,
        )
      : vscode.l10n.t(
          'What was written more than {0} hours ago and was not read is lost; the rest is read when it is enabled.',
          RETENTION_H,
        );
  return `${since} ${trims}`;
}
