/** One history to try: what is written, how the function behaves, what goes wrong, which options hold. */
import type { StreamSourceErrorKind } from '../../src/engine/ports/stream-source-error';

/** How the function takes a record; numbers are how many times, then it is content. */
export type RecordPlan =
  | { readonly kind: 'content' }
  /** Fails whenever it is there. */
  | { readonly kind: 'poison' }
  | { readonly kind: 'throws' | 'timesOut' | 'throttled' | 'oddResponse' | 'noState'; readonly times: number }
  /** Named in batchItemFailures. */
  | { readonly kind: 'reported'; readonly times: number }
  /** The state grows over its limit. */
  | { readonly kind: 'largeState' };

export type Step =
  | {
      readonly kind: 'write';
      readonly gapMs: number;
      readonly item: number;
      readonly plan: RecordPlan;
      readonly isFilteredOut: boolean;
      readonly travelsAlone: boolean;
      /** More bytes than a small record has. */
      readonly padding: number;
      /** The creation time lies so much before the writing. */
      readonly lateSeconds: number;
    }
  /** The shard of this item is closed, and one or two children take over. */
  | { readonly kind: 'roll' | 'split'; readonly gapMs: number; readonly item: number };

export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'fails'; readonly with: StreamSourceErrorKind }
  /** The stream loses the iterator's next records at this moment. */
  | { readonly kind: 'trims'; readonly records: number }
  | { readonly kind: 'atMost'; readonly records: number }
  | { readonly kind: 'withoutEnd' };

export interface Stop {
  readonly afterMs: number;
  /** Until it runs again. */
  readonly pauseMs: number;
  /** How many of the latest saves the end of the process takes with it. */
  readonly lostSaves: number;
}

export interface Scenario {
  readonly steps: readonly Step[];
  readonly roots: number;
  /** From the first step's time to the start of the mapping. */
  readonly startDelayMs: number;
  /** All shards are known and closed to additions from the beginning, as in a capture. */
  readonly isCapture: boolean;
  readonly start: 'TRIM_HORIZON' | 'LATEST' | 'SEQUENCE_NUMBER' | 'TIME';
  /** Which record a sequence number or a time is taken of. */
  readonly startAt: number;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly factor: number;
  readonly maximumAgeSeconds: number;
  readonly maximumRetries: number;
  readonly bisects: boolean;
  readonly tumblingSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly ageFrom: 'creation' | 'reading';
  readonly concurrentInvocations: number;
  readonly pollIntervalMs: number;
  /** Of the function's work, taken in turn. */
  readonly durationsMs: readonly number[];
  /** Which of the answers that mean success, taken in turn. */
  readonly answers: readonly number[];
  /** Answers of the retry gate, then it says `retry`; absent for no gate. */
  readonly gate?: readonly ('retry' | 'retryAfresh' | 'giveUp')[];
  /** For the calls to the stream, in their order. */
  readonly faults: readonly Fault[];
  readonly stops: readonly Stop[];
  /** Whether the first, second, … final invocation of a window fails. */
  readonly finalFailures: readonly boolean[];
  /** Whether the first, second, … document can't be delivered. */
  readonly destinationFailures: readonly boolean[];
}
