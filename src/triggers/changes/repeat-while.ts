/** A call that is refused for a reason that passes: sent again, with growing waits, for a while. */
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';

export interface Patience {
  /** Whether the refusal is of the kind that passes. */
  readonly passes: (error: unknown) => boolean;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** No call begins later than this after the first refusal. */
  readonly limitMs: number;
}

/** A policy that was just written is not seen by Lambda for some seconds, seldom longer. */
export const policyPropagation = { firstDelayMs: 2000, longestDelayMs: 15_000, limitMs: 60_000 } as const;

/** Lambda works at a change for seconds, up to some minutes (ST-5). */
export const changeUnderWay = { firstDelayMs: 1000, longestDelayMs: 16_000, limitMs: 30_000 } as const;

/**
 * @param waits hears of each wait before it begins
 * @throws the last refusal when the time is up or the signal aborts, and any other error at once
 */
export async function repeatWhile<T>(
  call: () => Promise<T>,
  { passes, firstDelayMs, longestDelayMs, limitMs }: Patience,
  clock: Clock,
  stop: StopSignal,
  waits: (delayMs: number, error: unknown) => void = () => undefined,
): Promise<T> {
  let endMs: number | undefined;
  for (let refusals = 1; ; refusals += 1) {
    try {
      return await call();
    } catch (error) {
      if (!passes(error) || stop.aborted) throw error;
      endMs ??= clock.now() + limitMs;
      const delayMs = Math.min(doublingDelayMs(refusals, firstDelayMs, longestDelayMs), endMs - clock.now());
      if (delayMs <= 0) throw error;
      waits(delayMs, error);
      await clock.sleepUntil(clock.now() + delayMs, stop);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it slept
      if (stop.aborted) throw error;
    }
  }
}
