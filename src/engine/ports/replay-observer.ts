/**
 * What happened in a replay, as typed events in the order in which it happened.
 * Views, the Debug Console and tests listen here; the engine itself logs nothing.
 */
import type { Batch } from '../batching/batch';
import type { InvocationResult } from './function-invoker';

export type FailedInvocation = Exclude<InvocationResult, { outcome: 'succeeded' }>;

/** What to do with a batch whose invocation failed. */
export type FailedBatchDecision = 'retry' | 'giveUp';

export interface ReplayObserver {
  /** @param attempt 1 for the first invocation of this batch */
  batchStarted(batch: Batch, attempt: number): void;
  batchFinished(batch: Batch, attempt: number, result: InvocationResult): void;
}

/**
 * Asked after each failed invocation. A promise that stays pending blocks the
 * records behind the batch, as a failed batch blocks its shard on Lambda (PR-12).
 */
export type DecideFailedBatch = (
  batch: Batch,
  attempt: number,
  result: FailedInvocation,
) => Promise<FailedBatchDecision>;
