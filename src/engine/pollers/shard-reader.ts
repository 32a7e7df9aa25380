/**
 * Reads one shard from its start to its end, whatever the service answers in between: expired
 * iterators, trimmed data, throttles and errors are recovered and reported; nothing that the
 * stream still holds is skipped, and nothing is handed out twice or out of order.
 */
import type { EncodedRecord } from '../events/encoded-record';
import { compareSequenceNumbers } from '../events/sequence-number';
import type { Clock } from '../ports/clock';
import type { MappingObserver } from '../ports/mapping-observer';
import type { StopSignal } from '../ports/stop-signal';
import type { RecordsPage, Shard, ShardPosition, StreamSource } from '../ports/stream-source';
import { StreamSourceError } from '../ports/stream-source-error';
import { readRetryDelayMs } from './read-backoff';
import type { ShardStart } from './starting-position';
import { LATEST_OVERLAP_MS } from './starting-position';

export interface ReadOptions {
  /** Between two GetRecords of one shard; 250 is Lambda's base rate (PR-1). */
  readonly pollIntervalMs: number;
  /** Most records of one read, 1 or more; a source may give fewer. */
  readonly limit: number;
  /** For a person who waits it may be fewer than for a run: nothing is skipped that can't be read again. */
  readonly trimmedAnswersBelieved?: number;
}

export interface ReadPorts {
  readonly source: StreamSource;
  readonly clock: Clock;
  readonly observer: MappingObserver;
}

export interface ShardPage {
  readonly records: readonly EncodedRecord[];
  /** Nothing will follow: the shard was read to its end, is gone, or the signal aborted. */
  readonly isLast: boolean;
  /** The shard holds nothing more that was written before this time (epoch milliseconds), as far as known. */
  readonly caughtUpToMs: number | undefined;
}

/**
 * A shard that is trimmed as a whole answers TrimmedDataAccess at TRIM_HORIZON too (seen with DynamoDB
 * Local). One answer could be a passing fault: so many in a row are believed.
 */
const TRIMMED_ANSWERS_BELIEVED = 5;

/** A shard that was just created may be listed before it can be read; its records must not be passed over for that. */
const NOT_FOUND_ANSWERS_BELIEVED = 3;

const lastPage: ShardPage = { records: [], isLast: true, caughtUpToMs: undefined };

export class ShardReader {
  readonly shardId: string;
  private position: ShardPosition;
  private handledThrough: string | undefined;
  private fromMs: number | undefined;
  private iterator: string | undefined;
  private nextReadAtMs = Number.NEGATIVE_INFINITY;
  private lastGoodReadMs: number;
  private failures = 0;
  private trimmedAnswers = 0;
  private notFoundAnswers = 0;
  /** Set after a trim until the first record shows what was lost. */
  private lostAfter: { readonly sequenceNumber: string | undefined } | undefined;

  constructor(
    readonly shard: Shard,
    start: ShardStart,
    private readonly ports: ReadPorts,
    private readonly options: ReadOptions,
  ) {
    this.shardId = shard.shardId;
    this.position = start.position;
    this.handledThrough = start.handledThrough;
    this.fromMs = start.fromMs;
    this.lastGoodReadMs = ports.clock.now();
  }

  /** The next page; may be empty. @throws StreamSourceError of a kind that no retry mends */
  async read(stop: StopSignal): Promise<ShardPage> {
    const { clock } = this.ports;
    const isStopped = (): boolean => stop.aborted;
    for (;;) {
      await clock.sleepUntil(this.nextReadAtMs, stop);
      if (isStopped()) return lastPage;
      const startedMs = clock.now();
      try {
        const page = await this.getRecords(stop);
        return this.accept(page, startedMs);
      } catch (error) {
        if (isStopped()) return lastPage;
        if (!(error instanceof StreamSourceError)) throw error;
        if (this.recover(error) === 'gone') return lastPage;
      }
    }
  }

  private async getRecords(stop: StopSignal): Promise<RecordsPage> {
    const { source } = this.ports;
    this.iterator ??= await source.getShardIterator(this.shardId, this.position, stop);
    return source.getRecords(this.iterator, this.options.limit, stop);
  }

