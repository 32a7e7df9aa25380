/** What was found out about a failing batch by running parts of it. */
import type { ProbeFailure } from './probe';

export interface PoisonOptions {
  /** Each run in a process of its own: for handlers that keep state. */
  readonly isFresh: boolean;
  /** Then what is known so far is the answer. At least 4. */
  readonly mostRuns: number;
  /** So many failing sets are looked for. At least 1. */
  readonly mostSets: number;
  /** A run begins. */
  readonly onRun?: (progress: SearchProgress) => void;
}

export interface SearchProgress {
  /** This run included. */
  readonly runs: number;
  /** Records of this run. */
  readonly records: number;
  /** Records of the smallest part of the batch that is known to fail as the batch does. */
  readonly smallestFailing: number;
}

/** A set of records that fails, while it passes, or fails in another way, when any one of them is left out. */
export interface PoisonSet {
  /** Indexes into the batch, ascending; never empty. */
  readonly indexes: readonly number[];
  readonly failure: ProbeFailure;
  readonly dependence:
    /** One record. */
    | 'alone'
    /** The last of them passes without the others; the order does not matter. */
    | 'together'
    /** They pass in the opposite order. */
    | 'order';
  /** Invoked one by one in one process the last of them fails as well: the process remembers. */
  readonly acrossInvocations: boolean;
}

/** What is true of the batch without the sets that were found; without any, of the batch. */
export type RestOfBatch =
  | { readonly kind: 'passes' }
  /** There is more, but enough sets were found. */
  | { readonly kind: 'fails'; readonly failure: ProbeFailure }
  /** The handler can't be loaded (`init`), or fails whatever it is given. */
  | {
      readonly kind: 'notARecord';
      readonly cause: 'init' | 'everyRecord' | 'noRecords';
      readonly failure: ProbeFailure;
      /** How many records were tried alone; all of them failed. */
      readonly triedAlone: number;
    }
  /** Any so many records fail together, and fewer pass. */
  | { readonly kind: 'size'; readonly count: number; readonly failure: ProbeFailure }
  /** The same records passed at one time and failed at another. */
  | {
      readonly kind: 'unstable';
      readonly indexes: readonly number[];
      readonly failure: ProbeFailure;
      /** They failed in a process that had handled nothing before. */
      readonly failedFresh: boolean;
      /** They passed in such a process. */
      readonly passedFresh: boolean;
    }
  /** The runs are used up. */
  | { readonly kind: 'ranOut'; readonly smallest?: UnfinishedSet }
  /** The user has ended the search. */
  | { readonly kind: 'stopped'; readonly smallest?: UnfinishedSet };

/** It fails, but perhaps not all of it is needed for that. */
export interface UnfinishedSet {
  readonly indexes: readonly number[];
  readonly failure: ProbeFailure;
}

export interface PoisonSearch {
  readonly sets: readonly PoisonSet[];
  readonly rest: RestOfBatch;
  /** Invocations of the handler, all included. */
  readonly runs: number;
  /** `turnedFresh`: what a warm process answered was contradictory, so all was asked again in fresh ones. */
  readonly processes: 'warm' | 'fresh' | 'turnedFresh';
}
