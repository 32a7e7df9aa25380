/** An event source mapping on a DynamoDB stream, as Lambda answers it (reference sections 2.3 and 2.4). */
import type { TriggerDocument } from './trigger-document';

/** ST-1. */
export type TriggerState =
  'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** What only Lambda knows of it. */
export interface Trigger {
  readonly uuid: string;
  /** Of the mapping itself (AR-6). */
  readonly arn: string;
  /** With its qualifier as it was given. */
  readonly functionArn: string;
  readonly streamArn: string;
  readonly state: TriggerState;
  /** For example `User action`. */
  readonly stateReason: string;
  /** Free text; `PROBLEM:` begins one (ST-6). */
  readonly lastProcessingResult: string;
  /** Epoch milliseconds. */
  readonly lastModifiedMs: number;
  /** Every option as it stands, defaults filled in; `Enabled` as the state says; without `Tags`, and without filters that are hidden. */
  readonly document: TriggerDocument;
  /** Why its filters can't be shown: a key that this caller may not use. */
  readonly filterError?: string;
}

/** Until then a change is under way. */
export function isSettled({ state }: Pick<Trigger, 'state'>): boolean {
  return state === 'Enabled' || state === 'Disabled';
}

/** A customer's key hides them from a caller who may not use it, and from lists (section 2.2, KMSKeyArn). */
export function areFiltersHidden({ filterError, document }: Trigger): boolean {
  return filterError !== undefined || document.FilterCriteria === undefined;
}
