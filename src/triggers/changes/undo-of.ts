/** How a change is taken back: what is to be done now, and what can't come back. */
import type { DefaultedName } from '../options/option-defaults';
import { completeOptions, defaultedNames, isSameValue, optionDefaults } from '../options/option-defaults';
import type { Trigger } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import type { LoggedChange, SavedTrigger, TriggerChange } from './trigger-change';

export type Undo =
  /** Of a create. */
  | { readonly kind: 'delete'; readonly uuid: string }
  /** Of a delete. Where it begins is to be asked: the position is lost. */
  | { readonly kind: 'create'; readonly document: TriggerDocument }
  /** Of an update: the values before, of what it changed only. */
  | { readonly kind: 'update'; readonly uuid: string; readonly change: TriggerDocument }
  /** Of a replacement, its position is lost once more. */
  | {
      readonly kind: 'replace';
      readonly uuid: string;
      readonly document: TriggerDocument;
      readonly former: SavedTrigger;
    }
  /** The trigger had filters that could not be read: without them it would hand over records that it never did. */
  | { readonly kind: 'impossible'; readonly because: 'filtersUnknown' };

export function undoOf({ change }: LoggedChange): Undo {
  switch (change.kind) {
    case 'create':
      return { kind: 'delete', uuid: change.after.uuid };
    case 'delete':
      if (change.before.lacksFilters) return { kind: 'impossible', because: 'filtersUnknown' };
      return { kind: 'create', document: creatableDocument(change.before.document) };
    case 'update':
      if (change.before.lacksFilters && change.change.FilterCriteria !== undefined)
        return { kind: 'impossible', because: 'filtersUnknown' };
      return {
        kind: 'update',
        uuid: change.before.uuid,
        change: valuesBefore(change.before, Object.keys(change.change)),
      };
    case 'replace':
      if (change.before.lacksFilters) return { kind: 'impossible', because: 'filtersUnknown' };
      return {
        kind: 'replace',
        uuid: change.after.uuid,
        document: creatableDocument(change.before.document),
        former: change.before,
      };
  }
}

/** An option that was not there before is taken away by its default; filters by an empty object (section 2.2). */
function valuesBefore({ document }: SavedTrigger, names: readonly string[]): TriggerDocument {
  const { FunctionName, Tags = {} } = document;
  const options = completeOptions(document);
  const FilterCriteria = options.FilterCriteria.Filters.length === 0 ? {} : options.FilterCriteria;
  const before = new Map<string, unknown>(Object.entries({ ...options, FilterCriteria, FunctionName, Tags }));
  return Object.fromEntries(names.filter((name) => before.has(name)).map((name) => [name, before.get(name)]));
}

/**
 * A trigger's document as a create takes it: without what is Lambda's default, as `OnFailure: {}` of an answer would
 * be refused (section 2.5).
 */
export function creatableDocument(document: TriggerDocument): TriggerDocument {
  const { FunctionName, EventSourceArn, StartingPosition, Tags = {} } = document;
  const options = completeOptions(document);
  const chosen = defaultedNames.filter((name) => !isSameValue(options[name], optionDefaults[name]));
  return {
    ...(FunctionName !== undefined && { FunctionName }),
    ...(EventSourceArn !== undefined && { EventSourceArn }),
    ...(StartingPosition !== undefined && { StartingPosition }),
    ...Object.fromEntries(chosen.map((name) => [name, options[name]])),
    ...(Object.keys(Tags).length > 0 && { Tags }),
  };
}

/** @returns the options that have another value now than the update left: somebody else has changed them since */
export function changedSince(change: TriggerChange, now: Trigger): readonly DefaultedName[] {
  if (change.kind !== 'update') return [];
  const present = completeOptions(now.document);
  const left = completeOptions(change.change);
  return defaultedNames.filter(
    (name) => change.change[name] !== undefined && !isSameValue(present[name], left[name]),
  );
}
