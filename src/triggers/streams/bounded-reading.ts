/**
 * Reads shards forward for a person who waits: so many pages and no more, to the end of a closed shard, or until an
 * open one has nothing more to give. Expired iterators and throttling are recovered as in a mapping, but not for ever.
 */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { ShardReader } from '../../engine/pollers/shard-reader';
import type { Clock } from '../../engine/ports/clock';
import type { MappingEvent } from '../../engine/ports/mapping-observer';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { Shard, ShardPosition, StreamSource } from '../../engine/ports/stream-source';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import { StopSwitch } from '../../engine/stopping/stop-switch';

export interface BoundedReadingPorts {
  readonly source: StreamSource;
  readonly clock: Clock;
  /** Between two reads of one shard. */
  readonly pollIntervalMs: number;
  readonly observe: (event: ReadingEvent) => void;
}

export type ReadingEvent =
  /** Of all shards. */
  | { readonly type: 'progress'; readonly pages: number; readonly records: number }
  | Extract<MappingEvent, { readonly type: 'readRetried' | 'recordsLost' }>;

export type ReadingEnd =
  /** Of a closed shard. */
  | 'end'
  /** An open shard that gave nothing for a while. */
  | 'present'
  /** The taker has what it wants. */
  | 'enough'
  | 'limit'
  | 'stopped';

/** Most records of one GetRecords (IT-5). */
const PAGE_RECORDS = 1000;
/** In a row; the waits between them are about 15 seconds. */
const FAILURES_BELIEVED = 6;

export interface ReadingBounds {
  /** Of all shards together. */
  readonly mostPages: number;
  /** Asked before each read: most records of it. */
  readonly limit?: () => number;
  /** In a row: an empty page may come although more follows (IT-6), and a shard does not tell that it holds no more. */
  readonly emptyPagesBelieved?: number;
  /** In a row, at the trim horizon itself: of such a shard nothing is left. */
  readonly trimmedAnswersBelieved?: number;
}

export class BoundedReading {
  private pages = 0;
  private records = 0;

  constructor(
    private readonly ports: BoundedReadingPorts,
    private readonly bounds: ReadingBounds,
  ) {}

  get recordsRead(): number {
    return this.records;
  }

  /** @throws StreamSourceError of a kind that no retry mends, or that went on for too long */
  async read(
    shard: Shard,
    position: ShardPosition,
    take: (records: readonly EncodedRecord[]) => 'more' | 'enough',
    stop: StopSignal,
  ): Promise<ReadingEnd> {
    const { source, clock, pollIntervalMs } = this.ports;
    const { trimmedAnswersBelieved } = this.bounds;
    const { mostPages, limit = () => PAGE_RECORDS, emptyPagesBelieved = 8 } = this.bounds;
    const ended = new StopSwitch(stop);
    let failure: StreamSourceError | undefined;
    const observe = (event: MappingEvent): void => {
      if (event.type === 'recordsLost') this.ports.observe(event);
      if (event.type !== 'readRetried') return;
      this.ports.observe(event);
      if (event.failures < FAILURES_BELIEVED) return;
      failure = new StreamSourceError(event.kind, event.message);
      ended.abort();
    };
    const reader = new ShardReader(
      shard,
      { position },
      { source, clock, observer: { observe } },
      {
        pollIntervalMs,
        get limit() {
          return limit();
        },
        ...(trimmedAnswersBelieved !== undefined && { trimmedAnswersBelieved }),
      },
    );
    try {
      for (let emptyPages = 0; emptyPages < emptyPagesBelieved;) {
        if (this.pages >= mostPages) return 'limit';
        const page = await reader.read(ended);
        if (failure !== undefined) throw failure;
        if (stop.aborted) return 'stopped';
        this.pages += 1;
        this.records += page.records.length;
        this.ports.observe({ type: 'progress', pages: this.pages, records: this.records });
        if (page.records.length > 0 && take(page.records) === 'enough') return 'enough';
        if (page.isLast) return 'end';
        emptyPages = page.records.length === 0 ? emptyPages + 1 : 0;
      }
      return 'present';
    } finally {
      ended.unlink();
    }
  }
}
