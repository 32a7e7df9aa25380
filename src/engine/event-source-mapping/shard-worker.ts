/**
 * Handles one shard of a mapping: reads ahead while batches are on their way, filters, hands the
 * records to their lanes, and moves the checkpoint.
 */
import { laneOf } from '../batching/parallelization';
import { MAXIMUM_PAYLOAD_BYTES } from '../batching/batch-limits';
import { Lane } from '../batching/lane';
import type { ShardRecord } from '../batching/shard-record';
import { ShardProgress } from '../checkpoints/shard-progress';
import { Notice } from '../clock/notice';
import type { StreamRecord } from '../events/dynamodb-event';
import type { EncodedRecord } from '../events/encoded-record';
import type { InvocationContext } from '../invocations/invocation-context';
import type { ShardPage, ShardReader } from '../pollers/shard-reader';
import type { CheckpointStore } from '../ports/checkpoint-store';
import type { StopSignal } from '../ports/stop-signal';
import { StopSwitch } from '../stopping/stop-switch';

/**
 * With several lanes so many records are read ahead, or more with large batches: what waits behind a failure
 * in one lane must not soon leave the others without records (PR-12).
 */
const READ_AHEAD_FOR_LANES = 10_000;

export interface ShardWorkerOptions {
  readonly checkpoints: CheckpointStore;
  /** A capture, or a disabled stream: all records are there, so batches are filled before they are sent. */
  readonly fillsBatches: boolean;
  readonly isolate: ((record: StreamRecord) => boolean) | undefined;
  /** Whether a record passes the filters; without one all do. */
  readonly passes: ((record: EncodedRecord) => boolean) | undefined;
}

export class ShardWorker {
  private readonly progress = new ShardProgress();
  private readonly room = new Notice();
  private readonly lanes: readonly Lane[];
  private readonly ended: StopSwitch;
  private waitingRecords = 0;
  private waitingBytes = 0;
  private isCaughtUp = false;

  constructor(
    private readonly reader: ShardReader,
    private readonly context: InvocationContext,
    private readonly options: ShardWorkerOptions,
    stop: StopSignal,
  ) {
    this.ended = new StopSwitch(stop);
    const shard = {
      shardId: reader.shardId,
      isolate: options.isolate,
      finish: (records: readonly ShardRecord[]) => this.finish(records),
      madeRoom: (records: readonly ShardRecord[]) => this.makeRoom(records),
      tookRoom: (records: readonly ShardRecord[]) => this.takeRoom(records),
    };
    this.lanes = Array.from(
      { length: context.mapping.parallelizationFactor },
      () => new Lane(shard, context, this.ended),
    );
  }

  /** Until every record of the shard is finished, or the signal aborts. One part's error ends the others. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    const guarded = (work: Promise<void>): Promise<void> =>
      work.catch((error: unknown) => {
        failures.push(error);
        this.ended.abort();
      });
    await Promise.all([guarded(this.readAll()), ...this.lanes.map((lane) => guarded(lane.run()))]);
    this.ended.unlink();
    if (failures.length > 0) throw failures[0];
  }

  private async readAll(): Promise<void> {
    for (;;) {
      while (!this.hasRoom() && !this.ended.aborted)
        await this.room.wait(this.context.clock, undefined, this.ended);
      const page = await this.reader.read(this.ended);
      if (this.ended.aborted) return;
      this.take(page);
      if (page.isLast) break;
    }
    for (const lane of this.lanes) lane.end();
  }

  /** At least a batch a lane is read ahead, and an event more: when there is no room, some lane has a full batch. */
  private hasRoom(): boolean {
    const { batchSize, parallelizationFactor } = this.context.mapping;
    const readAhead =
      parallelizationFactor > 1
        ? Math.max(batchSize * parallelizationFactor, READ_AHEAD_FOR_LANES)
        : batchSize;
    return (
      this.waitingRecords < readAhead &&
      this.waitingBytes < (parallelizationFactor + 1) * MAXIMUM_PAYLOAD_BYTES
    );
  }

  private tellWhetherMoreIsExpected(): void {
    const isExpected = this.options.fillsBatches && !this.isCaughtUp && this.hasRoom();
    for (const lane of this.lanes) lane.expectMore(isExpected);
  }

  private take({ records, caughtUpToMs }: ShardPage): void {
    const { mapping, clock, observer } = this.context;
    const readAtMs = clock.now();
    let kept = 0;
    for (const record of records) {
      const position = this.progress.add(record);
      // Each record is tested on its own, before it enters a batch (FI-1).
      if (this.options.passes?.(record) === false) {
        this.progress.finish(position);
        continue;
      }
      kept += 1;
      const entry: ShardRecord = { record, position, readAtMs };
      this.waitingRecords += 1;
      this.waitingBytes += record.byteLength;
      this.lanes[laneOf(record, mapping.parallelizationFactor)]?.push(entry);
    }
    if (records.length > 0)
      observer.observe({ type: 'recordsRead', shardId: this.reader.shardId, count: records.length, kept });
    if (kept < records.length) this.moveCheckpoint();
    this.isCaughtUp = caughtUpToMs !== undefined;
    this.tellWhetherMoreIsExpected();
    for (const lane of this.lanes) lane.wasRead(caughtUpToMs);
  }

  private makeRoom(records: readonly ShardRecord[]): void {
    this.waitingRecords -= records.length;
    for (const { record } of records) this.waitingBytes -= record.byteLength;
    this.tellWhetherMoreIsExpected();
    this.room.give();
  }

  private takeRoom(records: readonly ShardRecord[]): void {
    this.waitingRecords += records.length;
    for (const { record } of records) this.waitingBytes += record.byteLength;
  }

  private finish(records: readonly ShardRecord[]): void {
    for (const { position } of records) this.progress.finish(position);
    this.moveCheckpoint();
  }

  private moveCheckpoint(): void {
    const sequenceNumber = this.progress.advance();
    if (sequenceNumber === undefined) return;
    const { shardId } = this.reader;
    this.options.checkpoints.save(shardId, { sequenceNumber });
    this.context.observer.observe({ type: 'checkpointed', shardId, sequenceNumber });
  }
}
