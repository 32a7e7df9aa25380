/** Reads what a shard still holds between two sequence numbers, both included. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamSource } from '../../engine/ports/stream-source';
import type { ReadingEvent } from '../../triggers/streams/bounded-reading';
import { BoundedReading } from '../../triggers/streams/bounded-reading';
import type { FailedBatch } from '../failed-batch';

export interface ReadRangePorts {
  readonly source: StreamSource;
  readonly clock: Clock;
  /** The range may hold records that were not sent. */
  readonly isFiltered: boolean;
  /** Between two reads. */
  readonly pollIntervalMs?: number;
  readonly observe?: (event: ReadingEvent) => void;
}

/** Where records may be missing; both numbers are left out, and an absent one is the range's own end. */
export interface RangeHole {
  readonly after?: string;
  readonly until?: string;
}

export interface ReadRange {
  /** In their order, each once. */
  readonly records: readonly EncodedRecord[];
  readonly holes: readonly RangeHole[];
  /** The shard was read to the range's end or beyond. */
  readonly reachedEnd: boolean;
  /** GetShardIterator and GetRecords, failed ones included. */
  readonly calls: number;
}

/** PR-1. */
const LAMBDAS_POLL_INTERVAL_MS = 250;
/** In a row, ten seconds at Lambda's pace: the records were there once, and one that is passed over is lost for good. */
const EMPTY_PAGES_BELIEVED = 40;
/** After the one at the batch's number: a trigger's many lost batches are not to be waited for one by one. */
const TRIMMED_ANSWERS_BELIEVED = 2;
/** IT-5. */
const MOST_RECORDS = 1000;

/** @throws StreamSourceError of a kind that no retry mends, or that went on for too long */
export async function readRange(
  batch: Pick<FailedBatch, 'shardId' | 'startSequenceNumber' | 'endSequenceNumber' | 'batchSize'>,
  ports: ReadRangePorts,
  stop: StopSignal,
): Promise<ReadRange | 'stopped'> {
  const { shardId, startSequenceNumber: start, endSequenceNumber: end } = batch;
  const records: EncodedRecord[] = [];
  const holes: RangeHole[] = [];
  let hasPassedEnd = false;
  const counted = countingCalls(ports.source);
  const observe = (event: ReadingEvent): void => {
    ports.observe?.(event);
    if (event.type !== 'recordsLost') return;
    const { afterSequenceNumber: after, beforeSequenceNumber: until } = event;
    const isWithin = until === undefined || compareSequenceNumbers(until, start) > 0;
    const isBeforeEnd = after === undefined || compareSequenceNumbers(after, end) < 0;
    if (isWithin && isBeforeEnd) holes.push(holeOf(after, until, end));
  };
  const take = (page: readonly EncodedRecord[]): 'more' | 'enough' => {
    for (const record of page) {
      const toEnd = compareSequenceNumbers(record.sequenceNumber, end);
      if (toEnd <= 0 && compareSequenceNumbers(record.sequenceNumber, start) >= 0) records.push(record);
      if (toEnd >= 0) hasPassedEnd = true;
    }
    return hasPassedEnd ? 'enough' : 'more';
  };
  const { clock, pollIntervalMs = LAMBDAS_POLL_INTERVAL_MS } = ports;
  // Without filters so many records are the range, to the record. With them nobody knows how many lie in between.
  const limit = (): number => {
    const missing = ports.isFiltered ? 0 : batch.batchSize - records.length;
    return missing > 0 ? Math.min(missing, MOST_RECORDS) : MOST_RECORDS;
  };
  const reading = new BoundedReading(
    { source: counted.source, clock, pollIntervalMs, observe },
    // The last number ends it.
    {
      mostPages: Number.POSITIVE_INFINITY,
      limit,
      emptyPagesBelieved: EMPTY_PAGES_BELIEVED,
      trimmedAnswersBelieved: TRIMMED_ANSWERS_BELIEVED,
    },
  );
  const position = { type: 'AT_SEQUENCE_NUMBER', sequenceNumber: start } as const;
  const ending = await reading.read({ shardId }, position, take, stop);
  if (ending === 'stopped') return 'stopped';
  return {
    records,
    holes: [...silentHole(records, holes, start, hasPassedEnd), ...holes],
    reachedEnd: hasPassedEnd,
    calls: counted.calls(),
  };
}

function holeOf(after: string | undefined, until: string | undefined, end: string): RangeHole {
  const endsWithin = until !== undefined && compareSequenceNumbers(until, end) <= 0;
  return { ...(after !== undefined && { after }), ...(endsWithin && { until }) };
}

/** The first number was a record's: a source that begins after it, without a word, has lost that one. */
function silentHole(
  [first]: readonly EncodedRecord[],
  told: readonly RangeHole[],
  start: string,
  hasPassedEnd: boolean,
): readonly RangeHole[] {
  if (told.some(({ after }) => after === undefined)) return [];
  if (first === undefined) return hasPassedEnd ? [{}] : [];
  const begins = compareSequenceNumbers(first.sequenceNumber, start) === 0;
  return begins ? [] : [{ until: first.sequenceNumber }];
}

function countingCalls(source: StreamSource): { readonly source: StreamSource; calls(): number } {
  let calls = 0;
  return {
    source: {
      streamArn: source.streamArn,
      listShards: (stop) => source.listShards(stop),
      getShardIterator: (shardId, position, stop) => {
        calls += 1;
        return source.getShardIterator(shardId, position, stop);
      },
      getRecords: (iterator, limit, stop) => {
        calls += 1;
        return source.getRecords(iterator, limit, stop);
      },
    },
    calls: () => calls,
  };
}
