/**
 * The records of a stream or of one shard that a person wants to look at: the first, the last, or those of an item.
 * The order is that of the shards' lineage, and of the records' times where shards are not related.
 */
import type { AttributeMap, StreamRecord } from '../../engine/events/dynamodb-event';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { recordTimeMs } from '../../engine/events/record-summary';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { Shard } from '../../engine/ports/stream-source';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import { repeatWhile } from '../changes/repeat-while';
import { BoundedReading, type BoundedReadingPorts, type ReadingEnd } from './bounded-reading';
import { inParallel } from './in-parallel';
import { type KeyAttribute, type TypedKey, matchesKey } from './key-values';
import type { PageMarks } from './page-marks';
import { shardLevels } from './shard-lines';

export type RecordChoice =
  | { readonly type: 'FIRST' | 'LAST'; readonly count: number }
  | { readonly type: 'KEY'; readonly attributes: readonly KeyAttribute[]; readonly key: TypedKey };

export interface FoundRecord {
  readonly shardId: string;
  readonly record: StreamRecord;
}

export interface FoundRecords {
  readonly records: readonly FoundRecord[];
  /** How many were looked at. */
  readonly recordsRead: number;
  /** Whether reading ended before it had seen all that it had to. */
  readonly cutShort?: 'limit' | 'stopped';
  /** Of one item more records were found than are kept: these are the last of them. */
  readonly isOverfull: boolean;
}

export interface FindRecordsPorts extends BoundedReadingPorts {
  readonly marks: PageMarks;
}

/** What a list of records still is for; also the most of one item that are kept. */
export const MOST_RECORDS = 1000;
/** Of up to 1,000 records or 1 MB each: at Lambda's pace of four a second a shard a matter of minutes. */
export const MOST_PAGES = 400;
const SHARDS_AT_A_TIME = 4;
const decoder = new TextDecoder();

/**
 * @param shards all of a stream, or one
 * @throws StreamSourceError; a stop is no error: what was found until then is the answer
 */
export async function findRecords(
  ports: FindRecordsPorts,
  shards: readonly Shard[],
  choice: RecordChoice,
  stop: StopSignal,
): Promise<FoundRecords> {
  const levels = shardLevels(shards);
  const search = new Search(ports, choice);
  for (const level of choice.type === 'LAST' ? [...levels].reverse() : levels)
    await inParallel(level, SHARDS_AT_A_TIME, (shard, ended) => search.look(shard, ended), stop);
  return search.result(levels.flat());
}

/** @throws StreamSourceError; the stop signal's reason */
export function listShards(
  { source, clock, observe }: BoundedReadingPorts,
  stop: StopSignal,
): Promise<readonly Shard[]> {
  const passes = (error: unknown): boolean =>
    error instanceof StreamSourceError && (error.kind === 'throttled' || error.kind === 'unavailable');
  let failures = 0;
  return repeatWhile(
    async () => (await source.listShards(stop)).shards,
    { passes, firstDelayMs: 500, longestDelayMs: 8000, limitMs: 15_000 },
    clock,
    stop,
    (delayMs, error) => {
      if (!(error instanceof StreamSourceError)) return;
      const { kind, message } = error;
      failures += 1;
      observe({ type: 'readRetried', kind, message, failures, retryAtMs: clock.now() + delayMs });
    },
  );
}

class Search {
  private readonly reading: BoundedReading;
  private readonly kept = new Map<string, readonly StreamRecord[]>();
  /** How many records are nearer to the end that was asked for, on this shard's line. */
  private readonly nearer = new Map<string, number>();
  private cutShort: 'limit' | 'stopped' | undefined;
  private isOverfull = false;

  constructor(
    private readonly ports: FindRecordsPorts,
    private readonly choice: RecordChoice,
  ) {
    this.reading = new BoundedReading(ports, { mostPages: MOST_PAGES });
  }

  async look(shard: Shard, stop: StopSignal): Promise<void> {
    if (this.cutShort !== undefined) return;
    const end = await this.readShard(shard, stop);
    if (end === 'limit' || end === 'stopped') this.cutShort = end;
  }

