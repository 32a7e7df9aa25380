/** The journals of this workspace's redrives: those that can be gone on with, and ended ones as reports. `captures/redrive/` answers. */
import type { JournalEntry, RedriveJournal } from './journal-entry';
import type { RedrivePlan } from './redrive-plan';

export interface StoredRedrive {
  readonly plan: RedrivePlan;
  /** The plan's own is the first. */
  readonly entries: readonly JournalEntry[];
  /** A window works at it. */
  readonly isRunning: boolean;
}

/** Nobody else can open it until it is closed. */
export interface OpenJournal extends RedriveJournal {
  readonly plan: RedrivePlan;
  /** As they were when it was opened. */
  readonly entries: readonly JournalEntry[];
  close(): Promise<void>;
}

/** Each member rejects with CaptureError. */
export interface RedriveJournals {
  /** The plan is on the disk when it resolves. */
  create(plan: RedrivePlan, atMs: number): Promise<OpenJournal>;
  /** @throws also while another window works at it */
  open(id: string): Promise<OpenJournal>;
  /** The last one first; files that hold no plan are left out: nothing was begun. */
  list(): Promise<readonly StoredRedrive[]>;
  /** Forgets it. */
  remove(id: string): Promise<void>;
}
