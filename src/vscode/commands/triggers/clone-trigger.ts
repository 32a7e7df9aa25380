/** Clone Trigger: the same options on the same stream for another function or alias. */
import * as vscode from 'vscode';
import { savedTrigger } from '../../../triggers/changes/trigger-change';
import type { Trigger } from '../../../triggers/trigger';
import { areFiltersHidden } from '../../../triggers/trigger';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { confirm, withProgress } from '../../notifications';
import { readTagsIfAllowed } from '../../triggers/readable-tags';
import { triggerLabel } from '../../triggers/trigger-label';
import type { Command } from '../command-table';
import type { Question } from '../stepwise-questions';
import { askStepwise } from '../stepwise-questions';
import { checkedDocument } from './checked-document';
import { askFunction } from './function-question';
import type { Position } from './position-choice';
import { askPosition, positionOf } from './position-choice';
import { readersOfStream, tooManyReaders } from './stream-readers';
import type { ChosenTrigger, TriggerArgument } from './trigger-argument';
import { chosenTrigger, isConfirmed, membersOf } from './trigger-argument';

/** With function and position nothing is asked, but for a reader too many without `isConfirmed`. */
export interface CloneTriggerArgument extends TriggerArgument {
  readonly functionName?: string;
  readonly startingPosition?: Position;
}

interface Answers {
  readonly functionName: string;
  readonly position: Position;
}

/** Takes a CloneTriggerArgument as well. @returns the settled trigger; undefined when the user has gone away */
export function cloneTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const chosen = await chosenTrigger(parts, argument, vscode.l10n.t('Which trigger shall be cloned?'));
    if (chosen === undefined) return undefined;
    const { connection, trigger } = chosen;
    const { tags, readers } = await withProgress(
      vscode.l10n.t('Reading trigger {0}', triggerLabel(trigger)),
      async (stop) => ({
        tags: await readTagsIfAllowed(parts, connection, trigger, stop),
        readers: await readersOfStream(parts, connection, trigger.streamArn, stop),
      }),
    );
    const answers = givenAnswers(argument) ?? (await askAnswers(parts, chosen, readers.triggers));
    if (answers?.functionName === undefined || answers.position === undefined) return undefined;
    const tooMany = tooManyReaders(readers);
    const isAgreed = tooMany === undefined || isConfirmed(argument) || (await confirmReader(chosen, tooMany));
    if (!isAgreed || !(await confirmLostFilters(chosen, isConfirmed(argument)))) return undefined;
    const document: TriggerDocument = {
      ...savedTrigger(trigger, tags).document,
      FunctionName: answers.functionName,
      StartingPosition: answers.position,
    };
    return parts.changes.create(connection, checkedDocument(document, 'create'));
  };
}

function askAnswers(
  parts: ManagementParts,
  { connection, trigger }: ChosenTrigger,
  present: readonly Trigger[],
): Promise<Partial<Answers> | undefined> {
  const questions: readonly Question<Answers>[] = [
    {
      ask: async ({ functionName: earlier }, place) => {
        const asked = await askFunction(place, { parts, connection, present, earlier });
        return asked === undefined || asked === 'back' ? asked : { answer: { functionName: asked.answer } };
      },
    },
    {
      ask: async ({ position: earlier }, place) => {
        const asked = await askPosition(place, earlier);
        return asked === undefined || asked === 'back' ? asked : { answer: { position: asked.answer } };
      },
    },
  ];
  return askStepwise(vscode.l10n.t('Clone trigger {0}', triggerLabel(trigger)), questions);
}

function confirmReader({ trigger }: ChosenTrigger, detail: string): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Clone trigger {0}, one reader too many?', triggerLabel(trigger)),
    detail,
    vscode.l10n.t('Clone'),
  );
}

async function confirmLostFilters({ trigger }: ChosenTrigger, isAgreed: boolean): Promise<boolean> {
  if (!areFiltersHidden(trigger) || isAgreed) return true;
  return confirm(
    vscode.l10n.t('Clone trigger {0} without its filters?', triggerLabel(trigger)),
    vscode.l10n.t('Its filters can’t be read by you, so the clone has none and gets every record.'),
    vscode.l10n.t('Clone'),
  );
}

function givenAnswers(argument: unknown): Answers | undefined {
  const { functionName, startingPosition } = membersOf<CloneTriggerArgument>(argument);
  const position = positionOf(startingPosition);
  return typeof functionName === 'string' && position !== undefined ? { functionName, position } : undefined;
}
