/** Documents in a bucket, the newest first, page by page. */
import assert from 'node:assert/strict';
import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { awsFailureBuckets } from '../../../../src/aws/failed-batches/failure-buckets';
import type { StoredDocument } from '../../../../src/failed-batches/ports/failure-bucket';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createBucket } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';
import { MAPPING, documentKey, putAll, setUpBuckets, shardId } from './bucket-scenario';

const never = new AbortController().signal;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('the documents in a bucket', function () {
  this.timeout(300_000);
  const buckets = awsFailureBuckets(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: { readonly endpointUrl: string; readonly region: string };
  let s3: S3Client;
  let made = 0;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    s3 = setUpBuckets(cloud);
  });
  after(() => cloud.stop());

  async function bucketWith(...keys: readonly string[]): Promise<string> {
    made += 1;
    const arn = await createBucket(cloud, `documents-${made}`);
    await putAll(
      s3,
      arn,
      keys.map((Key) => ({ Key, Body: 'x' })),
    );
    cloud.calls.clear();
    return arn;
  }

  const page = (arn: string, most: number, after?: string): ReturnType<typeof buckets.list> =>
    buckets.list(connection, arn, MAPPING, { after, most }, never);

  async function pages(arn: string, most: number): Promise<readonly (readonly string[])[]> {
    const all: (readonly string[])[] = [];
    let after: string | undefined;
    do {
      const { rows, next } = await page(arn, most, after);
      all.push(rows.map(({ key }) => key));
      after = next;
    } while (after !== undefined);
    return all;
  }

  it('have their size and when they were written', async () => {
    const key = documentKey(shardId(NOW - HOUR), NOW);
    const arn = await bucketWith();
    await putAll(s3, arn, [{ Key: key, Body: 'a document' }]);
    const { rows, next } = await page(arn, 10);
    const [row] = rows as readonly [StoredDocument];
    assert.deepEqual([rows.length, row.key, row.sizeBytes, next], [1, key, 10, undefined]);
    assert.ok(Math.abs(row.lastModifiedMs - Date.now()) < 600_000);
  });

  it('are none where nothing has failed', async () => {
    assert.deepEqual(await page(await bucketWith(), 10), { rows: [] });
  });

  it('come newest first over all shards of the mapping, each once, whatever the size of a page', async () => {
    const shards = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 });
    const documents = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 28 * 3600 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(shards, documents, fc.integer({ min: 1, max: 12 }), async (ages, places, most) => {
        const keys = places.map(([shard, seconds]) => {
          const createdMs = NOW - Number(ages[shard % ages.length]) * 4 * HOUR;
          return documentKey(shardId(createdMs), createdMs + seconds * 1000);
        });
        const others = [
          documentKey(shardId(NOW), NOW, 'another-mapping'),
          `aws/lambda/${MAPPING}/${shardId(NOW)}/notes.txt`,
          `aws/lambda/${MAPPING}/read.me`,
        ];
        const found = await pages(await bucketWith(...keys, ...others), most);
        assert.ok(found.slice(0, -1).every(({ length }) => length === most));
        const timeOf = (key: string): string => `${String(key.split('/').at(-1)?.slice(0, 19))} ${key}`;
        const sorted = [...keys].sort((left, right) => (timeOf(left) < timeOf(right) ? 1 : -1));
        assert.deepEqual(found.flat(), sorted);
      }),
      { numRuns: 40 },
    );
  });

  it('are found in shards with ids of another form, and where clocks disagree, each once', async () => {
    const keys = [
      documentKey('shardId-1', NOW),
      documentKey('other', NOW - 400 * DAY),
      // Before its shard was made, and long after it was closed.
      documentKey(shardId(NOW - DAY), NOW - 2 * DAY),
      documentKey(shardId(NOW - 90 * DAY), NOW),
      documentKey(shardId(NOW - HOUR), NOW - HOUR / 2),
    ];
    const found = (await pages(await bucketWith(...keys), 1)).flat();
    assert.deepEqual([...found].sort(), [...keys].sort());
    assert.deepEqual([found[0], found[1]], [keys[0], keys[4]]);
  });

  it('after a mark that is given back later do not begin anew with what has come meanwhile', async () => {
    const shard = shardId(NOW - HOUR);
    const keys = [0, 1, 2, 3].map((minutes) => documentKey(shard, NOW - minutes * 60_000));
    const arn = await bucketWith(...keys);
    const { next } = await page(arn, 2);
    await putAll(s3, arn, [{ Key: documentKey(shard, NOW + 60_000), Body: 'new' }]);
    const { rows, next: end } = await page(arn, 10, next);
    assert.deepEqual([rows.map(({ key }) => key), end], [keys.slice(2), undefined]);
  });

  it('cost a few calls however many older shards and documents there are', async () => {
    const old = Array.from({ length: 120 }, (_, index) => {
      const createdMs = NOW - (index + 10) * DAY;
      return documentKey(shardId(createdMs), createdMs + HOUR);
    });
    const recent = Array.from({ length: 6 }, (_, index) => documentKey(shardId(NOW - index * 4 * HOUR), NOW));
    const arn = await bucketWith(...old, ...recent);
    const { rows, next } = await page(arn, 6);
    assert.deepEqual(new Set(rows.map(({ key }) => key)), new Set(recent));
    const calls = cloud.calls.count('s3:ListBucket');
    assert.ok(calls <= 1 + 8, String(calls));
    cloud.calls.clear();
    const { rows: older } = await page(arn, 6, next);
    assert.deepEqual(
      older.map(({ key }) => key),
      old.slice(0, 6),
    );
    assert.ok(cloud.calls.count('s3:ListBucket') <= 1 + 16, String(cloud.calls.count('s3:ListBucket')));
  });

  it('of a shard with thousands of them come newest first, for some calls a page', async () => {
    const createdMs = NOW - 10 * HOUR;
    const shard = shardId(createdMs);
    // Some seven a minute.
    const keys = Array.from({ length: 2300 }, (_, index) => documentKey(shard, createdMs + index * 8_500));
    const arn = await bucketWith(...keys);
    const { rows, next } = await page(arn, 100);
    const newest = [...keys].sort((left, right) => (left < right ? 1 : -1));
    assert.deepEqual(
      rows.map(({ key }) => key),
      newest.slice(0, 100),
    );
    const calls = cloud.calls.count('s3:ListBucket');
    assert.ok(calls <= 1 + 12, String(calls));
    const { rows: second } = await page(arn, 1000, next);
    assert.deepEqual(
      second.map(({ key }) => key),
      newest.slice(100, 1100),
    );
    assert.deepEqual((await pages(arn, 700)).flat(), newest);
  });

  it('are not listed after what is no mark', async () => {
    const arn = await bucketWith();
    for (const after of ['', 'abc', '{"key":"k"}', 'null'])
      await assert.rejects(page(arn, 10, after), isServiceError('invalid', /is no mark of a page/));
  });

  it('can’t be listed in what is no bucket, or in one that is not there', async () => {
    await assert.rejects(
      page('arn:aws:sqs:eu-west-1:111122223333:q', 10),
      isServiceError('invalid', /is no S3 bucket's ARN/),
    );
    await assert.rejects(
      page('arn:aws:s3:::nowhere', 10),
      isServiceError('notFound', /The bucket "nowhere" was not found/, { code: 'NoSuchBucket' }),
    );
  });
});
