/** What has to be sent so that a trigger becomes what a document says. */
import type { Trigger } from '../trigger';
import { areFiltersHidden } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import type { CompleteOptions, DefaultedName } from './option-defaults';
import { completeOptions, defaultedNames, isSameValue } from './option-defaults';
import { ownTags } from './own-tags';
import { isSameFunction } from './same-function';

type Tags = Readonly<Record<string, string>>;

/** What UpdateEventSourceMapping has no member for (reference section 2.2). */
export type FixedName = 'EventSourceArn' | 'StartingPosition';

export type PlannedChange =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'update';
      /** Of UpdateEventSourceMapping; empty if only the tags differ. What is taken away is `{}`, `''`, `[]` or a default. */
      readonly change: TriggerDocument;
      /** All that there shall be beside AWS's own (`aws:…`), by TagResource and UntagResource; absent if they stay. */
      readonly tags?: Tags;
    }
  | {
      /** Only a new trigger can have these. It begins at its StartingPosition: how far the old one came is lost. */
      readonly kind: 'replace';
      readonly because: readonly FixedName[];
      /** Of the new one. */
      readonly document: TriggerDocument;
      /** Filters that could not be read, so that the new one would have none. */
      readonly losesHiddenFilters: boolean;
      /** Tags that could not be read, so that the new one would have none. */
      readonly losesUnreadTags: boolean;
    };

/**
 * @param wanted the whole document: an absent option goes back to its default, but for the function, the stream and
 *   the starting position, which have none; hidden filters stay unless it names others
 * @param tagsBefore absent if they were not read: then tags are touched only if `wanted` has some
 */
export function planChange(before: Trigger, wanted: TriggerDocument, tagsBefore?: Tags): PlannedChange {
  const because = fixedDifferences(before, wanted);
  if (because.length > 0) return replacement(before, wanted, because, tagsBefore);
  const change = changedMembers(before, wanted);
  const tags = changedTags(wanted.Tags, tagsBefore);
  if (Object.keys(change).length === 0 && tags === undefined) return { kind: 'nothing' };
  return { kind: 'update', change, ...(tags !== undefined && { tags }) };
}

function fixedDifferences(
  before: Trigger,
  { EventSourceArn, StartingPosition }: TriggerDocument,
): FixedName[] {
  const because: FixedName[] = [];
  if (EventSourceArn !== undefined && EventSourceArn !== before.streamArn) because.push('EventSourceArn');
  const position = before.document.StartingPosition;
  if (StartingPosition !== undefined && position !== undefined && StartingPosition !== position)
    because.push('StartingPosition');
  return because;
}

function replacement(
  before: Trigger,
  wanted: TriggerDocument,
  because: readonly FixedName[],
  tagsBefore: Tags | undefined,
): PlannedChange {
  const tags = wanted.Tags ?? (tagsBefore && ownTags(tagsBefore));
  const document: TriggerDocument = {
    FunctionName: before.functionArn,
    EventSourceArn: before.streamArn,
    StartingPosition: before.document.StartingPosition ?? 'TRIM_HORIZON',
    ...wanted,
    ...(tags !== undefined && { Tags: tags }),
  };
  return {
    kind: 'replace',
    because,
    document,
    losesHiddenFilters: keepsHiddenFilters(before, wanted),
    losesUnreadTags: tags === undefined,
  };
}

function changedMembers(before: Trigger, wanted: TriggerDocument): TriggerDocument {
  const now = completeOptions(before.document);
  const then = completeOptions(wanted);
  const names = defaultedNames.filter((name) => {
    if (name !== 'FilterCriteria' || !areFiltersHidden(before)) return !isSameValue(now[name], then[name]);
    return !keepsHiddenFilters(before, wanted);
  });
  const { FunctionName } = wanted;
  const isOtherFunction = FunctionName !== undefined && !isSameFunction(before.functionArn, FunctionName);
  return {
    ...(isOtherFunction && { FunctionName }),
    ...Object.fromEntries(names.map((name) => [name, asSent(name, then)])),
  };
}

function keepsHiddenFilters(before: Trigger, wanted: TriggerDocument): boolean {
  return areFiltersHidden(before) && wanted.FilterCriteria === undefined;
}

/** An empty object takes all filters away (AWS, "Lambda event filtering"). */
function asSent(name: DefaultedName, options: CompleteOptions): unknown {
  return name === 'FilterCriteria' && options.FilterCriteria.Filters.length === 0 ? {} : options[name];
}

function changedTags(wanted: Tags | undefined, before: Tags | undefined): Tags | undefined {
  if (before === undefined) return wanted;
  const isSame = isSameValue(sorted(wanted ?? {}), sorted(ownTags(before)));
  return isSame ? undefined : (wanted ?? {});
}

function sorted(tags: Tags): readonly (readonly [string, string])[] {
  return Object.entries(tags).sort(([left], [right]) => (left < right ? -1 : 1));
}
