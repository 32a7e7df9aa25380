/**
 * A DynamoDB stream in memory, as the service behaves by sections 1.2 to 1.4 of the reference:
 * shards with lineage, pages of at most 1,000 records or 1 MB, iterators of 15 minutes, 24 hours
 * of retention. Time is the test's. Records and shards may be added ahead of time and appear
 * when their time has come.
 */
import type { EncodedRecord } from '../../src/engine/events/encoded-record';
import type {
  RecordsPage,
  Shard,
  ShardList,
  ShardPosition,
  StreamSource,
} from '../../src/engine/ports/stream-source';
import { StreamSourceError, type StreamSourceErrorKind } from '../../src/engine/ports/stream-source-error';

const ITERATOR_LIFETIME_MS = 15 * 60 * 1000;
const PAGE_RECORDS = 1000;
const PAGE_BYTES = 1024 * 1024;

export interface StoredRecord {
  readonly record: EncodedRecord;
  readonly visibleAtMs: number;
}

export interface StoredShard {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly startingSequenceNumber: string;
  readonly openedAtMs: number;
  /** Infinity while nobody has closed it. */
  closedAtMs: number;
  readonly records: StoredRecord[];
  /** Index of the oldest record that is still held. */
  trimmedBelow: number;
  /** From then on the shard is unknown to the stream. */
  forgottenAtMs: number;
}

export type SourceCall =
  | { readonly operation: 'listShards' }
  | {
      readonly operation: 'getShardIterator';
      readonly shard: StoredShard;
      readonly position: ShardPosition;
    }
  /** `index` is the iterator's place in the shard's records. */
  | { readonly operation: 'getRecords'; readonly shard: StoredShard; readonly index: number };

/** What a call is answered with instead of, or cut down to. */
export type Answer =
  | { readonly fail: StreamSourceErrorKind }
  /** A page of so many records at most, 0 for an empty one (IT-6). */
  | { readonly atMost: number }
  /** A closed shard's last page still names an iterator, as the service may do. */
  | { readonly withoutEnd: true };

export interface InMemoryStreamOptions {
  readonly now: () => number;
  readonly streamArn?: string;
  /** No shard will be added from then on, epoch milliseconds. */
  readonly finalFromMs?: number;
  /** Tell when the next record will be there, as a capture does. */
  readonly tellsNextRecord?: boolean;
  /** Undefined for 24 hours. */
  readonly retentionMs?: number;
  /** Asked before each call. */
  readonly answer?: (call: SourceCall) => Answer | undefined;
  /** Told of each page that was given. */
  readonly onPage?: (shardId: string, page: RecordsPage) => void;
  readonly newError?: (kind: StreamSourceErrorKind, message: string) => Error;
}

interface Iterator {
  readonly shard: StoredShard;
  readonly index: number;
  readonly issuedAtMs: number;
}

export class InMemoryStream implements StreamSource {
  readonly streamArn: string;
  readonly shards = new Map<string, StoredShard>();
  private readonly iterators = new Map<string, Iterator>();

  constructor(private readonly options: InMemoryStreamOptions) {
    this.streamArn =
      options.streamArn ?? 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123';
  }

  addShard(shard: Pick<StoredShard, 'shardId' | 'parentShardId' | 'startingSequenceNumber'>, openedAtMs = 0) {
    const stored: StoredShard = {
      ...shard,
      openedAtMs,
      closedAtMs: Number.POSITIVE_INFINITY,
      records: [],
      trimmedBelow: 0,
      forgottenAtMs: Number.POSITIVE_INFINITY,
    };
    this.shards.set(stored.shardId, stored);
    return stored;
  }

  async listShards(): Promise<ShardList> {
    await this.fault({ operation: 'listShards' });
    const now = this.options.now();
    const there = [...this.shards.values()].filter(
      ({ openedAtMs, forgottenAtMs }) => openedAtMs <= now && now < forgottenAtMs,
    );
    // Youngest first: nobody may rely on an order (SH-4).
    return {
      shards: there.reverse().map((shard) => describe(shard, now)),
      isFinal: now >= (this.options.finalFromMs ?? Number.POSITIVE_INFINITY),
    };
  }

  async getShardIterator(shardId: string, position: ShardPosition): Promise<string> {
    const shard = this.known(shardId);
    await this.fault({ operation: 'getShardIterator', shard, position });
    this.known(shardId);
    const index = this.indexOf(shard, position);
    if (position.type !== 'TRIM_HORIZON' && index < this.trimPoint(shard)) {
      throw this.error('trimmedData', `${shardId} no longer holds ${position.type}.`);
    }
    return this.issue(shard, index);
  }

