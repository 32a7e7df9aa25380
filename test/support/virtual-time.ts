/**
 * Time for tests in which the function takes time too: invocations, reads and waits all sleep on
 * one clock, which jumps to the next sleeper when nothing else can go on. The engine's own
 * VirtualClock stands still during an invocation; this one does not, as a live clock does not.
 */
import { setImmediate as afterMicrotasks } from 'node:timers/promises';
import type { Clock } from '../../src/engine/ports/clock';
import type { StopSignal } from '../../src/engine/ports/stop-signal';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

/** What a test would otherwise hang on: nothing sleeps and nothing ends, or it never stops sleeping. */
export class NoProgressError extends Error {
  override readonly name = 'NoProgressError';
}

export class SimulatedTime implements Clock {
  private readonly sleepers = new Set<Sleeper>();

  constructor(private nowMs: number) {}

  now(): number {
    return this.nowMs;
  }

  sleepUntil(epochMs: number, stop: StopSignal): Promise<void> {
    if (epochMs <= this.nowMs || stop.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        stop.removeEventListener('abort', wake);
        this.sleepers.delete(sleeper);
        resolve();
      };
      const sleeper: Sleeper = { wakeAtMs: epochMs, wake };
      stop.addEventListener('abort', wake, { once: true });
      this.sleepers.add(sleeper);
    });
  }

  /** While nothing runs. */
  jumpTo(epochMs: number): void {
    this.nowMs = Math.max(this.nowMs, epochMs);
  }

  /**
   * Lets time pass until the work has ended.
   *
   * @param maximumWakes how many sleepers may wake until then
   * @throws NoProgressError; what the work rejects with
   */
  async passUntil<T>(work: Promise<T>, maximumWakes = 100_000): Promise<T> {
    const state = { hasEnded: false };
    const end = (): void => {
      state.hasEnded = true;
    };
    work.then(end, end);
    for (let wakes = 0; ; wakes += 1) {
      await afterMicrotasks();
      if (state.hasEnded) return work;
      if (wakes > maximumWakes) throw new NoProgressError(`Still at work after ${maximumWakes} waits.`);
      const next = this.earliest();
      if (next === undefined)
        throw new NoProgressError('Nothing waits for a time, and the work has not ended.');
      this.jumpTo(next.wakeAtMs);
      next.wake();
    }
  }

  /** The one that came first among those of the same time. */
  private earliest(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.sleepers) {
      if (first === undefined || sleeper.wakeAtMs < first.wakeAtMs) first = sleeper;
    }
    return first;
  }
}
