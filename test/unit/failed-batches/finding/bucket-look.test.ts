/** A look into a bucket: the newest first, the small ones read, bounded. */
import * as assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { type BucketLook, lookIntoBucket } from '../../../../src/failed-batches/finding/bucket-look';
import { parseStoredDocumentKey } from '../../../../src/failed-batches/finding/stored-document-key';
import type { FailureBuckets, StoredDocument } from '../../../../src/failed-batches/ports/failure-bucket';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { connection } from '../../triggers/inventory/listed-account';
import { SHARD, documentText } from './failure-texts';
import { refusal } from './in-memory-queue';

const BUCKET = 'arn:aws:s3:::failures';
const PAGE_OBJECTS = 3;

interface Stored {
  readonly text?: string | Error;
  readonly sizeBytes?: number;
}

class InMemoryBucket implements Pick<FailureBuckets, 'list' | 'read'> {
  readonly calls: string[] = [];
  mostAtOnce = 0;
  private atOnce = 0;

  constructor(private readonly objects: readonly Stored[]) {}

  list(
    _connection: unknown,
    _bucketArn: string,
    mappingUuid: string,
    { after, most }: { readonly after: string | undefined; readonly most: number },
  ): ReturnType<FailureBuckets['list']> {
    this.calls.push(`list ${mappingUuid}`);
    const begin = Number(after ?? 0);
    const end = begin + Math.min(most, PAGE_OBJECTS);
    const rows = this.objects.slice(begin, end).map(({ sizeBytes = 100 }, index): StoredDocument => ({
      key: String(begin + index),
      sizeBytes,
      lastModifiedMs: -(begin + index),
    }));
    return Promise.resolve({ rows, ...(end < this.objects.length && { next: String(end) }) });
  }

  async read(_connection: unknown, _bucketArn: string, key: string): Promise<string> {
    this.calls.push(`read ${key}`);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await Promise.resolve();
    this.atOnce -= 1;
    const { text = documentText({ start: `1${key}` }) } = this.objects[Number(key)] ?? {};
    if (text instanceof Error) throw text;
    return text;
  }
}

function look(bucket: InMemoryBucket, most = 100): Promise<BucketLook> {
  return lookIntoBucket(bucket, connection, BUCKET, 'uuid', { most }, new StopSwitch());
}

function keysOf({ found }: BucketLook): readonly string[] {
  return found.map(({ at }) => (at.kind === 'bucket' ? at.key : ''));
}

describe('a look into a bucket', () => {
  it('reads pages and the documents in them, in the order of the list', async () => {
    const bucket = new InMemoryBucket(Array.from({ length: 8 }, () => ({})));
    const found = await look(bucket);
    assert.deepEqual(keysOf(found), ['0', '1', '2', '3', '4', '5', '6', '7']);
    assert.deepEqual([found.next, found.unread.length], [undefined, 0]);
    assert.ok(bucket.mostAtOnce > 1 && bucket.mostAtOnce <= 4, String(bucket.mostAtOnce));
    assert.deepEqual(
      bucket.calls.filter((call) => call.startsWith('list')),
      Array(3).fill('list uuid'),
    );
  });

  it('ends at its limit and tells where older ones begin', async () => {
    const bucket = new InMemoryBucket(Array.from({ length: 8 }, () => ({})));
    const { next, found } = await look(bucket, 4);
    assert.deepEqual([next, found.length], ['4', 4]);
  });

  it('leaves large objects unread, and all behind eight megabytes', async () => {
    const sizes = [600_000, ...Array.from({ length: 20 }, () => 500_000)];
    const bucket = new InMemoryBucket(sizes.map((sizeBytes) => ({ sizeBytes })));
    const { found, unread } = await look(bucket);
    assert.equal(found.length, 16);
    assert.deepEqual(
      unread.map(({ key }) => key),
      ['0', '17', '18', '19', '20'],
    );
  });

  it('says what is no document, and forgets what was moved meanwhile', async () => {
    const gone = new ServiceError('notFound', 'gone', { action: '', code: '', serviceMessage: '' });
    const bucket = new InMemoryBucket([{ text: 'a picture' }, { text: gone }, {}]);
    const found = await look(bucket);
    assert.deepEqual(keysOf(found), ['2']);
    assert.deepEqual(
      found.unreadable.map(({ name }) => name),
      ['0'],
    );
    assert.deepEqual([found.unread, found.readError], [[], undefined]);
  });

  it('shows what it has listed where reading is refused, and does not ask for each', async () => {
    const text = refusal('s3:GetObject');
    const bucket = new InMemoryBucket(Array.from({ length: 30 }, () => ({ text })));
    const { unread, readError } = await look(bucket);
    assert.equal(unread.length, 30);
    assert.equal(readError, text);
    assert.ok(bucket.calls.filter((call) => call.startsWith('read')).length <= 4);
  });
});

describe('the key of an object', () => {
  it('tells mapping, shard and time, and is none if Lambda has not made it', () => {
    const key = `aws/lambda/uuid/${SHARD}/2026/11/23/2026-11-23T20.01.02-4f60a5c2`;
    assert.deepEqual(parseStoredDocumentKey(key), {
      ...{ mappingUuid: 'uuid', shardId: SHARD },
      discardedMs: Date.parse('2026-11-23T20:01:02Z'),
    });
    for (const other of [
      '',
      'redriven/x',
      `${key}/x`,
      key.replace('T20.01', 'T20:01'),
      key.replace('23T2', '23T9'),
    ])
      assert.equal(parseStoredDocumentKey(other), undefined, other);
  });
});
