/** What one lane holds of its shard: read, and not sent yet. */
import type { Arrival } from './lane-actions';
import type { WorldRecord } from './trace';

/** Floating point of times with fractions. */
const SAME_MS = 0.001;

export class LaneQueue {
  readonly waiting: WorldRecord[] = [];
  hasShardEnded = false;
  /** Everything written until then has been read. */
  caughtUpToMs = Number.NEGATIVE_INFINITY;
  isCaughtUp = false;
  private nextArrival = 0;
  private readonly readAtMs = new Map<WorldRecord, number>();

  constructor(private readonly arrivals: readonly Arrival[]) {}

  get next(): Arrival | undefined {
    return this.arrivals[this.nextArrival];
  }

  receiveUntil(nowMs: number): void {
    for (;;) {
      const arrival = this.next;
      if (arrival === undefined || arrival.atMs > nowMs + SAME_MS) return;
      this.nextArrival += 1;
      for (const record of arrival.records) this.readAtMs.set(record, arrival.atMs);
      this.waiting.push(...arrival.records);
      this.hasShardEnded = arrival.isLast;
      this.isCaughtUp = arrival.caughtUpToMs !== undefined;
      this.caughtUpToMs = arrival.caughtUpToMs ?? this.caughtUpToMs;
    }
  }

  readMs(record: WorldRecord): number {
    return this.readAtMs.get(record) ?? Number.NaN;
  }
}
