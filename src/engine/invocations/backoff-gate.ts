/** What Lambda does before it sends a batch again: it waits. */
import type { Clock } from '../ports/clock';
import type { MappingObserver } from '../ports/mapping-observer';
import type { FailedAttempt, RetryDecision, RetryGate } from '../ports/retry-gate';
import type { StopSignal } from '../ports/stop-signal';

export class BackoffGate implements RetryGate {
  constructor(
    private readonly clock: Clock,
    private readonly observer: MappingObserver,
  ) {}

  async beforeRetry(failed: FailedAttempt, stop: StopSignal): Promise<RetryDecision> {
    const { batch, attempt, retryAtMs } = failed;
    this.observer.observe({ type: 'retryScheduled', batch, attempt, atMs: retryAtMs });
    await this.clock.sleepUntil(retryAtMs, stop);
    return 'retry';
  }
}
