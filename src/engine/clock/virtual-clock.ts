/**
 * Time that passes only when nothing else can happen: all tasks of the engine wait for a time
 * and no work outside the engine goes on. A day of retries takes milliseconds, and comes out
 * the same each time.
 */
import type { Clock } from '../ports/clock';
import type { StopSignal } from '../ports/stop-signal';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export class VirtualClock implements Clock {
  private sleepers: Sleeper[] = [];
  private workInProgress = 0;
  private isSettling = false;

  /**
   * @param nowMs epoch milliseconds to begin at
   * @param settle resolves when every promise that could go on has gone on; in Node one `setImmediate`
   */
  constructor(
    private nowMs: number,
    private readonly settle: () => Promise<void>,
  ) {}

  now(): number {
    return this.nowMs;
  }

  sleepUntil(epochMs: number, stop: StopSignal): Promise<void> {
    if (epochMs <= this.nowMs || stop.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        stop.removeEventListener('abort', wake);
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      const sleeper: Sleeper = { wakeAtMs: epochMs, wake };
      stop.addEventListener('abort', wake, { once: true });
      this.sleepers.push(sleeper);
      this.advanceWhenIdle();
    });
  }

  /** Work outside the engine (a read, an invocation): time stands still while it lasts. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.workInProgress += 1;
    try {
      return await work;
    } finally {
      this.workInProgress -= 1;
      this.advanceWhenIdle();
    }
  }

  private advanceWhenIdle(): void {
    if (this.isSettling) return;
    this.isSettling = true;
    void this.settle().then(() => {
      this.isSettling = false;
      this.advance();
    });
  }

  private advance(): void {
    if (this.workInProgress > 0 || this.sleepers.length === 0) return;
    const next = Math.min(...this.sleepers.map(({ wakeAtMs }) => wakeAtMs));
    this.nowMs = Math.max(this.nowMs, next);
    for (const { wake } of this.sleepers.filter(({ wakeAtMs }) => wakeAtMs <= next)) wake();
    this.advanceWhenIdle();
  }
}
