/** Whether the window that unblocks a trigger is still there: it says so every few seconds where all windows can read it. */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { KeptUnblock } from './kept-unblock';

/** Nobody has worked on it for so long: the window is gone. */
const ABANDONED_AFTER_MS = 60_000;

/** Whether a window has said so lately. */
export function isWorkedOn({ seenMs }: KeptUnblock, nowMs: number): boolean {
  return nowMs - seenMs < ABANDONED_AFTER_MS;
}

/**
 * @param read as it is kept now
 * @returns as it was left, when that is sure; undefined if somebody has ended it, or the signal aborts
 */
export async function whenAbandoned(
  kept: KeptUnblock,
  read: () => KeptUnblock | undefined,
  clock: Clock,
  stop: StopSignal,
): Promise<KeptUnblock | undefined> {
  for (let last = kept; ;) {
    await clock.sleepUntil(last.seenMs + ABANDONED_AFTER_MS, stop);
    const now = read();
    if (stop.aborted || now === undefined) return undefined;
    if (now.seenMs === last.seenMs) return now;
    last = now;
  }
}
