/** Counts what a mapping did, and passes every event on. */
import type { MappingEvent, MappingObserver } from '../ports/mapping-observer';

export interface MappingSummary {
  /** Invocations that succeeded, partial ones included. */
  readonly succeededInvocations: number;
  readonly failedInvocations: number;
  readonly filteredRecords: number;
  readonly droppedRecords: number;
}

export class MappingTotals implements MappingObserver {
  private totals = { succeededInvocations: 0, failedInvocations: 0, filteredRecords: 0, droppedRecords: 0 };

  constructor(private readonly observer: MappingObserver) {}

  get summary(): MappingSummary {
    return { ...this.totals };
  }

  observe(event: MappingEvent): void {
    if (event.type === 'recordsRead') this.totals.filteredRecords += event.count - event.kept;
    if (event.type === 'recordsDropped') this.totals.droppedRecords += event.batch.records.length;
    if (event.type === 'batchFinished') {
      const { kind } = event.outcome;
      if (kind === 'succeeded' || kind === 'partialFailure') this.totals.succeededInvocations += 1;
      else this.totals.failedInvocations += 1;
    }
    this.observer.observe(event);
  }
}