  private accept(page: RecordsPage, startedMs: number): ShardPage {
    this.failures = 0;
    this.trimmedAnswers = 0;
    this.notFoundAnswers = 0;
    this.lastGoodReadMs = startedMs;
    this.iterator = page.nextShardIterator;
    // A clock that was set back during the read must not delay the next one.
    const pollFromMs = Math.min(startedMs, this.ports.clock.now());
    this.nextReadAtMs = Math.max(pollFromMs + this.options.pollIntervalMs, page.nextRecordAtMs ?? 0);
    this.reportLoss(page.records[0]);
    // A closed shard whose rest was trimmed has no record to show where the loss ends.
    if (page.nextShardIterator === undefined && this.lostAfter !== undefined) this.reportRestLost();
    const records = this.unhandled(page.records);
    const last = records.at(-1);
    if (last !== undefined) {
      this.handledThrough = last.sequenceNumber;
      this.position = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: last.sequenceNumber };
    }
    return {
      records,
      isLast: page.nextShardIterator === undefined,
      caughtUpToMs: page.records.length === 0 ? (page.nextRecordAtMs ?? startedMs) : undefined,
    };
  }

  private unhandled(records: readonly EncodedRecord[]): readonly EncodedRecord[] {
    const { handledThrough, fromMs } = this;
    const first = records[0];
    if (first === undefined) return records;
    const isAllNew =
      handledThrough === undefined || compareSequenceNumbers(first.sequenceNumber, handledThrough) > 0;
    if (isAllNew && fromMs === undefined) return records;
    return records.filter(({ sequenceNumber, approximateCreationMs }) => {
      if (handledThrough !== undefined && compareSequenceNumbers(sequenceNumber, handledThrough) <= 0)
        return false;
      return fromMs === undefined || approximateCreationMs === undefined || approximateCreationMs >= fromMs;
    });
  }

  /** @returns `gone` when there is nothing left of the shard */
  private recover(error: StreamSourceError): 'gone' | 'again' {
    switch (error.kind) {
      case 'expiredIterator':
        this.renewExpired();
        this.retryLater(error);
        return 'again';
      case 'trimmedData':
        return this.continueAfterTrim(error);
      case 'shardNotFound':
        this.notFoundAnswers += 1;
        if (this.notFoundAnswers >= NOT_FOUND_ANSWERS_BELIEVED) return this.giveUpShard();
        this.retryLater(error);
        return 'again';
      case 'throttled':
      case 'unavailable':
        this.retryLater(error);
        return 'again';
      default:
        throw error;
    }
  }

  private renewExpired(): void {
    this.iterator = undefined;
    if (this.position.type === 'LATEST') this.continueByTime();
  }

  /** Asking for LATEST again would lose what came since (IT-4): the time of the last good read stands in. */
  private continueByTime(): void {
    this.position = { type: 'TRIM_HORIZON' };
    this.fromMs = this.lastGoodReadMs - LATEST_OVERLAP_MS;
  }

  private continueAfterTrim(error: StreamSourceError): 'gone' | 'again' {
    this.iterator = undefined;
    if (this.position.type === 'TRIM_HORIZON') {
      this.lostAfter ??= { sequenceNumber: this.handledThrough };
      this.trimmedAnswers += 1;
      if (this.trimmedAnswers >= (this.options.trimmedAnswersBelieved ?? TRIMMED_ANSWERS_BELIEVED))
        return this.giveUpShard();
    } else if (this.position.type === 'LATEST') {
      this.continueByTime();
    } else {
      this.lostAfter = { sequenceNumber: this.handledThrough };
      this.position = { type: 'TRIM_HORIZON' };
    }
    this.retryLater(error);
    return 'again';
  }

  private giveUpShard(): 'gone' {
    this.reportRestLost();
    return 'gone';
  }

  private reportRestLost(): void {
    const after = this.handledThrough;
    const { endingSequenceNumber } = this.shard;
    const isWhole =
      after !== undefined &&
      endingSequenceNumber !== undefined &&
      compareSequenceNumbers(after, endingSequenceNumber) >= 0;
    if (isWhole) return;
    this.ports.observer.observe({
      type: 'recordsLost',
      shardId: this.shardId,
      ...(after !== undefined && { afterSequenceNumber: after }),
    });
  }

  /** The first record after a trim: at or below what was handled, and nothing is lost after all. */
  private reportLoss(first: EncodedRecord | undefined): void {
    if (this.lostAfter === undefined || first === undefined) return;
    const { sequenceNumber } = this.lostAfter;
    this.lostAfter = undefined;
    const isWhole =
      sequenceNumber !== undefined && compareSequenceNumbers(first.sequenceNumber, sequenceNumber) <= 0;
    if (isWhole) return;
    this.ports.observer.observe({
      type: 'recordsLost',
      shardId: this.shardId,
      ...(sequenceNumber !== undefined && { afterSequenceNumber: sequenceNumber }),
      beforeSequenceNumber: first.sequenceNumber,
    });
  }

  /** An iterator that expired is no fault of the service's: the first one is renewed at once. */
  private retryLater({ kind, message }: StreamSourceError): void {
    this.failures += 1;
    const isRenewal = this.failures === 1 && (kind === 'expiredIterator' || kind === 'trimmedData');
    const delayMs = isRenewal ? 0 : readRetryDelayMs(this.failures);
    const retryAtMs = this.ports.clock.now() + delayMs;
    this.nextReadAtMs = retryAtMs;
    this.ports.observer.observe({
      type: 'readRetried',
      shardId: this.shardId,
      kind,
      message,
      failures: this.failures,
      retryAtMs,
    });
  }
}
