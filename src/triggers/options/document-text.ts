/** A trigger as the text that a person edits: every option in a fixed order, defaults shown. */
import type { Trigger } from '../trigger';
import { areFiltersHidden } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import { completeOptions } from './option-defaults';
import { optionNames } from './trigger-options';
import { ownTags } from './own-tags';

/**
 * The whole document of a trigger, defaults filled in.
 *
 * @param tags absent if they could not be read: then it has none, and applying it leaves them alone
 * @returns without filters if they are hidden, for the same reason
 */
export function wholeDocument(trigger: Trigger, tags?: Readonly<Record<string, string>>): TriggerDocument {
  const { FilterCriteria, ...options } = completeOptions(trigger.document);
  return {
    ...(trigger.document.StartingPosition && { StartingPosition: trigger.document.StartingPosition }),
    ...options,
    ...(!areFiltersHidden(trigger) && { FilterCriteria }),
    FunctionName: trigger.functionArn,
    EventSourceArn: trigger.streamArn,
    ...(tags !== undefined && { Tags: ownTags(tags) }),
  };
}

/**
 * For a new trigger. It begins at the oldest record, so that none is missed, and gives up on a failing record
 * after ten attempts, so that a shard does not stand still; the rest is Lambda's default.
 */
export function freshDocument(
  known: Pick<TriggerDocument, 'FunctionName' | 'EventSourceArn'>,
): TriggerDocument {
  return {
    FunctionName: '',
    EventSourceArn: '',
    StartingPosition: 'TRIM_HORIZON',
    ...completeOptions({ MaximumRetryAttempts: 10, BisectBatchOnFunctionError: true }),
    ...known,
  };
}

/** @returns JSON in the fixed order, with a line break at its end */
export function textOf(document: TriggerDocument): string {
  const inOrder = optionNames
    .filter((name) => document[name] !== undefined)
    .map((name) => [name, document[name]]);
  return `${JSON.stringify(Object.fromEntries(inOrder), undefined, 2)}\n`;
}
