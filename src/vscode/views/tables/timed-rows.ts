/** Rows that say how long something lasts are drawn again every minute, as long as somebody sees them. Asks nothing. */
import type * as vscode from 'vscode';
import type { Clock } from '../../../engine/ports/clock';
import { StopSwitch } from '../../../engine/stopping/stop-switch';

const PERIOD_MS = 60_000;

export class TimedRows<Row> implements vscode.Disposable {
  private readonly rows = new Set<Row>();
  private readonly end = new StopSwitch();
  private isWaiting = false;

  constructor(
    private readonly clock: Clock,
    private readonly isWatched: () => boolean,
    private readonly redraw: (row: Row) => void,
  ) {}

  /** It was drawn now. */
  add(row: Row): void {
    this.rows.add(row);
    void this.wait();
  }

  /** Rows that are drawn add themselves again; those that are not seen any more don't. */
  redrawAll(): void {
    const rows = [...this.rows];
    this.rows.clear();
    for (const row of rows) this.redraw(row);
  }

  dispose(): void {
    this.end.abort();
  }

  /** Never rejects. */
  private async wait(): Promise<void> {
    if (this.isWaiting) return;
    this.isWaiting = true;
    await this.clock.sleepUntil(this.clock.now() + PERIOD_MS, this.end);
    this.isWaiting = false;
    if (!this.end.aborted && this.isWatched()) this.redrawAll();
  }
}
