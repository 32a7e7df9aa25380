/** Records that are sent together until they are finished, and how often they were. */
import type { ShardRecord } from '../batching/shard-record';
import type { InvocationResult, NotInvoked } from '../ports/function-invoker';

export interface BatchPart {
  readonly records: readonly ShardRecord[];
  /** Invocations so far, those included that were not taken. */
  attempts: number;
  /** Invocations that used up an attempt: function errors, not throttles (PR-13). */
  countedFailures: number;
  failuresInARow: number;
  lastResult?: InvocationResult | NotInvoked;
}

/** Attempts count from the beginning (BI-9). */
export function newPart(records: readonly ShardRecord[]): BatchPart {
  return { records, attempts: 0, countedFailures: 0, failuresInARow: 0 };
}
