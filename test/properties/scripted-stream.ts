/** Writes a scenario's steps into an in-memory stream, and tells the model of it in its own terms. */
import { encodeRecord, type EncodedRecord } from '../../src/engine/events/encoded-record';
import type { WorldRecord, WorldShard } from '../model/trace';
import { InMemoryStream, type InMemoryStreamOptions, type StoredShard } from '../support/in-memory-stream';
import type { RecordPlan, Scenario, Step } from './scenario';

export const EPOCH_MS = 1_764_085_536_000;
export const STREAM_ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123';
const RETENTION_MS = 24 * 60 * 60 * 1000;
/** Crosses from 21 to 22 digits soon: sequence numbers are no texts (section 1.4). */
const FIRST_SEQUENCE_NUMBER = 999_999_999_999_999_999_970n;

type Write = Extract<Step, { kind: 'write' }>;

export interface ScriptedRecord {
  readonly encoded: EncodedRecord;
  readonly text: string;
  readonly plan: RecordPlan;
  readonly world: Omit<WorldRecord, 'trimmedAtMs'>;
  /** Infinity until the test trims it. */
  trimmedAtMs: number;
}

export class ScriptedStream {
  readonly stream: InMemoryStream;
  readonly records = new Map<string, ScriptedRecord>();
  /** When the last step has happened and all shards are closed. */
  readonly endMs: number;
  private readonly leaves: StoredShard[] = [];
  private sequence = FIRST_SEQUENCE_NUMBER;
  private nowMs = EPOCH_MS;
  private shardCount = 0;

  constructor(scenario: Scenario, options: Omit<InMemoryStreamOptions, 'finalFromMs'>) {
    const durationMs = scenario.steps.reduce((sum, { gapMs }) => sum + gapMs, 0);
    this.endMs = EPOCH_MS + Math.max(durationMs, scenario.startDelayMs) + 4000;
    const finalFromMs = scenario.isCapture ? 0 : this.endMs;
    this.stream = new InMemoryStream({ ...options, finalFromMs, tellsNextRecord: scenario.isCapture });
    for (let root = 0; root < scenario.roots; root += 1) this.leaves.push(this.open(undefined, scenario));
    for (const [number, step] of scenario.steps.entries()) {
      this.nowMs += step.gapMs;
      if (step.kind === 'write') this.write(step, number);
      else this.replace(step, scenario);
    }
    for (const leaf of this.leaves) leaf.closedAtMs = scenario.isCapture ? 0 : this.endMs;
  }

  get(sequenceNumber: string): ScriptedRecord {
    const record = this.records.get(sequenceNumber);
    if (record === undefined) throw new Error(`Nobody wrote ${sequenceNumber}.`);
    return record;
  }

  /** The oldest records leave the stream before their time. */
  trim(shard: StoredShard, below: number, nowMs: number): void {
    const visible = shard.records.filter(({ visibleAtMs }) => visibleAtMs <= nowMs).length;
    shard.trimmedBelow = Math.max(shard.trimmedBelow, Math.min(below, visible));
    for (const { record } of shard.records.slice(0, shard.trimmedBelow)) {
      const scripted = this.get(record.sequenceNumber);
      scripted.trimmedAtMs = Math.min(scripted.trimmedAtMs, nowMs);
    }
  }

  /** What the model is told. */
  world(): readonly WorldShard[] {
    return [...this.stream.shards.values()].map(({ shardId, parentShardId, records }) => ({
      shardId,
      ...(parentShardId === undefined ? {} : { parentShardId }),
      records: records.map(({ record, visibleAtMs }) => {
        const { world, trimmedAtMs } = this.get(record.sequenceNumber);
        return { ...world, trimmedAtMs: Math.min(trimmedAtMs, visibleAtMs + RETENTION_MS) };
      }),
    }));
  }

  private write(
    { item, plan, isFilteredOut, travelsAlone, padding, lateSeconds }: Write,
    number: number,
  ): void {
    const shard = this.leafOf(item);
    const sequenceNumber = String(this.sequence);
    this.sequence += BigInt(1 + (number % 3) * 7);
    const createdMs = (Math.floor(this.nowMs / 1000) - lateSeconds) * 1000;
    const encoded = encodeRecord({
      eventID: sequenceNumber,
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: {
        ApproximateCreationDateTime: createdMs / 1000,
        // Items of one partition differ in the sort key only.
        Keys: { pk: { S: `p${item % 2}` }, sk: { N: String(item) } },
        NewImage: {
          keep: { S: isFilteredOut ? 'no' : 'yes' },
          alone: { BOOL: travelsAlone },
          ...(padding === 0 ? {} : { text: { S: paddingText(padding) } }),
        },
        SequenceNumber: sequenceNumber,
      },
      eventSourceARN: STREAM_ARN,
    });
    shard.records.push({ record: encoded, visibleAtMs: this.nowMs });
    const world = {
      shardId: shard.shardId,
      sequenceNumber,
      item: String(item),
      createdMs,
      visibleAtMs: this.nowMs,
      bytes: encoded.json.length,
      passes: !isFilteredOut,
      travelsAlone,
    };
    const text = Buffer.from(encoded.json).toString();
    this.records.set(sequenceNumber, { encoded, text, plan, world, trimmedAtMs: Number.POSITIVE_INFINITY });
  }

  private replace({ kind, item }: Exclude<Step, Write>, scenario: Scenario): void {
    const parent = this.leafOf(item);
    parent.closedAtMs = scenario.isCapture ? 0 : this.nowMs;
    const children = Array.from({ length: kind === 'roll' ? 1 : 2 }, () => this.open(parent, scenario));
    this.leaves.splice(this.leaves.indexOf(parent), 1, ...children);
  }

  private open(parent: StoredShard | undefined, { isCapture }: Scenario): StoredShard {
    this.shardCount += 1;
    const created = String(Math.floor(this.nowMs)).padStart(20, '0');
    return this.stream.addShard(
      {
        shardId: `shardId-${created}-${this.shardCount}`,
        startingSequenceNumber: String(this.sequence),
        ...(parent === undefined ? {} : { parentShardId: parent.shardId }),
      },
      isCapture ? 0 : this.nowMs,
    );
  }

  /** An item stays in one lineage: of the open shards below the one that last held it. */
  private leafOf(item: number): StoredShard {
    const roots = [...this.stream.shards.values()].filter(({ parentShardId }) => parentShardId === undefined);
    let shard = roots[item % roots.length];
    for (let depth = 1; shard !== undefined && !this.leaves.includes(shard); depth += 1) {
      const { shardId } = shard;
      const children = [...this.stream.shards.values()].filter(
        ({ parentShardId }) => parentShardId === shardId,
      );
      shard = children[Math.floor(item / roots.length / depth) % children.length];
    }
    if (shard === undefined) throw new Error('Every item has a shard.');
    return shard;
  }
}

const paddings = new Map<number, string>();

function paddingText(length: number): string {
  const text = paddings.get(length) ?? 'x'.repeat(length);
  paddings.set(length, text);
  return text;
}
