/** The changes of this extension, the last one first: what "Undo Last Change" takes back, several times in a row. */
import { isJsonObject } from '../../engine/events/json-object';
import type { LoggedChange, SavedTrigger, TriggerChange } from './trigger-change';

export type ChangeLog = readonly LoggedChange[];

const KEPT_CHANGES = 50;
/** Of JSON. Filters make a document long: up to 40,000 characters. */
const KEPT_CHARACTERS = 500_000;

/** Puts a change in front, or in the place of the one that has its id. */
export function withChange(log: ChangeLog, change: LoggedChange): ChangeLog {
  const isThere = log.some(({ id }) => id === change.id);
  const all = isThere
    ? log.map((entry) => (entry.id === change.id ? change : entry))
    : [change, ...log].slice(0, KEPT_CHANGES);
  let characters = 0;
  return all.filter((entry, index) => {
    characters += JSON.stringify(entry).length;
    // The last change is kept however long it is.
    return index === 0 || characters <= KEPT_CHARACTERS;
  });
}

export function withoutChange(log: ChangeLog, id: string): ChangeLog {
  return log.filter((entry) => entry.id !== id);
}

/** A trigger that was created again has a UUID of its own; the changes before its deletion mean it from now on. */
export function withUuid(log: ChangeLog, oldUuid: string, newUuid: string): ChangeLog {
  const renamed = (saved: SavedTrigger): SavedTrigger =>
    saved.uuid === oldUuid ? { ...saved, uuid: newUuid } : saved;
  return log.map((entry) => ({ ...entry, change: mapSaved(entry.change, renamed) }));
}

/** What was stored, read back: whatever is not a change of this version's shape is left out. */
export function readChangeLog(stored: unknown): ChangeLog {
  return Array.isArray(stored) ? stored.filter(isLoggedChange) : [];
}

function mapSaved(change: TriggerChange, map: (saved: SavedTrigger) => SavedTrigger): TriggerChange {
  switch (change.kind) {
    case 'create':
      return { ...change, after: map(change.after) };
    case 'update':
    case 'delete':
      return { ...change, before: map(change.before) };
    case 'replace':
      return { ...change, before: map(change.before), after: map(change.after) };
  }
}

function isLoggedChange(value: unknown): value is LoggedChange {
  if (!isJsonObject(value) || !isJsonObject(value['change'])) return false;
  const { kind, before, after, change } = value['change'];
  const isComplete =
    (kind === 'create' && isSaved(after)) ||
    (kind === 'update' && isSaved(before) && isJsonObject(change)) ||
    (kind === 'delete' && isSaved(before)) ||
    (kind === 'replace' && isSaved(before) && isSaved(after));
  return (
    isComplete &&
    typeof value['id'] === 'string' &&
    typeof value['atMs'] === 'number' &&
    typeof value['connectionId'] === 'string' &&
    typeof value['connectionName'] === 'string'
  );
}

function isSaved(value: unknown): value is SavedTrigger {
  return isJsonObject(value) && typeof value['uuid'] === 'string' && isJsonObject(value['document']);
}
