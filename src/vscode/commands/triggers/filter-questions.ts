/** The filters of a trigger, one pattern after the other: added, changed, taken away. */
import * as vscode from 'vscode';
import { validateFilterPattern } from '../../../engine/filtering/filter-pattern';
import { completeOptions } from '../../../triggers/options/option-defaults';
import { describeOption } from '../../../triggers/options/trigger-options';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { Asked, Place } from '../stepwise-questions';
import { input, pick } from '../stepwise-questions';

/** As many as AWS allows to anybody, after a raise of the quota. */
const MOST_FILTERS = 10;

type Item = vscode.QuickPickItem & { readonly index?: number; readonly isDone?: boolean };

export async function askFilters(place: Place, document: TriggerDocument): Promise<Asked<TriggerDocument>> {
  let patterns = completeOptions(document).FilterCriteria.Filters.map(({ Pattern }) => Pattern);
  for (;;) {
    const asked = await pick(place, {
      placeholder: describeOption('FilterCriteria').explanation,
      items: itemsOf(patterns),
    });
    if (asked === undefined) return undefined;
    // Each pattern was accepted: a step back loses none.
    if (asked === 'back' || asked.answer.isDone === true)
      return { answer: { FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } } };
    const { index = patterns.length } = asked.answer;
    const typed = await askPattern(place, patterns[index] ?? '');
    if (typed === undefined) return undefined;
    if (typed !== 'back')
      patterns = [...patterns.slice(0, index), typed.answer, ...patterns.slice(index + 1)].filter(
        (pattern) => pattern !== '',
      );
  }
}

function itemsOf(patterns: readonly string[]): readonly Item[] {
  return [
    {
      label: `$(check) ${vscode.l10n.t('Done')}`,
      description:
        patterns.length === 0
          ? vscode.l10n.t('no filters: all records')
          : vscode.l10n.t('records that match one of {0}', patterns.length),
      isDone: true,
    },
    ...patterns.map((label, index) => ({
      label,
      description: vscode.l10n.t('change; an empty text takes it away'),
      index,
    })),
    ...(patterns.length < MOST_FILTERS ? [{ label: `$(add) ${vscode.l10n.t('Add a pattern…')}` }] : []),
  ];
}

function askPattern(place: Place, present: string): Promise<Asked<string>> {
  return input(
    { ...place, step: place.step + 1, totalSteps: place.step + 1 },
    {
      prompt: vscode.l10n.t('A filter pattern in JSON; an empty text takes it away'),
      placeholder: '{"eventName":["INSERT"]}',
      suggestion: present,
      validate: (text) => {
        if (text === '') return undefined;
        const validation = validateFilterPattern(text);
        return validation.valid ? undefined : validation.reason;
      },
    },
  );
}
