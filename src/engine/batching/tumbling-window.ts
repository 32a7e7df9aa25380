/**
 * The tumbling window of one lane: which window is open, and the state that its invocations hand
 * on (reference section 3.8).
 *
 * What AWS does not say, decided here: windows are aligned with 1970 (TW-2), a record that comes
 * after its window has closed goes into the window that is open, or opens its own again (TW-11).
 */
import type { ShardRecord } from './shard-record';

/** TW-5. Measured as UTF-8 bytes of the state's JSON. */
const MAXIMUM_STATE_BYTES = 1024 * 1024;
/** TW-3: what a window's first invocation gets. */
const EMPTY_STATE = '{}';

export interface OpenWindow {
  readonly startMs: number;
  readonly endMs: number;
  /** JSON text. */
  readonly state: string;
}

const encoder = new TextEncoder();

export class TumblingWindow {
  private open: OpenWindow | undefined;
  private stateIsTooLarge = false;

  constructor(
    private readonly tumblingWindowInSeconds: number,
    private readonly timeMsOf: (record: ShardRecord) => number,
  ) {}

  get current(): OpenWindow | undefined {
    return this.open;
  }

  /** The window is to be ended early (TW-5). */
  get isTooLarge(): boolean {
    return this.stateIsTooLarge;
  }

  /** Whether the open window must be closed before this record. */
  isOfLaterWindow(record: ShardRecord): boolean {
    return this.open !== undefined && this.startOf(record) > this.open.startMs;
  }

  /** Start of the window in which the record would be invoked now. */
  startFor(record: ShardRecord): number {
    return this.open?.startMs ?? this.startOf(record);
  }

  /** Start of the window to which the record's time belongs, in epoch milliseconds. */
  startOf(record: ShardRecord): number {
    const lengthMs = this.tumblingWindowInSeconds * 1000;
    return Math.floor(this.timeMsOf(record) / lengthMs) * lengthMs;
  }

  /** Opens the record's window if none is open. */
  enter(first: ShardRecord): void {
    if (this.open !== undefined) return;
    const startMs = this.startOf(first);
    this.open = { startMs, endMs: startMs + this.tumblingWindowInSeconds * 1000, state: EMPTY_STATE };
  }

  /** @returns whether the state fits; if not, the window is to be ended early with it */
  accept(state: string): boolean {
    if (this.open === undefined) return true;
    this.open = { ...this.open, state };
    this.stateIsTooLarge = encoder.encode(state).length > MAXIMUM_STATE_BYTES;
    return !this.stateIsTooLarge;
  }

  close(): void {
    this.open = undefined;
    this.stateIsTooLarge = false;
  }
}
