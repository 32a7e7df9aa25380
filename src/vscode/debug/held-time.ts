/** How long something has been held in all; what two holders hold at the same time counts once. */
export class HeldTime {
  private readonly holders = new Set<symbol>();
  private sinceMs = 0;
  private endedMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  get totalMs(): number {
    return this.endedMs + (this.holders.size > 0 ? this.nowMs() - this.sinceMs : 0);
  }

  /** @returns what lets go; idempotent */
  hold(): () => void {
    const holder = Symbol('holder');
    if (this.holders.size === 0) this.sinceMs = this.nowMs();
    this.holders.add(holder);
    return () => {
      const total = this.totalMs;
      if (this.holders.delete(holder) && this.holders.size === 0) this.endedMs = total;
    };
  }
}
