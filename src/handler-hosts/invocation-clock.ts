/**
 * The clock of one invocation. It stands still while a debugger holds the handler.
 *
 * Lambda has no such clock; here a person may look at variables for an hour and
 * the function still has its three seconds.
 */

/** Knows who holds the clock; shared by all invocations of a host. */
export class ClockHold {
  private readonly holders = new Set<symbol>();
  private readonly listeners = new Set<() => void>();

  get isHeld(): boolean {
    return this.holders.size > 0;
  }

  /**
   * @returns what lets go. It does nothing the second time, as the debugger may report the end of a
   * pause twice, nor after `clear`: it must not let go of what holds the next process.
   */
  hold(): () => void {
    const holder = Symbol('holder');
    this.change(() => this.holders.add(holder));
    return () => this.change(() => this.holders.delete(holder));
  }

  /** The process that was held is gone. */
  clear(): void {
    this.change(() => this.holders.clear());
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private change(makeChange: () => void): void {
    const was = this.isHeld;
    makeChange();
    if (was !== this.isHeld) for (const listener of [...this.listeners]) listener();
  }
}

/** setTimeout takes no more at once. */
const longestTimerMs = 2_147_483_647;

/** Runs from its making until `stop`, except while the hold is on. */
export class InvocationClock {
  private runningSince: number | undefined;
  private countedMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly forget: () => void;

  /**
   * @param limitMs undefined for no limit
   * @param onLimit called at most once, when the counted time reaches the limit
   */
  constructor(
    private readonly hold: ClockHold,
    private readonly limitMs: number | undefined,
    private readonly onLimit: () => void,
  ) {
    this.forget = hold.onChange(() => this.followHold());
    this.followHold();
  }

  /** The milliseconds that count, pauses left out. */
  get elapsedMs(): number {
    return this.countedMs + (this.runningSince === undefined ? 0 : performance.now() - this.runningSince);
  }

  stop(): void {
    this.pause();
    this.forget();
  }

  private followHold(): void {
    if (this.hold.isHeld) this.pause();
    else this.run();
  }

  private run(): void {
    this.runningSince = performance.now();
    this.waitForLimit();
  }

  private waitForLimit(): void {
    if (this.limitMs === undefined) return;
    const { limitMs } = this;
    const leftMs = Math.min(Math.max(limitMs - this.elapsedMs, 0), longestTimerMs);
    this.timer = setTimeout(() => {
      // Node counts from the beginning of a millisecond: its timers ring up to one early.
      if (this.elapsedMs < limitMs) {
        this.waitForLimit();
        return;
      }
      this.stop();
      this.onLimit();
    }, leftMs);
  }

  private pause(): void {
    clearTimeout(this.timer);
    this.countedMs = this.elapsedMs;
    this.runningSince = undefined;
  }
}
