/**
 * The records of a failed batch: those in its document, else read from its shard, from the first sequence number to
 * the last and no further. What is lost, or not as it was, is told.
 */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamSource } from '../../engine/ports/stream-source';
import type { ReadingEvent } from '../../triggers/streams/bounded-reading';
import type { FailedBatch } from '../failed-batch';
import type { FetchedBatch, FetchDifference } from './fetched-batch';
import { judgeRange } from './judge-range';
import { payloadRecords } from './payload-records';
import type { PresentFilters } from './present-filters';
import { readRange } from './read-range';

export interface FetchPorts {
  readonly source: StreamSource;
  readonly clock: Clock;
  readonly filters: PresentFilters;
  /** Between two reads; Lambda's base rate (PR-1) unless told otherwise. */
  readonly pollIntervalMs?: number;
  readonly observe?: (event: ReadingEvent) => void;
}

/**
 * A document's own records cost no call; else it takes one for the iterator and one for each page of the range, and
 * those that faults cost.
 *
 * @returns without records if all of them are lost
 * @throws StreamSourceError of a kind that no retry mends, or that went on for too long
 */
export async function fetchBatch(
  batch: FailedBatch,
  ports: FetchPorts,
  stop: StopSignal,
): Promise<FetchedBatch | 'stopped'> {
  const unusable: FetchDifference[] = [];
  if (batch.payload !== undefined) {
    const payload = payloadRecords(batch.payload, batch);
    if (!('refused' in payload)) {
      const { records, eventText, differs: reason } = payload;
      const differences = reason === undefined ? [] : [{ kind: 'payload' as const, reason, used: true }];
      return { records, filteredOut: 0, calls: 0, differences, eventText };
    }
    unusable.push({ kind: 'payload', reason: payload.refused, used: false });
  }
  const { filters } = ports;
  const isFiltered = !filters.known || filters.criteria !== undefined;
  const range = await readRange(batch, { ...ports, isFiltered }, stop);
  if (range === 'stopped') return range;
  const judged = judgeRange(batch, range, filters);
  return { ...judged, calls: range.calls, differences: [...unusable, ...judged.differences] };
}
