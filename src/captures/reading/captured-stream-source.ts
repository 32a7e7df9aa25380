/**
 * A capture as a stream: shards, iterators, pages of records, so that a replay is one more source for
 * the engine. A long capture is scanned, not parsed, and each of its shards is read independently.
 *
 * A capture that can't be read on makes its methods reject with a CaptureError, which no retry mends.
 */
import * as l10n from '@vscode/l10n';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type {
  RecordsPage,
  Shard,
  ShardList,
  ShardPosition,
  StreamSource,
} from '../../engine/ports/stream-source';
import type { LinePosition } from '../files/byte-lines';
import { indexRecords } from './capture-index';
import type { LongCapture, OpenCapture, ShortCapture } from './open-capture';
import { openCapture } from './open-capture';
import type { RecordRange } from './record-range';
import type { RecordReader } from './shard-reader';
import { ShardReader } from './shard-reader';
import { recordsOfShortCapture, ShortReader } from '../files/short-reader';
import { throwIfStopped } from '../recording/stop-reason';

export interface CapturedStreamSourceOptions {
  /** All records without it. */
  readonly range?: RecordRange;
  /**
   * Virtual time: a record can be read from its ApproximateCreationDateTime on. Without a clock
   * everything can be read at once.
   */
  readonly clock?: Pick<Clock, 'now'>;
}

interface CapturedShard {
  readonly shard: Shard;
  /** Where its first record is. */
  readonly start: LinePosition;
  /** Behind its last one, and behind what may be wrong after it. */
  readonly end: LinePosition;
  readonly reader: (from: LinePosition) => RecordReader;
}

export class CapturedStreamSource implements StreamSource {
  private shards: ReadonlyMap<string, CapturedShard> | undefined;
  private readonly readers = new Map<string, RecordReader>();

  private constructor(
    private readonly capture: OpenCapture,
    private readonly options: CapturedStreamSourceOptions,
  ) {}

  /** Close it afterwards. @param file named in errors as it is given here. @throws CaptureError */
  static async open(file: string, options: CapturedStreamSourceOptions = {}): Promise<CapturedStreamSource> {
    return new CapturedStreamSource(await openCapture(file), options);
  }

  /** Empty if the capture does not tell. */
  get streamArn(): string {
    return this.capture.streamArn ?? '';
  }

  /** Reads through a long capture once. @throws CaptureError; the stop signal's reason */
  async listShards(stop: StopSignal): Promise<ShardList> {
    const shards = await this.allShards(stop);
    return { isFinal: true, shards: [...shards.values()].map(({ shard }) => shard) };
  }

  /** @throws StreamSourceError for a shard that the capture does not have; as `getRecords` */
  async getShardIterator(shardId: string, position: ShardPosition, stop: StopSignal): Promise<string> {
    const shard = await this.shard(shardId, stop);
    switch (position.type) {
      case 'TRIM_HORIZON':
        return iteratorAt(shardId, shard.start);
      case 'LATEST':
        return iteratorAt(shardId, shard.end);
      case 'AT_SEQUENCE_NUMBER':
      case 'AFTER_SEQUENCE_NUMBER': {
        const reader = await this.readerAt(shard, shard.start);
        const wanted = position.type === 'AT_SEQUENCE_NUMBER' ? 0 : 1;
        await reader.skipUntil(
          ({ sequenceNumber }) => compareSequenceNumbers(sequenceNumber, position.sequenceNumber) >= wanted,
          stop,
        );
        return iteratorAt(shardId, reader.position);
      }
    }
  }

