/** "Something has changed, look again": how the tasks of one mapping wake each other. */
import type { Clock } from '../ports/clock';
import type { StopSignal } from '../ports/stop-signal';
import { StopSwitch } from '../stopping/stop-switch';

export class Notice {
  private readonly waiting = new Set<() => void>();

  /** Wakes everybody who waits now. */
  give(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /**
   * Resolves at the next `give`, at the given time, or when the signal aborts, whichever is first.
   *
   * @param untilMs epoch milliseconds; without it there is no time limit
   */
  async wait(clock: Clock, untilMs: number | undefined, stop: StopSignal): Promise<void> {
    if (stop.aborted) return;
    const ended = new StopSwitch(stop);
    const wake = (): void => ended.abort();
    this.waiting.add(wake);
    try {
      await (untilMs === undefined ? untilStopped(ended) : clock.sleepUntil(untilMs, ended));
    } finally {
      this.waiting.delete(wake);
      ended.abort();
    }
  }
}

function untilStopped(stop: StopSwitch): Promise<void> {
  return new Promise((resolve) => stop.addEventListener('abort', resolve));
}
