/**
 * Asked where Lambda would wait before it sends a batch again. In production that is a backoff;
 * under a debugger it may be a person who saves the handler.
 */
import type { InvokedBatch } from './mapping-observer';
import type { InvocationResult, NotInvoked } from './function-invoker';
import type { StopSignal } from './stop-signal';

export type RetryDecision =
  | 'retry'
  /** The function was changed: attempts count from the beginning. */
  | 'retryAfresh'
  /** Drops the batch; the position moves past it and no destination hears of it. */
  | 'giveUp';

export interface FailedAttempt {
  readonly batch: InvokedBatch;
  readonly attempt: number;
  readonly result: InvocationResult | NotInvoked;
  /** When Lambda would send it again. */
  readonly retryAtMs: number;
}

export interface RetryGate {
  /** Must resolve soon after the signal aborts, with anything. */
  beforeRetry(failed: FailedAttempt, stop: StopSignal): Promise<RetryDecision>;
}
