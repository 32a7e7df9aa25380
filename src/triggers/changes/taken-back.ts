/**
 * What is left of a kept change while it is being taken back. An undo can take two calls, and after the first of
 * them the window may be closed: what the log then holds takes back the rest.
 */
import type { ChangeLog } from './change-log';
import { withChange, withUuid, withoutChange } from './change-log';
import type { LoggedChange, TriggerChange } from './trigger-change';

/** @param step what the undo has just done to the triggers */
export function takenBack(log: ChangeLog, entry: LoggedChange, step: TriggerChange): ChangeLog {
  const { change } = entry;
  const rest = restOf(change, step);
  const left =
    rest === undefined ? withoutChange(log, entry.id) : withChange(log, { ...entry, change: rest });
  // What was created again goes by another UUID in the older changes as well.
  const isCreatedAgain = step.kind === 'create' || step.kind === 'replace';
  return isCreatedAgain && (change.kind === 'delete' || change.kind === 'replace')
    ? withUuid(left, change.before.uuid, step.after.uuid)
    : left;
}

/** An undo that failed in its middle has put back what was there: the change stands, with another UUID. */
export function leftStanding(
  log: ChangeLog,
  entry: LoggedChange,
  renamed: { readonly formerUuid: string; readonly newUuid: string },
): ChangeLog {
  return withUuid(withChange(log, entry), renamed.formerUuid, renamed.newUuid);
}

function restOf(change: TriggerChange, step: TriggerChange): TriggerChange | undefined {
  if (change.kind !== 'replace') return undefined;
  if (step.kind === 'delete') return { kind: 'delete', before: change.before };
  if (step.kind === 'create') return { kind: 'create', after: change.after };
  return undefined;
}
