/** A shard in memory, the test's time, and a failed batch of it that is fetched. */
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import type { StreamSource } from '../../../../src/engine/ports/stream-source';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { failedBatchId } from '../../../../src/failed-batches/failed-batch-id';
import type { FailedBatch } from '../../../../src/failed-batches/failed-batch';
import { fetchBatch } from '../../../../src/failed-batches/fetching/fetch-batch';
import type { FetchedBatch } from '../../../../src/failed-batches/fetching/fetched-batch';
import type { PresentFilters } from '../../../../src/failed-batches/fetching/present-filters';
import type { ReadingEvent } from '../../../../src/triggers/streams/bounded-reading';
import { type Answer, InMemoryStream, type SourceCall } from '../../../support/in-memory-stream';
import { streamRecord } from '../../../support/stream-records';
import { SimulatedTime } from '../../../support/virtual-time';

const START_MS = 1_732_549_200_000;
const STREAM_ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const SHARD_ID = 'shardId-00000001732549100000-864758bb';

export const NO_FILTERS: PresentFilters = { known: true };

export class FetchingScene {
  readonly time = new SimulatedTime(START_MS);
  readonly events: ReadingEvent[] = [];
  readonly stop = new StopSwitch();
  readonly calls: SourceCall[] = [];
  readonly limits: number[] = [];
  answer: (call: SourceCall) => Answer | undefined = () => undefined;
  readonly source = new InMemoryStream({
    now: () => this.time.now(),
    streamArn: STREAM_ARN,
    retentionMs: Number.POSITIVE_INFINITY,
    answer: (call) => {
      this.calls.push(call);
      return this.answer(call);
    },
  });
  readonly shard = this.source.addShard({ shardId: SHARD_ID, startingSequenceNumber: '1' });

  /** @param numbers of its records, in their order */
  constructor(numbers: readonly number[]) {
    for (const number of numbers)
      this.shard.records.push({ record: encodeRecord(orderRecord(number)), visibleAtMs: START_MS });
  }

  fetch(batch: FailedBatch, filters: PresentFilters = NO_FILTERS): Promise<FetchedBatch | 'stopped'> {
    const { time: clock } = this;
    const source = this.noting();
    const observe = (event: ReadingEvent): void => void this.events.push(event);
    return this.time.passUntil(fetchBatch(batch, { source, clock, filters, observe }, this.stop));
  }

  /** As `fetch`, of what is not stopped. */
  async fetched(batch: FailedBatch, filters: PresentFilters = NO_FILTERS): Promise<FetchedBatch> {
    const fetched = await this.fetch(batch, filters);
    if (fetched === 'stopped') throw new Error('It was stopped.');
    return fetched;
  }

  /** The source, its limits noted. */
  private noting(): StreamSource {
    const { source, limits } = this;
    return {
      streamArn: source.streamArn,
      listShards: () => source.listShards(),
      getShardIterator: (shardId, position) => source.getShardIterator(shardId, position),
      getRecords: (iterator, limit) => {
        limits.push(limit);
        return source.getRecords(iterator, limit);
      },
    };
  }

  reads(): number {
    return this.calls.filter(({ operation }) => operation === 'getRecords').length;
  }
}

export function orderRecord(number: number): StreamRecord {
  return { ...streamRecord(number), eventSourceARN: STREAM_ARN };
}

export function digits(number: number): string {
  return String(number).padStart(21, '0');
}

/** @param batchSize how many of the range were sent; all of it without one */
export function failedBatch(from: number, to: number, batchSize = to - from + 1): FailedBatch {
  const batch = {
    streamArn: STREAM_ARN,
    shardId: SHARD_ID,
    startSequenceNumber: digits(from),
    endSequenceNumber: digits(to),
    requestId: '3a1b2c3d-0000-4000-8000-000000000000',
  };
  const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
  const { requestId, ...info } = batch;
  return {
    ...batch,
    id: failedBatchId(batch),
    batchSize,
    firstArrivalMs: START_MS,
    lastArrivalMs: START_MS,
    discardedMs: START_MS + 5000,
    condition: 'RetryAttemptsExhausted',
    functionArn,
    functionError: 'Unhandled',
    executedVersion: '$LATEST',
    invocations: 3,
    documentText: JSON.stringify({
      requestContext: {
        requestId,
        functionArn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(START_MS + 5000).toISOString(),
      DDBStreamBatchInfo: {
        ...info,
        approximateArrivalOfFirstRecord: new Date(START_MS).toISOString(),
        approximateArrivalOfLastRecord: new Date(START_MS).toISOString(),
        batchSize,
      },
    }),
  };
}

/** Lets pass the records whose id is one of these. */
export function filterFor(...ids: readonly number[]): PresentFilters {
  const pattern = JSON.stringify({ dynamodb: { Keys: { id: { S: ids.map(String) } } } });
  const compiled = compileFilterCriteria([pattern]);
  if (!compiled.valid) throw new Error(compiled.reason);
  return { known: true, criteria: compiled.criteria };
}

export const numbersOf = ({ records }: Pick<FetchedBatch, 'records'>): number[] =>
  records.map(({ sequenceNumber }) => Number(sequenceNumber));

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
