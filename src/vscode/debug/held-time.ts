/**
 * For how long something has been held since a given time; what two holders hold at the same time counts once.
 * A record's age is shortened by the holds of its own life only, not by those before it was written.
 */
interface Hold {
  readonly fromMs: number;
  readonly toMs: number;
}

export class HeldTime {
  private readonly holders = new Set<symbol>();
  /** In their order. */
  private readonly ended: Hold[] = [];
  private beganMs = 0;

  /** @param nowMs epoch milliseconds */
  constructor(private readonly nowMs: () => number = () => Date.now()) {}

  /** @param sinceMs epoch milliseconds */
  heldMs(sinceMs: number): number {
    let heldMs = this.holders.size > 0 ? overlapMs(this.present(), sinceMs) : 0;
    for (let index = this.ended.length - 1; index >= 0; index -= 1) {
      const hold = this.ended[index];
      if (hold === undefined || hold.toMs <= sinceMs) break;
      heldMs += overlapMs(hold, sinceMs);
    }
    return heldMs;
  }

  /** @returns what lets go; idempotent */
  hold(): () => void {
    const holder = Symbol('holder');
    if (this.holders.size === 0) this.beganMs = this.nowMs();
    this.holders.add(holder);
    return () => {
      if (this.holders.delete(holder) && this.holders.size === 0) this.ended.push(this.present());
    };
  }

  private present(): Hold {
    return { fromMs: this.beganMs, toMs: this.nowMs() };
  }
}

function overlapMs({ fromMs, toMs }: Hold, sinceMs: number): number {
  return Math.max(0, toMs - Math.max(fromMs, sinceMs));
}
