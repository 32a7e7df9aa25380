/** What the parts of one running redrive share. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { Clock } from '../../engine/ports/clock';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { DeployedFunctions } from '../ports/deployed-functions';
import type { FailureBuckets } from '../ports/failure-bucket';
import type { FailureQueues } from '../ports/failure-queue';
import type { JournalEntry, RedriveJournal } from './journal-entry';
import type { PlannedBatch, PlannedDocument } from './redrive-plan';
import type { OpenInvocation, RedriveProgress } from './redrive-progress';

/** What only a person can say. Nobody is asked twice at the same time about one batch. */
export interface RedriveQuestions {
  /**
   * The function may have run with these records, or not.
   *
   * @returns `done` counts them as succeeded; `leave` leaves the batch as it is
   */
  afterUnknown(
    batch: PlannedBatch,
    invocation: OpenInvocation,
    reason: string,
  ): Promise<'again' | 'done' | 'leave'>;
  /** Its message can't be received now. `gone`: somebody may have handled it. Not invoked yet. */
  messageMissing(
    batch: PlannedBatch,
    document: PlannedDocument,
    because: 'hidden' | 'gone',
  ): Promise<'invoke' | 'leave'>;
}

export interface RedriveParts {
  readonly connection: StreamConnection;
  readonly clock: Clock;
  readonly functions: Pick<DeployedFunctions, 'invoke'>;
  readonly queues: FailureQueues;
  readonly buckets: Pick<FailureBuckets, 'mark' | 'move'>;
  readonly journal: RedriveJournal;
  readonly questions: RedriveQuestions;
  /** All records of the batch in its capture, also those that are skipped. @throws CaptureError */
  loadRecords(batch: PlannedBatch): Promise<readonly EncodedRecord[]>;
  /** SHA-256 or the like, as text. */
  hashOf(bytes: Uint8Array): string;
  /** After each entry, when it is in the journal; must not throw. */
  observe(entry: JournalEntry): void;
  /** Something that does no harm went wrong, as a sentence: a message that could not be given back will come back by itself. */
  warn(sentence: string): void;
}

export interface RedriveRun {
  readonly parts: RedriveParts;
  readonly progress: RedriveProgress;
  /** Nothing is done before it resolves. */
  record(entry: JournalEntry): Promise<void>;
}

export type BatchEnd =
  /** All of it succeeded, and its documents are dealt with. */
  | { readonly kind: 'settled' }
  /** All of it succeeded, and a document is still where it was. */
  | { readonly kind: 'done'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Stopped, or left by a person. */
  | { readonly kind: 'left'; readonly reason: string }
  /** Every other batch would be refused as well. */
  | { readonly kind: 'refused'; readonly reason: string };
