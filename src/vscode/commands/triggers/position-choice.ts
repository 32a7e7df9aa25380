/** Where a trigger that is made anew begins: the choice, and what each way repeats or misses. */
import * as vscode from 'vscode';
import { describeOption } from '../../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { Asked, Place } from '../stepwise-questions';
import { pick } from '../stepwise-questions';

export type Position = NonNullable<TriggerDocument['StartingPosition']>;

export async function askPosition(place: Place, earlier: Position | undefined): Promise<Asked<Position>> {
  const items = [
    {
      label: vscode.l10n.t('The oldest record of the stream'),
      description: 'TRIM_HORIZON',
      detail: vscode.l10n.t('Up to 24 hours back. Nothing is missed.'),
      value: 'TRIM_HORIZON' as const,
    },
    {
      label: vscode.l10n.t('Records written from now on'),
      description: 'LATEST',
      detail: vscode.l10n.t(
        'Records that are written in the next minutes, until the trigger reads, may be missed.',
      ),
      value: 'LATEST' as const,
    },
  ];
  const asked = await pick(place, {
    placeholder: describeOption('StartingPosition').explanation,
    items,
    active: items.find(({ value }) => value === earlier),
  });
  return asked === undefined || asked === 'back' ? asked : { answer: asked.answer.value };
}

/** Of an argument that a test or another extension passes. */
export function positionOf(given: unknown): Position | undefined {
  return given === 'TRIM_HORIZON' || given === 'LATEST' ? given : undefined;
}
