/** Undo Last Change: shows what will be put back, asks, does it; again for the change before. */
import * as vscode from 'vscode';
import type { LoggedChange } from '../../../triggers/changes/trigger-change';
import { subjectOf } from '../../../triggers/changes/trigger-change';
import { isServiceError } from '../../../triggers/changes/refusal';
import { changedSince, undoOf } from '../../../triggers/changes/undo-of';
import type { OptionName } from '../../../triggers/options/trigger-option';
import { optionNames } from '../../../triggers/options/trigger-options';
import type { Trigger } from '../../../triggers/trigger';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { ask, showError, showInformation, withProgress } from '../../notifications';
import { CannotUndoError } from '../../triggers/trigger-changes';
import { documentLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import { timeText } from '../time-text';
import { optionLabel, valueText } from './option-texts';
import type { Position } from './position-choice';
import { positionOf } from './position-choice';
import { isConfirmed, membersOf } from './trigger-argument';

/** What a test or another extension may pass. */
export interface UndoArgument {
  readonly isConfirmed?: boolean;
  /** Where a trigger begins that has to be created again; TRIM_HORIZON without it. */
  readonly startingPosition?: Position;
}

/** Takes an UndoArgument as well. */
export function undoLastChange(parts: ManagementParts): Command {
  return async (argument) => {
    const [last] = parts.changes.kept;
    if (last === undefined) {
      showInformation(vscode.l10n.t('There is no change of a trigger to take back.'));
      return;
    }
    const position = isConfirmed(argument)
      ? (positionOf(membersOf<UndoArgument>(argument).startingPosition) ?? 'TRIM_HORIZON')
      : await askUndo(last, await presentOf(parts, last));
    if (position === undefined) return;
    try {
      await parts.changes.undo(last, position);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      // Older changes can be taken back only after this one.
      showError(error, {
        label: vscode.l10n.t('Forget This Change'),
        run: () => parts.changes.forget(last),
      });
    }
  };
}

/** The filters are not known, the connection, the function or the stream is gone: it would be the same the next time. */
function isHopeless(error: unknown): boolean {
  if (error instanceof CannotUndoError) return true;
  return isServiceError(error, 'invalid') || isServiceError(error, 'notFound');
}

/** For what somebody else has changed since; undefined where it can't be read. */
async function presentOf(
  { aws, connections, log }: ManagementParts,
  { change, connectionId }: LoggedChange,
): Promise<Trigger | undefined> {
  const connection = connections.connections.find(({ id }) => id === connectionId);
  if (change.kind !== 'update' || connection === undefined) return undefined;
  const { uuid, document } = change.before;
  try {
    return await withProgress(vscode.l10n.t('Reading trigger {0}', documentLabel(document)), (stop) =>
      aws.triggers.getTrigger(connection, uuid, stop),
    );
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    log.warn(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** @returns where what is created again begins; undefined for "don't" */
async function askUndo(last: LoggedChange, present: Trigger | undefined): Promise<Position | undefined> {
  const undo = undoOf(last);
  const { uuid, document } = subjectOf(last.change);
  const message = vscode.l10n.t(
    'Undo the change of trigger {0} of {1}?',
    documentLabel(document),
    timeText(last.atMs),
  );
  switch (undo.kind) {
    case 'delete':
      return decide(message, vscode.l10n.t('It was created ({0}) and will be deleted.', uuid));
    case 'update':
      return decide(message, updateDetail(undo.change, last, present));
    case 'create':
      return askPosition(
        message,
        vscode.l10n.t('It was deleted and will be created again with the options it had.'),
      );
    case 'replace':
      return askPosition(
        message,
        vscode.l10n.t(
          'It took the place of another one. That one will be created again, and this one deleted.',
        ),
      );
    case 'impossible':
      // Said by the change itself, as an error.
      return 'TRIM_HORIZON';
  }
}

async function decide(message: string, detail: string): Promise<Position | undefined> {
  const undo = vscode.l10n.t('Undo');
  return (await ask(message, detail, undo)) === undo ? 'TRIM_HORIZON' : undefined;
}

async function askPosition(message: string, what: string): Promise<Position | undefined> {
  const oldest = vscode.l10n.t('Begin With the Oldest Record');
  const newest = vscode.l10n.t('Begin Now');
  const detail = vscode.l10n.t(
    'Its position is lost. From the oldest record of the stream, up to 24 hours back, the function gets again what it had already; from now on, it misses what was written since and in the next minutes.',
  );
  const chosen = await ask(message, `${what}\n\n${detail}`, oldest, newest);
  if (chosen === oldest) return 'TRIM_HORIZON';
  return chosen === newest ? 'LATEST' : undefined;
}

function updateDetail(values: TriggerDocument, last: LoggedChange, present: Trigger | undefined): string {
  const names = optionNames.filter((name) => values[name] !== undefined);
  const lines = names.map((name) => lineOf(name, values, present));
  const since = present === undefined ? [] : changedSince(last.change, present);
  return [
    lines.join('\n'),
    ...(since.length === 0
      ? []
      : [
          vscode.l10n.t(
            'Somebody has changed this since: {0}.',
            since.map((name) => optionLabel(name)).join(', '),
          ),
        ]),
  ].join('\n\n');
}

function lineOf(name: OptionName, values: TriggerDocument, present: Trigger | undefined): string {
  const then = valueText(name, values);
  if (present === undefined || name === 'Tags') return `${optionLabel(name)}: ${then}`;
  const now = valueText(name, { ...present.document, FunctionName: present.functionArn });
  return `${optionLabel(name)}: ${now} → ${then}`;
}
