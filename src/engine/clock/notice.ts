/** "Something has changed, look again": how the tasks of one mapping wake each other. */
import type { Clock } from '../ports/clock';
import type { StopSignal } from '../ports/stop-signal';
import { StopSwitch } from '../stopping/stop-switch';

export class Notice {
  private waiting: (() => void)[] = [];

  /** Wakes everybody who waits now. */
  give(): void {
    const woken = this.waiting;
    this.waiting = [];
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
    try {
      const given = new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        ended.addEventListener('abort', resolve);
      });
      await (untilMs === undefined ? given : Promise.race([given, clock.sleepUntil(untilMs, ended)]));
    } finally {
      ended.abort();
    }
  }
}
