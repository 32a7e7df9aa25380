/**
 * What a redrive's journal says, one entry after the other: written, and on the disk, before what comes next is done.
 * No record is in it, but what a handler has said may be: an error's message, a tumbling window's state. So it is kept where
 * only this user's VS Code keeps its data.
 */
import { isJsonObject } from '../../engine/events/json-object';
import type { DeployedAnswer } from '../ports/deployed-functions';
import type { RedrivePlan } from './redrive-plan';

/** What an answer means for the records that were sent. */
export type Verdict =
  /** All of them. `state`: JSON text, with a tumbling window. */
  | { readonly kind: 'succeeded'; readonly note?: string; readonly state?: string }
  /** The first ones; the one after them was reported as failed (BI-8). */
  | { readonly kind: 'partial'; readonly succeeded: number; readonly state?: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'throttled'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'tooLarge'; readonly reason: string }
  /** The call was refused before the function ran: credentials, permissions, no such function. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It may have run. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** For the report. */
export interface AnswerSummary {
  readonly outcome: DeployedAnswer['outcome'] | 'refused';
  readonly requestId?: string;
  readonly executedVersion?: string;
  readonly errorType?: string;
  readonly durationMs: number;
}

interface OfInvocation {
  readonly batchId: string;
  /** Counts the batch's invocations from 1, over all runs. */
  readonly invocation: number;
  readonly atMs: number;
}

export type JournalEntry =
  | { readonly type: 'planned'; readonly version: 1; readonly atMs: number; readonly plan: RedrivePlan }
  | { readonly type: 'resumed'; readonly atMs: number }
  /** Positions count the records that are sent of the batch, from 0; `to` is exclusive. */
  | (OfInvocation & {
      readonly type: 'begins';
      readonly from: number;
      readonly to: number;
      readonly eventHash: string;
    })
  | (OfInvocation & {
      readonly type: 'answered';
      readonly answer: AnswerSummary;
      readonly verdict: Verdict;
    })
  /** What a person said of an invocation that may have run. */
  | (OfInvocation & { readonly type: 'decided'; readonly decision: 'again' | 'done' })
  /** All records have succeeded. */
  | { readonly type: 'done'; readonly batchId: string; readonly atMs: number }
  /** A document was deleted, marked, moved, or stays. @member document its index in the plan */
  | {
      readonly type: 'settled';
      readonly batchId: string;
      readonly document: number;
      /** `gone`: it was not there any more. */
      readonly how: 'treated' | 'gone';
      readonly atMs: number;
    }
  /** It could not be settled yet, or its batch did not succeed. */
  | {
      readonly type: 'left';
      readonly batchId: string;
      readonly reason: string;
      readonly atMs: number;
    }
  | { readonly type: 'ended'; readonly atMs: number };

/** Each entry is on the disk when `append` resolves. */
export interface RedriveJournal {
  /** @throws when it could not be written: what was to follow must not be done */
  append(entry: JournalEntry): Promise<void>;
}

const types: readonly string[] = [
  'planned',
  'resumed',
  'begins',
  'answered',
  'decided',
  'done',
  'settled',
  'left',
  'ended',
] satisfies readonly JournalEntry['type'][];

/**
 * What was stored, read back. Only this program writes journals, so that an entry's type vouches for its members.
 *
 * @returns undefined for what is no entry, as another version's
 */
export function readJournalEntry(stored: unknown): JournalEntry | undefined {
  if (!isJsonObject(stored)) return undefined;
  const { type, version } = stored;
  if (typeof type !== 'string' || !types.includes(type)) return undefined;
  if (type === 'planned' && (version !== 1 || !isJsonObject(stored['plan']))) return undefined;
  return stored as unknown as JournalEntry;
}
