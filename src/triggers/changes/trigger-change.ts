/** One change of a trigger as it is kept, so that it can be taken back: plain JSON, without credentials. */
import { ownTags } from '../options/own-tags';
import type { Trigger } from '../trigger';
import { areFiltersHidden } from '../trigger';
import type { TriggerDocument } from '../trigger-document';

export interface SavedTrigger {
  readonly uuid: string;
  /** With function, stream and, where they could be read, tags: enough to create it again. */
  readonly document: TriggerDocument;
  /** Its filters could not be read, so that it can't be created again as it was. */
  readonly lacksFilters?: true;
}

export type TriggerChange =
  | { readonly kind: 'create'; readonly after: SavedTrigger }
  /** `change` is what was sent. */
  | { readonly kind: 'update'; readonly before: SavedTrigger; readonly change: TriggerDocument }
  | { readonly kind: 'delete'; readonly before: SavedTrigger }
  | { readonly kind: 'replace'; readonly before: SavedTrigger; readonly after: SavedTrigger };

export interface LoggedChange {
  readonly id: string;
  readonly atMs: number;
  readonly connectionId: string;
  /** As the tree showed it then; for when the connection is no longer there. */
  readonly connectionName: string;
  readonly change: TriggerChange;
}

/** @param tags where they were read */
export function savedTrigger(trigger: Trigger, tags?: Readonly<Record<string, string>>): SavedTrigger {
  const own = ownTags(tags ?? {});
  return {
    uuid: trigger.uuid,
    document: {
      ...trigger.document,
      FunctionName: trigger.functionArn,
      EventSourceArn: trigger.streamArn,
      ...(Object.keys(own).length > 0 && { Tags: own }),
    },
    ...(areFiltersHidden(trigger) && { lacksFilters: true }),
  };
}

/** The trigger that the change left or took away. */
export function subjectOf(change: TriggerChange): SavedTrigger {
  return change.kind === 'create' || change.kind === 'replace' ? change.after : change.before;
}

/** For the log: what was done, with what the trigger was before, as JSON that can be created again. */
export function lineOf(change: TriggerChange): string {
  const before = 'before' in change ? JSON.stringify(change.before.document) : '-';
  const after = 'after' in change ? change.after.document : undefined;
  const now = change.kind === 'update' ? change.change : after;
  return `${change.kind} trigger ${subjectOf(change).uuid}; before: ${before}; now: ${now === undefined ? '-' : JSON.stringify(now)}`;
}
