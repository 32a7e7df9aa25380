/** How a change is taken back: what is to be done now, and what can't come back. */
import type { Trigger } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import type { LoggedChange, SavedTrigger } from './trigger-change';

export type Undo =
  /** Of a create. */
  | { readonly kind: 'delete'; readonly uuid: string }
  /** Of a delete. Where it begins is to be asked: the position is lost. */
  | { readonly kind: 'create'; readonly document: TriggerDocument; readonly formerUuid: string }
  /** Of an update: the values before, of what it changed only. */
  | { readonly kind: 'update'; readonly uuid: string; readonly change: TriggerDocument }
  /** Of a replacement, its position is lost once more. */
  | {
      readonly kind: 'replace';
      readonly uuid: string;
      readonly document: TriggerDocument;
      readonly formerUuid: string;
    }
  /** The trigger had filters that could not be read: without them it would hand over records that it never did. */
  | { readonly kind: 'impossible'; readonly because: 'filtersUnknown' };

export function undoOf({ change }: LoggedChange): Undo {
  switch (change.kind) {
    case 'create':
      return { kind: 'delete', uuid: change.after.uuid };
    case 'delete':
      if (change.before.lacksFilters) return { kind: 'impossible', because: 'filtersUnknown' };
      return {
        kind: 'create',
        document: creatableDocument(change.before.document),
        formerUuid: change.before.uuid,
      };
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
        formerUuid: change.before.uuid,
      };
  }
}

/** What an update sends to take an option away that was not there before (reference section 2.2). */
const removals: TriggerDocument = {
  FilterCriteria: {},
  DestinationConfig: { OnFailure: { Destination: '' } },
  KMSKeyArn: '',
  MetricsConfig: { Metrics: [] },
  FunctionResponseTypes: [],
  Tags: {},
};

function valuesBefore({ document }: SavedTrigger, names: readonly string[]): TriggerDocument {
  const before = new Map(Object.entries({ ...removals, ...creatableDocument(document) }));
  return Object.fromEntries(names.filter((name) => before.has(name)).map((name) => [name, before.get(name)]));
}

/**
 * A trigger's document as a create takes it: what stands for "none" in Lambda's answer is left out, `OnFailure: {}`
 * would be refused (section 2.5).
 */
export function creatableDocument(document: TriggerDocument): TriggerDocument {
  const {
    FilterCriteria,
    DestinationConfig,
    KMSKeyArn,
    MetricsConfig,
    FunctionResponseTypes,
    Tags,
    ...rest
  } = document;
  return {
    ...rest,
    ...(FilterCriteria?.Filters?.length && { FilterCriteria }),
    ...(DestinationConfig?.OnFailure?.Destination && { DestinationConfig }),
    ...(KMSKeyArn && { KMSKeyArn }),
    ...(MetricsConfig?.Metrics?.length && { MetricsConfig }),
    ...(FunctionResponseTypes?.length && { FunctionResponseTypes }),
    ...(Tags && Object.keys(Tags).length > 0 && { Tags }),
  };
}

/** @returns the options that have another value now than the update left: somebody else has changed them since */
export function changedSince({ change }: LoggedChange, now: Trigger): readonly string[] {
  if (change.kind !== 'update') return [];
  const present = new Map(Object.entries({ ...removals, ...creatableDocument(now.document) }));
  const left = new Map(Object.entries({ ...removals, ...creatableDocument(change.change) }));
  return Object.keys(change.change)
    .filter((name) => name !== 'FunctionName' && name !== 'Tags')
    .filter((name) => JSON.stringify(present.get(name)) !== JSON.stringify(left.get(name)));
}
