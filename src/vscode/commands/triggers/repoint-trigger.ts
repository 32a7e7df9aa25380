/**
 * Re-Point: a table that was re-created, or whose stream was turned off and on, has a new stream, and a trigger can't
 * change its stream. A new trigger with the same options takes over; the old one goes when the new one has settled.
 */
import * as vscode from 'vscode';
import { savedTrigger } from '../../../triggers/changes/trigger-change';
import { areFiltersHidden } from '../../../triggers/trigger';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { confirm, showInformation, withProgress } from '../../notifications';
import { readTagsIfAllowed } from '../../triggers/readable-tags';
import { tableOf, triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import type { Position } from './position-choice';
import { askPosition, positionOf } from './position-choice';
import { streamOfTable } from './table-stream';
import type { ChosenTrigger, TriggerArgument } from './trigger-argument';
import { chosenTrigger, isConfirmed, membersOf } from './trigger-argument';

/** With a position it is not asked for, with `isConfirmed` nothing is. */
export interface RepointTriggerArgument extends TriggerArgument {
  readonly startingPosition?: Position;
}

/** Takes a RepointTriggerArgument as well. @returns the new trigger; undefined when the user has gone away */
export function repointTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const placeholder = vscode.l10n.t('Which trigger shall read the current stream of its table?');
    const chosen = await chosenTrigger(parts, argument, placeholder);
    if (chosen === undefined) return undefined;
    const { connection, trigger } = chosen;
    const stream = await streamOfTable(parts, {
      kind: 'table',
      connection,
      tableName: tableOf(trigger.streamArn),
    });
    if (stream === undefined) return undefined;
    if (stream.streamArn === trigger.streamArn) {
      showInformation(
        vscode.l10n.t('Trigger {0} reads the current stream of its table already.', triggerLabel(trigger)),
      );
      return trigger;
    }
    const position =
      positionOf(membersOf<RepointTriggerArgument>(argument).startingPosition) ??
      (await choosePosition(chosen));
    if (position === undefined) return undefined;
    const tags = await withProgress(vscode.l10n.t('Reading trigger {0}', triggerLabel(trigger)), (stop) =>
      readTagsIfAllowed(parts, connection, trigger, stop),
    );
    const { document } = savedTrigger(trigger, tags);
    const repointed = { ...document, EventSourceArn: stream.streamArn, StartingPosition: position };
    const isAgreed =
      isConfirmed(argument) || (await confirmRepointing(chosen, repointed, tags === undefined));
    if (!isAgreed) return undefined;
    return parts.changes.replace(connection, trigger, repointed);
  };
}

async function choosePosition({ trigger }: ChosenTrigger): Promise<Position | undefined> {
  const title = vscode.l10n.t('Re-point trigger {0}', triggerLabel(trigger));
  const asked = await askPosition({ title, step: 1, totalSteps: 1 }, 'TRIM_HORIZON');
  return asked === undefined || asked === 'back' ? undefined : asked.answer;
}

function confirmRepointing(
  { trigger }: ChosenTrigger,
  { EventSourceArn: streamArn = '', StartingPosition: position }: TriggerDocument,
  losesTags: boolean,
): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Re-point trigger {0} to the current stream?', triggerLabel(trigger)),
    [
      vscode.l10n.t(
        'A trigger can’t change its stream: a new one with the same options is created on {0}. When it has settled, the present one ({1}) is deleted.',
        streamArn,
        trigger.uuid,
      ),
      vscode.l10n.t(
        'Lost is the position in the former stream: records in it that the function has not got yet are not handed over. They can be read for 24 hours; "Record Stream…" keeps them.',
      ),
      position === 'LATEST'
        ? vscode.l10n.t(
            'Missed is as well what the current stream holds already and what is written until the new trigger reads, some minutes.',
          )
        : vscode.l10n.t('The new trigger begins with the oldest record of the current stream.'),
      ...(areFiltersHidden(trigger)
        ? [vscode.l10n.t('Its filters can’t be read by you, so the new one has none.')]
        : []),
      ...(losesTags ? [vscode.l10n.t('Its tags can’t be read by you, so the new one has none.')] : []),
    ].join('\n\n'),
    vscode.l10n.t('Re-Point'),
  );
}
