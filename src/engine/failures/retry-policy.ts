/**
 * When a batch is sent again and when it is dropped (reference section 3.4).
 *
 * Lambda publishes no numbers for its backoff (RT-3). Ours starts at half a second and doubles to
 * 30 seconds: with a record age of 60 s that makes 7 invocations, within what was observed.
 */
import { doublingDelayMs } from '../clock/doubling-delay';
import type { ShardRecord } from '../batching/shard-record';
import type { EventSourceMapping } from '../event-source-mapping/event-source-mapping';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** A record that a stream may have removed before it was handled (DS-5, CK-8). */
const STREAM_RETENTION_MS = 24 * 60 * 60 * 1000;

export class RetryPolicy {
  constructor(
    private readonly mapping: Pick<EventSourceMapping, 'maximumRecordAgeInSeconds' | 'maximumRetryAttempts'>,
    private readonly recordAgeFrom: 'creation' | 'reading',
  ) {}

  /** @param failures in a row of this batch, from 1 */
  delayMs(failures: number): number {
    return doublingDelayMs(failures, FIRST_DELAY_MS, LONGEST_DELAY_MS);
  }

  /** Deliveries in total are 1 + MaximumRetryAttempts (RT-2). */
  isExhausted(countedFailures: number): boolean {
    const { maximumRetryAttempts } = this.mapping;
    return maximumRetryAttempts >= 0 && countedFailures > maximumRetryAttempts;
  }

  /** How many records at the beginning are older than MaximumRecordAge (RT-4, RT-5). */
  overAge(bornMs: readonly number[], nowMs: number): number {
    const { maximumRecordAgeInSeconds } = this.mapping;
    return countOlder(maximumRecordAgeInSeconds * 1000, bornMs, nowMs);
  }

  /** Whether there is such a limit at all. */
  get limitsAge(): boolean {
    return this.mapping.maximumRecordAgeInSeconds >= 0;
  }

  /** How many records at the beginning have left the stream while their batch was retried (RT-1). */
  gone(bornMs: readonly number[], nowMs: number): number {
    return countOlder(STREAM_RETENTION_MS, bornMs, nowMs);
  }

  /** From when the record's age counts, in epoch milliseconds. */
  bornMs({ record, readAtMs }: ShardRecord): number {
    return this.recordAgeFrom === 'reading' ? readAtMs : (record.approximateCreationMs ?? readAtMs);
  }
}

function countOlder(ageMs: number, bornMs: readonly number[], nowMs: number): number {
  const firstYoung = bornMs.findIndex((born) => nowMs - born <= ageMs);
  return firstYoung === -1 ? bornMs.length : firstYoung;
}
