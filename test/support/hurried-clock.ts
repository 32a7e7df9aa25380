/** A clock of which a second takes a fraction of a second: real waiting between real processes, in less time. */
import type { Clock } from '../../src/engine/ports/clock';
import type { StopSignal } from '../../src/engine/ports/stop-signal';
import { SystemClock } from '../../src/handler-hosts/system-clock';

export class HurriedClock implements Clock {
  private readonly system = new SystemClock();
  private readonly startMs = this.system.now();

  constructor(private readonly times: number) {}

  now(): number {
    return this.startMs + (this.system.now() - this.startMs) * this.times;
  }

  sleepUntil(epochMs: number, stop: StopSignal): Promise<void> {
    return this.system.sleepUntil(this.startMs + (epochMs - this.startMs) / this.times, stop);
  }
}