  result(inOrder: readonly Shard[]): FoundRecords {
    const { choice } = this;
    const records = inOrder.flatMap(({ shardId }) =>
      (this.kept.get(shardId) ?? []).map((record) => ({ shardId, record })),
    );
    // A stable sort: of the same second, the order of the lineage stays.
    if (choice.type !== 'KEY')
      records.sort((one, other) => (recordTimeMs(one.record) ?? 0) - (recordTimeMs(other.record) ?? 0));
    const chosen = chosenOf(records, choice);
    return {
      records: chosen,
      recordsRead: this.reading.recordsRead,
      isOverfull: this.isOverfull || (choice.type === 'KEY' && chosen.length < records.length),
      ...(this.cutShort && { cutShort: this.cutShort }),
    };
  }

  private readShard(shard: Shard, stop: StopSignal): Promise<ReadingEnd> {
    switch (this.choice.type) {
      case 'FIRST':
        return this.readFirst(shard, this.choice.count, stop);
      case 'LAST':
        return this.readLast(shard, this.choice.count, stop);
      case 'KEY':
        return this.readKey(shard, this.choice, stop);
    }
  }

  /** What its ancestors hold is older: only the rest is wanted of this one. */
  private async readFirst(shard: Shard, count: number, stop: StopSignal): Promise<ReadingEnd> {
    const older = this.nearer.get(shard.parentShardId ?? '') ?? 0;
    const wanted = count - older;
    if (wanted <= 0) {
      this.nearer.set(shard.shardId, older);
      return 'enough';
    }
    const kept: StreamRecord[] = [];
    this.kept.set(shard.shardId, kept);
    const take = (records: readonly EncodedRecord[]): 'more' | 'enough' => {
      kept.push(...records.slice(0, wanted - kept.length).map(({ record }) => record));
      return kept.length < wanted ? 'more' : 'enough';
    };
    const end = await this.reading.read(shard, { type: 'TRIM_HORIZON' }, take, stop);
    this.nearer.set(shard.shardId, older + kept.length);
    return end;
  }

  /** What its descendants hold is newer: only the rest is wanted of this one. */
  private async readLast(shard: Shard, count: number, stop: StopSignal): Promise<ReadingEnd> {
    const { shardId, parentShardId = '' } = shard;
    const newer = this.nearer.get(shardId) ?? 0;
    const wanted = count - newer;
    let kept: readonly EncodedRecord[] = [];
    let end: ReadingEnd = 'enough';
    if (wanted > 0) {
      const place = `${this.ports.source.streamArn}#${shardId}`;
      const take = (records: readonly EncodedRecord[]): 'more' => {
        const [first] = records;
        if (first !== undefined) this.ports.marks.add(place, first.sequenceNumber, records.length);
        kept = [...kept, ...records].slice(-wanted);
        return 'more';
      };
      end = await this.reading.read(shard, this.ports.marks.before(place, wanted), take, stop);
      this.kept.set(
        shardId,
        kept.map(({ record }) => record),
      );
    }
    this.nearer.set(parentShardId, (this.nearer.get(parentShardId) ?? 0) + newer + kept.length);
    return end;
  }

  private readKey(
    shard: Shard,
    { attributes, key }: Extract<RecordChoice, { readonly type: 'KEY' }>,
    stop: StopSignal,
  ): Promise<ReadingEnd> {
    let kept: readonly StreamRecord[] = [];
    const take = (records: readonly EncodedRecord[]): 'more' => {
      // Parsed is what is kept: a record that is not holds on to the megabyte of its page.
      const found = records
        .filter((encoded) => matchesKey(keysOf(encoded), attributes, key))
        .map(({ record }) => record);
      this.isOverfull ||= kept.length + found.length > MOST_RECORDS;
      kept = [...kept, ...found].slice(-MOST_RECORDS);
      this.kept.set(shard.shardId, kept);
      return 'more';
    };
    return this.reading.read(shard, { type: 'TRIM_HORIZON' }, take, stop);
  }
}

function chosenOf<T>(records: readonly T[], choice: RecordChoice): readonly T[] {
  switch (choice.type) {
    case 'FIRST':
      return records.slice(0, choice.count);
    case 'LAST':
      return records.slice(-choice.count);
    case 'KEY':
      return records.slice(-MOST_RECORDS);
  }
}

function keysOf({ keysJson }: EncodedRecord): AttributeMap {
  return JSON.parse(decoder.decode(keysJson)) as AttributeMap;
}
