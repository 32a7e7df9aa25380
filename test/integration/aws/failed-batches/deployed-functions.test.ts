/** Functions as they are deployed: their settings and environment, and what becomes of an invocation. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { awsDeployedFunctions } from '../../../../src/aws/failed-batches/deployed-functions';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import type { DeployedAnswer } from '../../../../src/failed-batches/ports/deployed-functions';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';
import { type CannedAnswer, startCannedAnswers, stopCannedAnswers } from './canned-answers';

const never = new AbortController().signal;
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const EVENT = Buffer.from('{"Records":[{"eventID":"é"}]}');
const HANDLER = `exports.handler = async (event) => {
  console.log('seen', event.Records[0].eventID);
  if (event.Records[0].eventID === 'bad') throw new TypeError('the record is bad');
  return { batchItemFailures: [] };
};`;

describe('a deployed function', function () {
  this.timeout(120_000);
  const deployed = awsDeployedFunctions(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: StreamConnection & { readonly endpointUrl: string };
  let folder: string;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await createFunction(cloud, 'orders', {
      aliases: ['live'],
      timeoutInSeconds: 9,
      environment: { TABLE: 'Orders', LEVEL: 'debug' },
    });
    folder = await mkdtemp(path.join(os.tmpdir(), 'deployed-'));
    await writeFile(path.join(folder, 'index.js'), HANDLER);
    await cloud.functions.run('orders', { folder, handler: 'index.handler' });
  });
  after(async () => {
    await cloud.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    cloud.disturbances.restore();
    cloud.calls.clear();
    cloud.functions.forgetInvocations();
    await stopCannedAnswers();
  });

  const invoke = (name = ARN, event: Uint8Array = EVENT, stop = never): Promise<DeployedAnswer> =>
    deployed.invoke(connection, name, event, 9, stop);

  const runs = (): number => cloud.functions.invocations('orders').length;

  describe('has settings', () => {
    it('of its newest code, or of what its alias stands for, whether named or by an ARN', async () => {
      const { lastModifiedMs = 0, ...settings } = await deployed.describe(connection, ARN, never);
      assert.ok(Math.abs(Date.now() - lastModifiedMs) < 24 * 60 * 60_000, String(lastModifiedMs));
      assert.deepEqual(settings, {
        functionName: 'orders',
        functionArn: ARN,
        version: '$LATEST',
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        timeoutInSeconds: 9,
        memorySizeInMB: 128,
        environmentNames: ['LEVEL', 'TABLE'],
      });
      for (const name of [`${ARN}:live`, 'orders:live']) {
        const { functionArn, version } = await deployed.describe(connection, name, never);
        assert.deepEqual([functionArn, version], [`${ARN}:live`, '1'], name);
      }
    });

    it('and values in its environment, which are asked for on their own', async () => {
      const values = await deployed.environmentValues(connection, `${ARN}:live`, never);
      assert.deepEqual(values, { TABLE: 'Orders', LEVEL: 'debug' });
    });

    it('but no values where Lambda may not decrypt them, and says whose key has to allow it', async () => {
      const error = { ErrorCode: 'AccessDeniedException', Message: 'Lambda was unable to decrypt them.' };
      const { endpoint } = await startCannedAnswers(() => ({
        body: { FunctionArn: ARN, Environment: { Error: error } },
      }));
      const there = { ...connection, endpointUrl: endpoint };
      await assert.rejects(
        deployed.environmentValues(there, ARN, never),
        isServiceError('accessDenied', /function:orders".*unable to decrypt them[.] Allow kms:Decrypt/, {
          code: 'AccessDeniedException',
        }),
      );
      assert.deepEqual((await deployed.describe(there, ARN, never)).environmentNames, []);
    });

    it('unless it is gone, which is told with its name', async () => {
      await assert.rejects(
        deployed.describe(connection, 'gone', never),
        isServiceError('notFound', /unction "gone" was not found/),
      );
    });
  });

  describe('that is invoked', () => {
    it('gets the event as it is, under its alias, and answers with the tail of its log', async () => {
      const answer = await invoke(`${ARN}:live`);
      assert.ok(answer.outcome === 'succeeded');
      assert.deepEqual([answer.payload, answer.executedVersion], ['{"batchItemFailures":[]}', '1']);
      assert.match(answer.logTail ?? '', /seen é/);
      const [invocation] = cloud.functions.invocations('orders');
      assert.deepEqual(
        [invocation?.event, invocation?.qualifier, invocation?.requestId],
        [JSON.parse(EVENT.toString()), 'live', answer.requestId],
      );
    });

    it('and fails answers with its error and stack', async () => {
      const answer = await invoke(ARN, Buffer.from('{"Records":[{"eventID":"bad"}]}'));
      assert.ok(answer.outcome === 'functionError');
      assert.deepEqual([answer.errorType, answer.errorMessage], ['TypeError', 'the record is bad']);
      assert.ok(
        answer.stackTrace.some((line) => line.includes('index.js:3')),
        answer.stackTrace.join('\n'),
      );
      assert.equal(answer.executedVersion, '$LATEST');
    });

    it('too often is throttled, and says when to come back; it was not run, and is asked once', async () => {
      cloud.disturbances.throttle('lambda:InvokeFunction', 1, 7);
      const answer = await invoke();
      assert.ok(answer.outcome === 'throttled');
      assert.equal(answer.retryAfterMs, 7000);
      assert.match(answer.message, /asked too often.*lambda:InvokeFunction.*Rate exceeded/);
      assert.deepEqual([cloud.calls.count('lambda:InvokeFunction'), runs()], [1, 0]);
    });

    it('with more than 6 MB is not asked; what Lambda finds too large says so too', async () => {
      const answer = await invoke(ARN, Buffer.alloc(6 * 1024 * 1024 + 1, ' '));
      assert.ok(answer.outcome === 'tooLarge');
      assert.match(answer.message, /function:orders" has 6[.]0 MB.*was not sent/);
      assert.equal(cloud.calls.count('lambda:InvokeFunction'), 0);
      const type = 'RequestTooLargeException';
      cloud.disturbances.fail('lambda:InvokeFunction', { status: 413, type, message: 'Too large' });
      assert.equal((await invoke()).outcome, 'tooLarge');
    });

    const UNKNOWN: readonly (readonly [string, () => void, runs: number])[] = [
      ['is cut before the answer', () => cloud.disturbances.cut('lambda:InvokeFunction'), 0],
      ['is cut after it ran', () => cloud.disturbances.loseAnswer('lambda:InvokeFunction'), 1],
      ['meets an error within Lambda', () => fail(500, 'ServiceException'), 0],
      ['meets a gateway', () => fail(504, 'GatewayTimeout'), 0],
      ['fails at its file system while it runs', () => fail(410, 'EFSIOException'), 0],
    ];
    function fail(status: number, type: string): void {
      cloud.disturbances.fail('lambda:InvokeFunction', { status, type, message: 'Oops' });
    }
    for (const [how, disturb, ran] of UNKNOWN)
      it(`and ${how} may have run, and is not sent again`, async () => {
        disturb();
        const answer = await invoke();
        assert.equal(answer.outcome, 'unknown');
        assert.match(
          'message' in answer ? answer.message : '',
          /lambda:InvokeFunction.*function:orders".*[.]$/,
        );
        assert.deepEqual([cloud.calls.count('lambda:InvokeFunction'), runs()], [1, ran]);
      });

    const UNREADABLE: readonly (readonly [string, CannedAnswer])[] = [
      ['is cut', { body: '{"batchItemFailures":[]}', cutAfterBytes: 5 }],
      [
        'is a gateway’s page',
        { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad</h1>' },
      ],
    ];
    for (const [how, canned] of UNREADABLE)
      it(`and whose answer ${how} may have run`, async () => {
        const { endpoint, requests } = await startCannedAnswers(() => canned);
        const answer = await deployed.invoke({ ...connection, endpointUrl: endpoint }, ARN, EVENT, 3, never);
        assert.deepEqual([answer.outcome, requests.length], ['unknown', 1]);
      });

    it('and does not answer in its time and 30 seconds more may have run', async () => {
      const { endpoint } = await startCannedAnswers(() => undefined);
      const there = { ...connection, endpointUrl: endpoint };
      const answer = await deployed.invoke(there, ARN, EVENT, -29.8, never);
      assert.ok(answer.outcome === 'unknown');
      assert.match(answer.message, /: a request has exceeded the configured 200 ms.*not known/);
    });

    const NOT_RUN: readonly (readonly [status: number, string, Parameters<typeof isServiceError>[0]])[] = [
      [502, 'ENILimitReachedException', 'invalid'],
      [502, 'EC2AccessDeniedException', 'invalid'],
      [502, 'KMSAccessDeniedException', 'accessDenied'],
      [502, 'KMSDisabledException', 'invalid'],
      [502, 'SubnetIPAddressLimitReachedException', 'invalid'],
      [502, 'ResourceNotReadyException', 'inUse'],
      [502, 'InvalidRuntimeException', 'invalid'],
      [409, 'ResourceConflictException', 'inUse'],
      [409, 'SnapStartNotReadyException', 'inUse'],
      [408, 'EFSMountTimeoutException', 'invalid'],
      [400, 'RecursiveInvocationException', 'invalid'],
      [400, 'InvalidRequestContentException', 'invalid'],
    ];
    for (const [status, type, kind] of NOT_RUN)
      it(`and can't be started for ${type} surely did not run`, async () => {
        fail(status, type);
        await assert.rejects(
          invoke(),
          isServiceError(kind, /^(?=.*lambda:InvokeFunction)(?=.*function:orders)/, { code: type }),
        );
      });

    it('without permission, without good credentials, or where there is none surely did not run', async () => {
      cloud.disturbances.deny('lambda:InvokeFunction');
      await assert.rejects(
        invoke(),
        isServiceError(
          'accessDenied',
          /may not call lambda:InvokeFunction.*Allow lambda:InvokeFunction on arn/,
        ),
      );
      cloud.disturbances.restore();
      cloud.disturbances.expireCredentials();
      await assert.rejects(
        invoke(),
        isServiceError('credentials', /no valid credentials for lambda:InvokeFunction/),
      );
      cloud.disturbances.restore();
      await assert.rejects(invoke('gone'), isServiceError('notFound', /"gone" was not found/));
    });

    it('where nothing listens surely did not run', async () => {
      for (const endpointUrl of ['http://127.0.0.1:1', 'http://localhost:1', 'http://no-such-host.invalid'])
        await assert.rejects(
          deployed.invoke({ ...connection, endpointUrl }, ARN, EVENT, 3, never),
          isServiceError('unavailable', /^(Nothing answers at|Lambda at).*(Start it|then try again)/, {
            code: '',
          }),
        );
    });

    it('and stopped rejects with the reason of the stop', async () => {
      const stopping = new AbortController();
      cloud.disturbances.delay('lambda:InvokeFunction', 60_000);
      const answer = invoke(ARN, EVENT, stopping.signal);
      while (cloud.calls.count('lambda:InvokeFunction') === 0) await new Promise(setImmediate);
      stopping.abort(new Error('enough'));
      await assert.rejects(answer, /^Error: enough$/);
    });

    it('again gets a connection of its own: an old one may be closed just when it is used', async () => {
      const canned = await startCannedAnswers(() => ({ body: 'null' }));
      for (let time = 0; time < 3; time += 1)
        await deployed.invoke({ ...connection, endpointUrl: canned.endpoint }, ARN, EVENT, 3, never);
      assert.equal(canned.connections(), 3);
    });
  });
});
