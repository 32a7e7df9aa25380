/** Records a stream in memory, in simulated time, and keeps what was recorded. */
import type { RecordSink, RecordStreamOptions } from '../../../src/captures/recording/record-stream';
import { recordStream } from '../../../src/captures/recording/record-stream';
import type { RecordingRequest } from '../../../src/captures/recording/recording-request';
import type { EncodedRecord } from '../../../src/engine/events/encoded-record';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import type { Checkpoint } from '../../../src/engine/ports/checkpoint-store';
import type { MappingEvent } from '../../../src/engine/ports/mapping-observer';
import { StopSwitch } from '../../../src/engine/stopping/stop-switch';
import type { InMemoryStreamOptions } from '../../support/in-memory-stream';
import { InMemoryStream } from '../../support/in-memory-stream';
import { streamRecord } from '../../support/stream-records';
import { SimulatedTime } from '../../support/virtual-time';

export const START_MS = Date.UTC(2025, 10, 25, 15, 45);

export interface TestShard {
  readonly id: string;
  readonly parent?: string;
  readonly opensAtSeconds?: number;
  /** Sequence numbers, and seconds after the start at which each is written. */
  readonly records: readonly (readonly [sequenceNumber: number, atSeconds: number])[];
  /** Open without it. */
  readonly closesAtSeconds?: number;
}

export class MemorySink implements RecordSink {
  readonly lines: { readonly shardId: string; readonly record: EncodedRecord }[] = [];

  append({ shardId }: { readonly shardId: string }, records: readonly EncodedRecord[]): Promise<void> {
    for (const record of records) this.lines.push({ shardId, record });
    return Promise.resolve();
  }

  checkpoints(): ReadonlyMap<string, Checkpoint> {
    return new Map(
      this.lines.map(({ shardId, record: { sequenceNumber } }) => [shardId, { sequenceNumber }]),
    );
  }

  get progress(): RecordSink['progress'] {
    const bytes = this.lines.map(({ record }) => record.json.length);
    return { recordCount: this.lines.length, sizeBytes: bytes.reduce((sum, length) => sum + length, 0) };
  }

  get sequenceNumbers(): readonly number[] {
    return this.lines.map(({ record }) => Number(record.sequenceNumber));
  }
}

function streamOf(
  shards: readonly TestShard[],
  time: SimulatedTime,
  options: Partial<InMemoryStreamOptions> = {},
): InMemoryStream {
  const stream = new InMemoryStream({ now: () => time.now(), ...options });
  for (const { id, parent, opensAtSeconds = -3600, records, closesAtSeconds } of shards) {
    const shard = stream.addShard(
      {
        shardId: id,
        startingSequenceNumber: String(records[0]?.[0] ?? 0).padStart(21, '0'),
        ...(parent !== undefined && { parentShardId: parent }),
      },
      START_MS + opensAtSeconds * 1000,
    );
    if (closesAtSeconds !== undefined) shard.closedAtMs = START_MS + closesAtSeconds * 1000;
    for (const [sequenceNumber, atSeconds] of records) {
      const visibleAtMs = START_MS + atSeconds * 1000;
      const plain = streamRecord(sequenceNumber);
      const dynamodb = { ...plain.dynamodb, ApproximateCreationDateTime: Math.floor(visibleAtMs / 1000) };
      shard.records.push({ record: encodeRecord({ ...plain, dynamodb }), visibleAtMs });
    }
  }
  return stream;
}

interface Recorded {
  readonly sink: MemorySink;
  readonly outcome: 'ended' | 'stopped';
  readonly seconds: number;
  readonly events: readonly MappingEvent[];
}

export async function recorded(
  shards: readonly TestShard[],
  request: Partial<Pick<RecordingRequest, 'begin' | 'end'>>,
  more: Partial<RecordStreamOptions> & {
    readonly sink?: MemorySink;
    readonly time?: SimulatedTime;
    readonly stopAtSeconds?: number;
    readonly stream?: Partial<InMemoryStreamOptions>;
  } = {},
): Promise<Recorded> {
  const {
    sink = new MemorySink(),
    time = new SimulatedTime(START_MS),
    stopAtSeconds,
    stream,
    ...options
  } = more;
  const stop = new StopSwitch();
  if (stopAtSeconds !== undefined)
    void time.sleepUntil(START_MS + stopAtSeconds * 1000, stop).then(() => stop.abort());
  const events: MappingEvent[] = [];
  const outcome = await time.passUntil(
    recordStream(
      {
        source: streamOf(shards, time, stream),
        clock: time,
        observer: { observe: (event) => events.push(event) },
      },
      sink,
      {
        request: { begin: { type: 'TRIM_HORIZON' }, end: { type: 'STOPPED' }, ...request },
        pollIntervalMs: 250,
        ...options,
      },
      stop,
    ),
  );
  stop.abort();
  return { sink, outcome, seconds: (time.now() - START_MS) / 1000, events };
}
