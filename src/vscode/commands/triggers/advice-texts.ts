/** What is pointed out about a trigger's options, as an item of a list: a sentence, and the better choice in a word. */
import * as vscode from 'vscode';
import type { Advice } from '../../../triggers/options/trigger-advice';

export interface AdviceText {
  readonly sentence: string;
  /** Absent where only a person knows. */
  readonly betterChoice?: string;
}

export function adviceText(advice: Advice): AdviceText {
  switch (advice.kind) {
    case 'endlessRetries':
      return {
        sentence: vscode.l10n.t(
          'A record that always fails holds up its shard for 24 hours, and is then lost silently.',
        ),
        betterChoice: vscode.l10n.t('Retry 10 times and split a failing batch'),
      };
    case 'fewRetries':
      return {
        sentence: vscode.l10n.t(
          'After {0} retries a failing batch is lost, the good records in it too, and nothing says which.',
          advice.attempts,
        ),
        betterChoice: vscode.l10n.t('Split a failing batch'),
      };
    case 'latestMissesRecords':
      return {
        sentence: vscode.l10n.t(
          'Records that are written in the next minutes, until the trigger reads, may be missed.',
        ),
        betterChoice: vscode.l10n.t('Begin with the oldest record (TRIM_HORIZON)'),
      };
    case 'windowWithLanes':
      return {
        sentence: vscode.l10n.t(
          'AWS does not say how a tumbling window works with {0} concurrent batches per shard.',
          advice.lanes,
        ),
        betterChoice: vscode.l10n.t('One batch per shard at a time'),
      };
    case 'windowWithFilters':
      return {
        sentence: vscode.l10n.t('AWS does not say how a tumbling window works with filters.'),
      };
    case 'manyFilters':
      return {
        sentence: vscode.l10n.t(
          '{0} filters: an account may have 5 for each trigger until AWS has raised the quota.',
          advice.filters,
        ),
      };
    case 'keyWithoutFilters':
      return {
        sentence: vscode.l10n.t('The key encrypts filters only, and there are none.'),
        betterChoice: vscode.l10n.t('No key'),
      };
  }
}
