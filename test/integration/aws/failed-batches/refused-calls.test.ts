/** What a person reads when a call about failed batches can't be done, for every call. */
import assert from 'node:assert/strict';
import { awsDeployedFunctions } from '../../../../src/aws/failed-batches/deployed-functions';
import { awsFailureBuckets } from '../../../../src/aws/failed-batches/failure-buckets';
import { awsFailureQueues } from '../../../../src/aws/failed-batches/failure-queues';
import { awsItemReader } from '../../../../src/aws/failed-batches/item-reader';
import type { StopSignal } from '../../../../src/engine/ports/stop-signal';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createBucket, createQueue, createTable } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';
import { putAll, setUpBuckets } from './bucket-scenario';

interface Call {
  /** As the test cloud counts it, and as IAM names it if that is another name. */
  readonly action: string;
  readonly iamAction?: string;
  readonly subject: string;
  /** On which the action would have to be allowed. */
  readonly resource: string;
  readonly timesThrottled: number;
  readonly timesCut: number;
  readonly ask: (connection: StreamConnection, stop: StopSignal) => Promise<unknown>;
}

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failed';
const BUCKET = 'arn:aws:s3:::failed';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders';

function everyCall(): readonly Call[] {
  const access = accessWithoutQuestions();
  const queues = awsFailureQueues(access);
  const buckets = awsFailureBuckets(access);
  const deployed = awsDeployedFunctions(access);
  const items = awsItemReader(access);
  const read = { timesThrottled: 3, timesCut: 3 };
  const queue = { subject: 'the queue "failed"', resource: QUEUE };
  const object = { subject: 'the object "key" in the bucket "failed"', resource: `${BUCKET}/key` };
  const message = { messageId: 'm', receiptHandle: 'r' };
  const ofFunction = { subject: `function "${FUNCTION}"`, resource: FUNCTION };
  return [
    {
      action: 'sqs:GetQueueAttributes',
      ...queue,
      ...read,
      ask: (at, stop) => queues.describe(at, QUEUE, stop),
    },
    {
      action: 'sqs:ReceiveMessage',
      ...queue,
      timesThrottled: 4,
      timesCut: 1,
      ask: (at, stop) => queues.receive(at, QUEUE, { most: 1, hiddenForSeconds: 0 }, stop),
    },
    {
      action: 'sqs:ChangeMessageVisibilityBatch',
      iamAction: 'sqs:ChangeMessageVisibility',
      ...queue,
      ...read,
      ask: (at, stop) => queues.hide(at, QUEUE, [message], 0, stop),
    },
    {
      action: 'sqs:DeleteMessage',
      ...queue,
      ...read,
      ask: (at, stop) => queues.delete(at, QUEUE, 'r', stop),
    },
    {
      action: 's3:ListBucket',
      subject: 'the bucket "failed"',
      resource: BUCKET,
      ...read,
      ask: (at, stop) => buckets.list(at, BUCKET, 'uuid', { after: undefined, most: 1 }, stop),
    },
    { action: 's3:GetObject', ...object, ...read, ask: (at, stop) => buckets.read(at, BUCKET, 'key', stop) },
    {
      action: 's3:GetObjectTagging',
      ...object,
      ...read,
      ask: (at, stop) => buckets.mark(at, BUCKET, 'key', { key: 'k', value: 'v' }, stop),
    },
    {
      action: 's3:PutObjectTagging',
      ...object,
      ...read,
      ask: (at, stop) => buckets.mark(at, BUCKET, 'key', { key: 'k', value: 'v' }, stop),
    },
    {
      action: 's3:PutObject',
      subject: 'the object "to" in the bucket "failed"',
      resource: `${BUCKET}/to`,
      ...read,
      ask: (at, stop) => buckets.move(at, BUCKET, 'key', 'to', stop),
    },
    {
      action: 's3:DeleteObject',
      ...object,
      ...read,
      ask: (at, stop) => buckets.move(at, BUCKET, 'key', 'copied', stop),
    },
    {
      action: 'lambda:GetFunctionConfiguration',
      ...ofFunction,
      ...read,
      ask: (at, stop) => deployed.describe(at, FUNCTION, stop),
    },
    {
      action: 'dynamodb:BatchGetItem',
      subject: 'table "Orders"',
      resource: TABLE,
      ...read,
      ask: (at, stop) => items.readItems(at, TABLE, [{ pk: { S: 'a' } }], stop),
    },
  ];
}

describe('a call about failed batches that is refused', function () {
  this.timeout(300_000);
  let cloud: LocalAws;
  let connection: StreamConnection & { readonly endpointUrl: string };

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await createQueue(cloud, 'failed');
    await createTable(cloud, 'Orders');
    await createFunction(cloud, 'orders');
    await putAll(setUpBuckets(cloud), await createBucket(cloud, 'failed'), [{ Key: 'key', Body: 'x' }]);
  });
  after(() => cloud.stop());
  afterEach(() => {
    cloud.disturbances.restore();
    cloud.calls.clear();
  });

  const never = new AbortController().signal;

  for (const call of everyCall()) {
    const { action, iamAction = action, subject, resource } = call;
    const isOf = new RegExp(`(?=.*${literal(iamAction)})(?=.*${literal(subject)})`, 'i');

    it(`${action} for want of a permission says whose, whom to allow it, and on what`, async () => {
      cloud.disturbances.deny(action);
      await assert.rejects(call.ask(connection, never), (error: Error) => {
        assert.ok(error.message.startsWith('The AWS credentials in use may not call '), error.message);
        assert.match(error.message, new RegExp(`Allow ${literal(action)} on ${literal(resource)} for arn:`));
        return isServiceError('accessDenied', isOf, { action: iamAction })(error);
      });
      assert.equal(cloud.calls.count(action), 1);
    });

    it(`${action} by throttling is asked ${call.timesThrottled} times and then says so`, async () => {
      cloud.disturbances.throttle(action);
      await assert.rejects(
        call.ask(connection, never),
        isServiceError('throttled', isOf, { action: iamAction, serviceMessage: 'Rate exceeded' }),
      );
      assert.equal(cloud.calls.count(action), call.timesThrottled);
    });

    it(`${action} with a cut connection is asked ${call.timesCut} times`, async () => {
      cloud.disturbances.cut(action);
      await assert.rejects(call.ask(connection, never), isServiceError('unavailable', isOf, { code: '' }));
      assert.equal(cloud.calls.count(action), call.timesCut);
    });

    it(`${action} while the service is away says so`, async () => {
      cloud.disturbances.fail(action, { status: 500, type: 'InternalError', message: 'Oops.' });
      await assert.rejects(
        call.ask(connection, never),
        isServiceError('unavailable', /could not answer.*Oops/),
      );
    });

    it(`${action} with expired credentials says so`, async () => {
      cloud.disturbances.expireCredentials();
      await assert.rejects(
        call.ask(connection, never),
        isServiceError('credentials', /no valid credentials for .*is expired.*Choose a profile/),
      );
    });

    it(`${action} is not waited for once it is stopped`, async () => {
      cloud.disturbances.delay(action, 60_000);
      const stopping = new AbortController();
      const asked = call.ask(connection, stopping.signal);
      while (cloud.calls.count(action) === 0) await new Promise(setImmediate);
      stopping.abort(new Error('enough'));
      await assert.rejects(asked, /^Error: enough$/);
    });
  }
});

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