  /**
   * @param limit any number; a page ends at 6 MB as well
   * @throws CaptureError for a bad line, after all records of the shard before it; the stop signal's reason
   */
  async getRecords(shardIterator: string, limit: number, stop: StopSignal): Promise<RecordsPage> {
    throwIfStopped(stop);
    const { shardId, position } = parseIterator(shardIterator);
    const reader = await this.readerAt(await this.shard(shardId, stop), position);
    const nowMs = this.options.clock?.now() ?? Infinity;
    const { records, hasEnded, nextRecordAtMs } = await reader.readPage(limit, nowMs, stop);
    return {
      records,
      ...(!hasEnded && { nextShardIterator: iteratorAt(shardId, reader.position) }),
      ...(nextRecordAtMs !== undefined && { nextRecordAtMs }),
    };
  }

  /** Can be called more than once. */
  async close(): Promise<void> {
    await Promise.all([...this.readers.values()].map((reader) => reader.close()));
    await this.capture.bytes.close();
  }

  private async shard(shardId: string, stop: StopSignal): Promise<CapturedShard> {
    const shard = (await this.allShards(stop)).get(shardId);
    if (shard !== undefined) return shard;
    const { file } = this.capture.bytes;
    throw new StreamSourceError('shardNotFound', l10n.t('The capture {0} has no shard {1}.', file, shardId));
  }

  private async allShards(stop: StopSignal): Promise<ReadonlyMap<string, CapturedShard>> {
    const { capture, options } = this;
    this.shards ??=
      capture.kind === 'jsonLines'
        ? await shardsOfLongCapture(capture, options.range, stop)
        : shardsOfShortCapture(capture, options.range);
    return this.shards;
  }

  /** The shard's reader if it stands there, else a new one. */
  private async readerAt(shard: CapturedShard, position: LinePosition): Promise<RecordReader> {
    const { shardId } = shard.shard;
    const open = this.readers.get(shardId);
    if (open?.position.offset === position.offset) return open;
    await open?.close();
    const reader = shard.reader(position);
    this.readers.set(shardId, reader);
    return reader;
  }
}

async function shardsOfLongCapture(
  capture: LongCapture,
  range: RecordRange | undefined,
  stop: StopSignal,
): Promise<ReadonlyMap<string, CapturedShard>> {
  const index = await indexRecords(capture, range, stop);
  return new Map(
    [...index.shards.values()].map((shard) => [
      shard.shardId,
      {
        shard: {
          shardId: shard.shardId,
          ...(shard.parentShardId !== undefined && { parentShardId: shard.parentShardId }),
          ...sequenceNumbers(shard.firstSequenceNumber, shard.lastSequenceNumber),
        },
        start: shard.first,
        end: { offset: Number.MAX_SAFE_INTEGER, line: 1 },
        reader: (from: LinePosition) => new ShardReader(capture, index, shard, from),
      },
    ]),
  );
}

function shardsOfShortCapture(
  capture: ShortCapture,
  range: RecordRange | undefined,
): ReadonlyMap<string, CapturedShard> {
  const { shardId } = capture;
  const records = recordsOfShortCapture(capture, range);
  const shard: CapturedShard = {
    shard: { shardId, ...sequenceNumbers(records[0]?.sequenceNumber, records.at(-1)?.sequenceNumber) },
    start: { offset: 0, line: 1 },
    end: { offset: records.length, line: 1 },
    reader: (from) => new ShortReader(records, from),
  };
  return new Map([[shardId, shard]]);
}

function sequenceNumbers(
  first: string | undefined,
  last: string | undefined,
): Pick<Shard, 'startingSequenceNumber' | 'endingSequenceNumber'> {
  return {
    ...(first !== undefined && { startingSequenceNumber: first }),
    ...(last !== undefined && { endingSequenceNumber: last }),
  };
}

function iteratorAt(shardId: string, { offset, line }: LinePosition): string {
  return `${offset}.${line}.${shardId}`;
}

function parseIterator(iterator: string): { readonly shardId: string; readonly position: LinePosition } {
  const [, offset, line, shardId] = /^(\d+)\.(\d+)\.(.+)$/s.exec(iterator) ?? [];
  if (shardId === undefined) throw new Error('This is no iterator of a capture.');
  return { shardId, position: { offset: Number(offset), line: Number(line) } };
}