  async getRecords(shardIterator: string, limit: number): Promise<RecordsPage> {
    const iterator = this.iterators.get(shardIterator);
    if (iterator === undefined) throw new Error('An iterator that the stream never gave.');
    if (!(limit >= 1)) throw new Error(`A limit of ${limit} records.`);
    const { shard, index } = iterator;
    const answer = await this.fault({ operation: 'getRecords', shard, index });
    this.known(shard.shardId);
    if (this.options.now() - iterator.issuedAtMs >= ITERATOR_LIFETIME_MS) {
      throw this.error('expiredIterator', 'The iterator was issued 15 minutes ago.');
    }
    if (index < this.trimPoint(shard)) throw this.error('trimmedData', 'The iterator was held too long.');
    const page = this.page(shard, index, limit, answer);
    this.options.onPage?.(shard.shardId, page);
    return page;
  }

  private page(shard: StoredShard, index: number, limit: number, answer: Answer | undefined): RecordsPage {
    const now = this.options.now();
    const mostRecords = Math.min(
      limit,
      PAGE_RECORDS,
      answer && 'atMost' in answer ? answer.atMost : PAGE_RECORDS,
    );
    const records: EncodedRecord[] = [];
    let bytes = 0;
    for (const { record, visibleAtMs } of shard.records.slice(index, index + mostRecords)) {
      bytes += record.json.length;
      if (visibleAtMs > now || (records.length > 0 && bytes > PAGE_BYTES)) break;
      records.push(record);
    }
    const next = index + records.length;
    const isAtEnd = next === shard.records.length && shard.closedAtMs <= now;
    if (isAtEnd && !(answer && 'withoutEnd' in answer)) return { records };
    const nextRecordAtMs =
      this.options.tellsNextRecord === true ? shard.records[next]?.visibleAtMs : undefined;
    return {
      records,
      nextShardIterator: this.issue(shard, next),
      ...(nextRecordAtMs === undefined ? {} : { nextRecordAtMs }),
    };
  }

  private issue(shard: StoredShard, index: number): string {
    const name = `iterator-${this.iterators.size}`;
    this.iterators.set(name, { shard, index, issuedAtMs: this.options.now() });
    return name;
  }

  private indexOf({ records, ...shard }: StoredShard, position: ShardPosition): number {
    const now = this.options.now();
    switch (position.type) {
      case 'TRIM_HORIZON':
        return this.trimPoint({ records, ...shard });
      case 'LATEST':
        return firstIndex(records, ({ visibleAtMs }) => visibleAtMs > now);
      case 'AT_SEQUENCE_NUMBER':
      case 'AFTER_SEQUENCE_NUMBER': {
        const from = BigInt(position.sequenceNumber);
        const allowsEqual = position.type === 'AT_SEQUENCE_NUMBER';
        return firstIndex(records, ({ record }) => {
          const at = BigInt(record.sequenceNumber);
          return at > from || (allowsEqual && at === from);
        });
      }
    }
  }

  /** Index of the oldest record that can be read (DS-5). */
  private trimPoint({ records, trimmedBelow }: StoredShard): number {
    const oldest = this.options.now() - (this.options.retentionMs ?? 24 * 60 * 60 * 1000);
    return Math.max(
      trimmedBelow,
      firstIndex(records, ({ visibleAtMs }) => visibleAtMs >= oldest),
    );
  }

  private known(shardId: string): StoredShard {
    const shard = this.shards.get(shardId);
    const now = this.options.now();
    if (shard === undefined || shard.openedAtMs > now || shard.forgottenAtMs <= now) {
      throw this.error('shardNotFound', `The stream has no shard ${shardId}.`);
    }
    return shard;
  }

  /** @returns what changes the answer, after failures have been thrown */
  private async fault(call: SourceCall): Promise<Answer | undefined> {
    await Promise.resolve();
    const answer = this.options.answer?.(call);
    if (answer !== undefined && 'fail' in answer)
      throw this.error(answer.fail, `The test says ${answer.fail}.`);
    return answer;
  }

  private error(kind: StreamSourceErrorKind, message: string): Error {
    return this.options.newError?.(kind, message) ?? new StreamSourceError(kind, message);
  }
}

function describe(shard: StoredShard, now: number): Shard {
  const { shardId, parentShardId, startingSequenceNumber, closedAtMs, records } = shard;
  return {
    shardId,
    startingSequenceNumber,
    ...(parentShardId === undefined ? {} : { parentShardId }),
    ...(closedAtMs > now
      ? {}
      : { endingSequenceNumber: records.at(-1)?.record.sequenceNumber ?? startingSequenceNumber }),
  };
}

/** @returns the length if there is none */
function firstIndex(records: readonly StoredRecord[], is: (record: StoredRecord) => boolean): number {
  const index = records.findIndex(is);
  return index === -1 ? records.length : index;
}
