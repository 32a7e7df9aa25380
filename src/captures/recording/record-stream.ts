/**
 * Records a stream: reads its shards as a mapping does, parents first, and appends what belongs to the
 * request to a recording, page by page. Memory holds a page of each shard, however long it runs.
 */
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { ReadPorts, ShardReader } from '../../engine/pollers/shard-reader';
import { readStream } from '../../engine/pollers/stream-reader';
import { Notice } from '../../engine/clock/notice';
import type { Checkpoint, CheckpointStore } from '../../engine/ports/checkpoint-store';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { Shard } from '../../engine/ports/stream-source';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { isFromBeginOn } from './recording-begin';
import { RecordingEndDetector } from './recording-end';
import type { RecordingRequest } from './recording-request';

/** Where the records go. */
export interface RecordSink {
  /** Called once at a time. */
  append(
    shard: Pick<Shard, 'shardId' | 'parentShardId'>,
    records: readonly EncodedRecord[],
  ): Promise<unknown>;
  /** Up to where each shard has been recorded. */
  checkpoints(): ReadonlyMap<string, Checkpoint>;
  readonly progress: { readonly recordCount: number; readonly sizeBytes: number };
}

export interface RecordStreamOptions {
  readonly request: Pick<RecordingRequest, 'begin' | 'end'>;
  /** What the request's filter patterns say; every record without it. */
  readonly keeps?: (record: EncodedRecord) => boolean;
  /** Set when an earlier recording goes on: when that began, in epoch milliseconds. */
  readonly resumedFromMs?: number;
  /** Between two reads of a shard. */
  readonly pollIntervalMs: number;
}

/** Most records of one read (IT-5). */
const PAGE_LIMIT = 1000;

/** Shards that nobody has read yet are looked for so often; a child may be listed a moment after its parent's end. */
const END_CHECK_MS = 1000;
const END_LOOKS = 2;

/** How far the clocks of this machine and of the service may be apart when "now" is looked up again. */
const CLOCK_ALLOWANCE_MS = 5000;

/**
 * @returns why it is over; `stopped` when the signal aborted
 * @throws StreamSourceError of a kind that no retry mends; the sink's error
 */
export async function recordStream(
  ports: ReadPorts,
  sink: RecordSink,
  options: RecordStreamOptions,
  stop: StopSignal,
): Promise<'ended' | 'stopped'> {
  const ended = new StopSwitch(stop);
  const run = new RecordingRun(ports, sink, options, ended);
  const reading = readStream(
    { ...ports, checkpoints: run.checkpoints },
    { startingPosition: beginOf(options), pollIntervalMs: options.pollIntervalMs, limit: PAGE_LIMIT },
    (reader, _isFinal, shardStop) => run.consume(reader, shardStop),
    ended,
  );
  await Promise.all([reading, run.watchEnd()].map((task) => task.finally(() => ended.abort())));
  return stop.aborted ? 'stopped' : 'ended';
}

class RecordingRun {
  readonly checkpoints: CheckpointStore;
  /** Shards that are read to their end, or to the recording's. */
  private readonly settled = new Set<string>();
  private readonly wentPastEnd = new Notice();
  private readonly end: RecordingEndDetector;
  private appended: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: ReadPorts,
    private readonly sink: RecordSink,
    private readonly options: RecordStreamOptions,
    private readonly ended: StopSwitch,
  ) {
    this.end = new RecordingEndDetector(options.request.end);
    this.checkpoints = {
      load: () => Promise.resolve(sink.checkpoints()),
      // The recording itself is the checkpoint; here is only noted what needs no more reading.
      save: (shardId, checkpoint) => {
        if ('isFinished' in checkpoint) this.settled.add(shardId);
      },
      flush: () => Promise.resolve(),
    };
  }

  /** Returns at the shard's end, or at the recording's: children are looked at in either case. */
  async consume(reader: ShardReader, stop: StopSignal): Promise<void> {
    let isPast = this.end.isBeyond(reader.shard);
    while (!isPast) {
      const page = await reader.read(stop);
      const accepted = this.end.accept(reader.shardId, page);
      await this.append(reader.shard, page.records.length, accepted.records);
      if (page.isLast) return;
      ({ isPast } = accepted);
    }
    this.wentPastEnd.give();
  }

  /** Once a shard has gone past the end: resolves when all have, in two looks at the stream in a row. */
  async watchEnd(): Promise<void> {
    const { clock } = this.ports;
    await this.wentPastEnd.wait(clock, undefined, this.ended);
    for (let looks = 0; looks < END_LOOKS && !this.ended.aborted;) {
      await clock.sleepUntil(clock.now() + END_CHECK_MS, this.ended);
      looks = (await this.isEverythingRead()) ? looks + 1 : 0;
    }
  }

  private keeps(record: EncodedRecord): boolean {
    return isFromBeginOn(this.options.request.begin, record) && (this.options.keeps?.(record) ?? true);
  }

  /** Shards are read side by side and written one after the other. @param count how many were read */
  private append(shard: Shard, count: number, records: readonly EncodedRecord[]): Promise<void> {
    const before = this.appended;
    this.appended = before.then(async () => {
      const wanted = records.filter((record) => this.keeps(record)).slice(0, this.room());
      if (wanted.length > 0) await this.sink.append(shard, wanted);
      const { shardId } = shard;
      this.ports.observer.observe({ type: 'recordsRead', shardId, count, kept: wanted.length });
      if (this.isFull()) this.ended.abort();
    });
    return this.appended;
  }

  private room(): number | undefined {
    const { end } = this.options.request;
    if (this.isFull()) return 0;
    return end.type === 'RECORDS' ? end.count - this.sink.progress.recordCount : undefined;
  }

  private isFull(): boolean {
    const { end } = this.options.request;
    const { recordCount, sizeBytes } = this.sink.progress;
    if (end.type === 'RECORDS') return recordCount >= end.count;
    return end.type === 'BYTES' && sizeBytes >= end.bytes;
  }

  private async isEverythingRead(): Promise<boolean> {
    try {
      const { shards } = await this.ports.source.listShards(this.ended);
      return shards.every(({ shardId }) => this.settled.has(shardId));
    } catch (error) {
      // Asked again in a moment; the reader lists as well, and ends the run if no retry mends it.
      if (this.ended.aborted || error instanceof StreamSourceError) return false;
      throw error;
    }
  }
}

function beginOf({ request, resumedFromMs }: RecordStreamOptions): StartingPosition {
  // What "now" was is past: records that were not read then are still to come.
  if (request.begin.type !== 'LATEST' || resumedFromMs === undefined) return request.begin;
  return { type: 'TIME', epochMs: resumedFromMs - CLOCK_ALLOWANCE_MS };
}
