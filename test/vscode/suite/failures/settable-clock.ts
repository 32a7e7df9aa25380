/** The present time, moved on by as much as a test wants: hours pass at once. */
import type { Clock } from '../../../../src/engine/ports/clock';
import type { StopSignal } from '../../../../src/engine/ports/stop-signal';
import { SystemClock } from '../../../../src/handler-hosts/system-clock';

export class SettableClock implements Clock {
  /** Milliseconds that this clock is ahead. */
  aheadMs = 0;
  private readonly system = new SystemClock();

  now(): number {
    return this.system.now() + this.aheadMs;
  }

  sleepUntil(epochMs: number, stop: StopSignal): Promise<void> {
    return this.system.sleepUntil(epochMs - this.aheadMs, stop);
  }
}
