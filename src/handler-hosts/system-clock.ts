/**
 * The machine's own time for the engine: for live streams, and for replays that are to last
 * as long as the real thing.
 */
import type { Clock } from '../engine/ports/clock';
import type { StopSignal } from '../engine/ports/stop-signal';

/** setTimeout takes no more milliseconds than that, and fires at once if it gets more. */
const LONGEST_TIMER_MS = 2_147_483_647;

export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  /**
   * Looks at the time again after each timer, for long sleeps need several and timers are a little early. A clock
   * that is set back meanwhile does not make the sleep longer: a shard would not be read for as long.
   */
  async sleepUntil(epochMs: number, stop: StopSignal): Promise<void> {
    let mostMs = epochMs - this.now();
    while (!stop.aborted && mostMs > 0) {
      const beganMs = performance.now();
      await timer(Math.min(Math.ceil(mostMs), LONGEST_TIMER_MS), stop);
      mostMs = Math.min(mostMs - (performance.now() - beganMs), epochMs - this.now());
    }
  }
}

/** Leaves neither a timer nor a listener behind, whichever comes first. */
function timer(delayMs: number, stop: StopSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timeout = setTimeout(end, delayMs);
    stop.addEventListener('abort', end, { once: true });
  });
}
