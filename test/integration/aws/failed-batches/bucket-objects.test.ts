/** Documents in a bucket read, marked with a tag, and moved out of the way without losing any. */
import assert from 'node:assert/strict';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { awsFailureBuckets } from '../../../../src/aws/failed-batches/failure-buckets';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createBucket } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';
import { documentKey, putAll, setUpBuckets, shardId } from './bucket-scenario';
import { type CannedAnswer, startCannedAnswers, stopCannedAnswers } from './canned-answers';

const never = new AbortController().signal;
const BUCKET = 'failed';
const ARN = `arn:aws:s3:::${BUCKET}`;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const TAG = { key: 'redriven', value: '2026-01-02T03:04:05Z' };

describe('a document in a bucket', function () {
  this.timeout(120_000);
  const buckets = awsFailureBuckets(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: StreamConnection;
  let s3: S3Client;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    s3 = setUpBuckets(cloud);
    await createBucket(cloud, BUCKET);
  });
  after(() => cloud.stop());
  afterEach(async () => {
    cloud.disturbances.restore();
    cloud.calls.clear();
    await stopCannedAnswers();
  });

  const read = (key: string): Promise<string> => buckets.read(connection, ARN, key, never);
  const move = (key: string, to: string): Promise<void> => buckets.move(connection, ARN, key, to, never);
  const mark = (key: string): Promise<void> => buckets.mark(connection, ARN, key, TAG, never);

  async function tagsOf(Key: string): Promise<Readonly<Record<string, string>>> {
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key }));
    return Object.fromEntries(TagSet.map(({ Key: key = '', Value: value = '' }) => [key, value]));
  }

  async function keysBelow(Prefix: string): Promise<readonly unknown[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
    return Contents.map(({ Key }) => Key);
  }

  async function textAt(Key: string): Promise<string | undefined> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return Body?.transformToString();
  }

  describe('is read', () => {
    it('as UTF-8 text, in one call', async () => {
      await putAll(s3, ARN, [{ Key: 'read', Body: '{"payload":"é🙂"}' }]);
      assert.equal(await read('read'), '{"payload":"é🙂"}');
      assert.deepEqual(cloud.calls.actions, ['s3:GetObject']);
    });

    it('unless it is gone, which is told with its key', async () => {
      await assert.rejects(
        read('gone'),
        isServiceError('notFound', /The object "gone" in the bucket "failed" was not found.*refresh/),
      );
    });

    it('unless it has more than 64 MB, of which nothing is read', async () => {
      const huge = await startCannedAnswers(() => ({
        headers: { 'content-length': 64 * 1024 * 1024 + 1 },
        body: 'the beginning',
      }));
      await assert.rejects(
        buckets.read({ ...connection, endpointUrl: huge.endpoint }, ARN, 'huge', never),
        isServiceError('invalid', /"huge" in the bucket "failed" has 65 MB.*more than a failed batch/),
      );
    });

    it('whole or not at all: an answer that is cut is an error', async () => {
      const cut = await startCannedAnswers(() => ({ body: 'half of it', cutAfterBytes: 4 }));
      await assert.rejects(
        buckets.read({ ...connection, endpointUrl: cut.endpoint }, ARN, 'cut', never),
        isServiceError('unavailable', /to s3:GetObject for the object "cut".*try again/),
      );
    });

    it('in the region where the bucket is, to which S3 redirects', async () => {
      const redirecting = await startCannedAnswers((index) =>
        index === 0
          ? {
              status: 301,
              headers: { 'x-amz-bucket-region': 'us-west-2', 'content-type': 'application/xml' },
              body: '<Error><Code>PermanentRedirect</Code><Message>Elsewhere</Message></Error>',
            }
          : { body: 'there' },
      );
      const there = { ...connection, endpointUrl: redirecting.endpoint };
      assert.equal(await buckets.read(there, ARN, 'far', never), 'there');
      assert.deepEqual(
        redirecting.requests.map(
          ({ headers }) => /\/(\w+-\w+-\d)\/s3\//.exec(headers.authorization ?? '')?.[1],
        ),
        ['eu-west-1', 'us-west-2'],
      );
    });
  });

  describe('is marked', () => {
    it('with a tag beside those that it has, and not twice', async () => {
      await putAll(s3, ARN, [{ Key: 'tagged', Body: 'x', Tagging: 'team=orders&redriven=never' }]);
      await mark('tagged');
      assert.deepEqual(await tagsOf('tagged'), { team: 'orders', redriven: TAG.value });
      cloud.calls.clear();
      await mark('tagged');
      assert.deepEqual(cloud.calls.actions, ['s3:GetObjectTagging']);
    });

    it('unless it has ten other tags: the limit is told, and none is lost', async () => {
      const Tagging = Array.from({ length: 10 }, (_, index) => `t${index}=v`).join('&');
      await putAll(s3, ARN, [{ Key: 'full', Body: 'x', Tagging }]);
      await assert.rejects(
        mark('full'),
        isServiceError('invalid', /has 10 tags already.*"redriven".*move the object/),
      );
      assert.equal(Object.keys(await tagsOf('full')).length, 10);
    });
  });

  describe('is moved', () => {
    it('with its metadata, type and tags', async () => {
      const Metadata = { origin: 'lambda' };
      await putAll(s3, ARN, [
        { Key: 'a/whole', Body: 'text', Metadata, ContentType: 'application/json', Tagging: 'team=orders' },
      ]);
      await move('a/whole', 'b/whole');
      const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'b/whole' }));
      assert.deepEqual([head.Metadata, head.ContentType], [Metadata, 'application/json']);
      assert.deepEqual(await tagsOf('b/whole'), { team: 'orders' });
      assert.deepEqual(await keysBelow('a/'), []);
    });

    it('whatever characters its key has', async () => {
      const character = fc.constantFrom(...Array.from('a é+%&?#=:;@$,~!\'()*"<>|[]{}^`\\🙂_-.'));
      const name = fc.array(character, { minLength: 1, maxLength: 8 }).map((all) => `k${all.join('')}k`);
      await fc.assert(
        fc.asyncProperty(name, fc.uuid(), async (from, id) => {
          await putAll(s3, ARN, [{ Key: `from/${id}/${from}`, Body: id }]);
          await move(`from/${id}/${from}`, `to/${id}/${from}`);
          assert.equal(await textAt(`to/${id}/${from}`), id);
          assert.deepEqual(await keysBelow(`from/${id}/`), []);
        }),
        { numRuns: 30 },
      );
    });

    it('once: moved already, it is left there', async () => {
      await putAll(s3, ARN, [{ Key: 'once', Body: 'x' }]);
      await move('once', 'done/once');
      cloud.calls.clear();
      await move('once', 'done/once');
      assert.deepEqual(cloud.calls.actions, ['s3:ListBucket', 's3:ListBucket']);
      assert.equal(await textAt('done/once'), 'x');
      await move('done/once', 'done/once');
      assert.equal(await textAt('done/once'), 'x');
    });

    it('over nothing: another object at the target stays, and so does the document', async () => {
      await putAll(s3, ARN, [
        { Key: 'mine', Body: 'mine' },
        { Key: 'taken', Body: 'hers' },
        { Key: 'longer', Body: 'longer' },
      ]);
      for (const to of ['taken', 'longer'])
        await assert.rejects(
          move('mine', to),
          isServiceError('invalid', /"mine".*not moved: another one is at/),
        );
      assert.deepEqual([await textAt('mine'), await textAt('taken')], ['mine', 'hers']);
    });

    const IN_THE_WAY = { status: 412, type: 'PreconditionFailed', message: 'A condition did not hold' };

    it('not over one that comes into being between looking and copying', async () => {
      await putAll(s3, ARN, [{ Key: 'racing', Body: 'mine' }]);
      const listed = (...keys: readonly (readonly [string, string])[]): CannedAnswer => ({
        body: `<ListBucketResult>${keys
          .map(([key, tag]) => `<Contents><Key>${key}</Key><ETag>"${tag}"</ETag><Size>4</Size></Contents>`)
          .join('')}</ListBucketResult>`,
      });
      const answers: readonly CannedAnswer[] = [
        listed(['racing', 'mine']),
        listed(),
        { status: 412, body: '<Error><Code>PreconditionFailed</Code><Message>No.</Message></Error>' },
        listed(['raced', 'hers']),
        { body: 'mine' },
        { body: 'hers' },
      ];
      const racing = await startCannedAnswers((index) => answers[index]);
      await assert.rejects(
        buckets.move({ ...connection, endpointUrl: racing.endpoint }, ARN, 'racing', 'raced', never),
        isServiceError('invalid', /another one is at "raced" already/),
      );
      assert.deepEqual(
        racing.requests.map(({ method }) => method),
        ['GET', 'GET', 'PUT', 'GET', 'GET', 'GET'],
      );
      assert.equal(racing.requests[2]?.headers['if-none-match'], '*');
    });

    it('although the answer to the copy was lost, and the copy itself was in the way then', async () => {
      await putAll(s3, ARN, [{ Key: 'lost', Body: 'x' }]);
      cloud.disturbances.loseAnswer('s3:PutObject', () =>
        cloud.disturbances.fail('s3:PutObject', IN_THE_WAY),
      );
      await move('lost', 'done/lost');
      assert.deepEqual([await textAt('done/lost'), await keysBelow('lost')], ['x', []]);
    });

    it('not if it is neither here nor there', async () => {
      await assert.rejects(
        move('nowhere', 'to'),
        isServiceError('notFound', /The object "nowhere".*was not found/),
      );
    });

    // What is done of the three steps is known by the calls: look, look, copy, look, delete.
    const STEPS: readonly (readonly [string, () => void, isCopied: boolean])[] = [
      ['before it is copied', () => cloud.disturbances.cut('s3:PutObject', 3), false],
      ['after it was copied, before anybody knows', () => loseTwice('s3:PutObject'), true],
      ['before it is deleted', () => cloud.disturbances.cut('s3:DeleteObject', 3), true],
      ['without permission to delete', () => cloud.disturbances.deny('s3:DeleteObject'), true],
    ];
    function loseTwice(action: string): void {
      // The copy is made once; that it is there already is what the SDK's second and third attempt find.
      cloud.disturbances.loseAnswer(action, () => cloud.disturbances.cut(action, 2));
    }
    for (const [when, disturb, isCopied] of STEPS)
      it(`interrupted ${when} and then again, and nothing is lost`, async () => {
        const key = documentKey(shardId(NOW), NOW);
        const to = `redriven/${key}`;
        await putAll(s3, ARN, [{ Key: key, Body: when }]);
        disturb();
        await assert.rejects(move(key, to));
        assert.equal(await textAt(key), when);
        assert.deepEqual(await keysBelow(to), isCopied ? [to] : []);
        cloud.disturbances.restore();
        await move(key, to);
        assert.deepEqual([await textAt(to), await keysBelow(key)], [when, []]);
      });

    it('although the copy’s entity tag differs, as with a KMS key: then the contents tell', async () => {
      for (const [target, isMoved] of [
        ['same', true],
        ['diff', false],
      ] as const) {
        const encrypted = await startCannedAnswers((_, url) => {
          const [key] = /(?<=prefix=)\w+/.exec(url) ?? [];
          if (key === undefined) return { body: url.includes('/to') ? target : 'same' };
          const tag = `<Key>${key}</Key><ETag>"of-${key}"</ETag><Size>4</Size>`;
          return { body: `<ListBucketResult><Contents>${tag}</Contents></ListBucketResult>` };
        });
        const there = { ...connection, endpointUrl: encrypted.endpoint };
        const moving = buckets.move(there, ARN, 'key', 'to', never);
        if (isMoved) await moving;
        else await assert.rejects(moving, isServiceError('invalid', /another one is at "to"/));
        assert.equal(encrypted.requests.at(-1)?.method, isMoved ? 'DELETE' : 'GET');
      }
    });
  });
});
