/** The test cloud's functions: Invoke really runs a handler, and answers as Lambda does (API reference of Invoke). */
import assert from 'node:assert/strict';
import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  LambdaClient,
  ListAliasesCommand,
} from '@aws-sdk/client-lambda';
import { handlerFixtures } from '../../support/handler-hosts';
import { repositoryRoot } from '../../support/repository-root';
import { createFunction } from '../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';

describe('functions of the test cloud', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let lambda: LambdaClient;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    const credentials = { accessKeyId: 'dev', secretAccessKey: 'test' };
    lambda = new LambdaClient({ ...setUpClient(cloud), credentials, maxAttempts: 1 });
  });
  after(() => cloud.stop());
  afterEach(() => {
    cloud.disturbances.restore();
    cloud.functions.forgetInvocations();
  });

  async function deployed(name: string, handler: string, timeoutInSeconds = 30): Promise<string> {
    const { functionArn } = await createFunction(cloud, name, {
      aliases: ['live'],
      environment: { TABLE: 'Orders', STAGE: 'test' },
      handler,
      timeoutInSeconds,
    });
    await cloud.functions.run(name, { folder: handlerFixtures, handler });
    return functionArn;
  }

  function invoke(
    FunctionName: string,
    event: unknown,
    more: Partial<InvokeCommandInput> = {},
  ): Promise<InvokeCommandOutput> {
    return lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));
  }

  it('run a handler, and tell what it was sent', async () => {
    const arn = await deployed('echoes', 'behaviours.succeeds');
    const first = await invoke('echoes', { Records: [1] });
    assert.deepEqual(
      [first.StatusCode, first.FunctionError, first.ExecutedVersion, first.LogResult],
      [200, undefined, '$LATEST', undefined],
    );
    assert.deepEqual(JSON.parse(String(first.Payload?.transformToString())), { records: 1 });
    assert.equal((await invoke(`${arn}:live`, { Records: [2] })).ExecutedVersion, '1');
    assert.equal((await invoke('echoes', { Records: [3] }, { Qualifier: 'live' })).ExecutedVersion, '1');
    const told = cloud.functions
      .invocations('echoes')
      .map(({ event, qualifier, version, outcome }) => [event, qualifier, version, outcome]);
    assert.deepEqual(told, [
      [{ Records: [1] }, undefined, '$LATEST', 'succeeded'],
      [{ Records: [2] }, 'live', '1', 'succeeded'],
      [{ Records: [3] }, 'live', '1', 'succeeded'],
    ]);
  });

  for (const [handler, errorType, message] of [
    ['rejects', 'RangeError', /^rejected by the handler$/],
    ['exitsWith42', 'Runtime.ExitError', /^RequestId: \S+ Error: Runtime exited with error: exit status 42$/],
    ['loopsForEver', 'Sandbox.Timedout', /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/],
  ] as const)
    it(`answer with the error of one that ${handler}`, async () => {
      await deployed(handler, `behaviours.${handler}`, 1);
      const { StatusCode, FunctionError, Payload, LogResult } = await invoke(
        handler,
        {},
        { LogType: 'Tail' },
      );
      const { trace, ...error } = JSON.parse(String(Payload?.transformToString())) as {
        readonly errorType: string;
        readonly errorMessage: string;
        readonly trace?: readonly string[];
      };
      assert.deepEqual([StatusCode, FunctionError, error.errorType], [200, 'Unhandled', errorType]);
      assert.match(error.errorMessage, message);
      assert.equal(trace?.[0], handler === 'rejects' ? 'RangeError: rejected by the handler' : undefined);
      const log = Buffer.from(String(LogResult), 'base64').toString();
      assert.match(log, /^START RequestId: \S+ Version: \$LATEST\n/);
      assert.equal(log.includes('looping'), handler === 'loopsForEver');
      assert.deepEqual(
        cloud.functions.invocations(handler).map(({ outcome }) => outcome),
        [errorType],
      );
    });

  it('are refused before they run: too large, no JSON, throttled, unknown', async () => {
    await deployed('refused', 'behaviours.succeeds');
    await assert.rejects(invoke('refused', 'x'.repeat(6 * 1024 * 1024)), {
      name: 'RequestTooLargeException',
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
    await assert.rejects(invoke('refused', {}, { Payload: '{' }), { name: 'InvalidRequestContentException' });
    cloud.disturbances.throttle('lambda:InvokeFunction', 1, 7);
    await assert.rejects(invoke('refused', {}), { name: 'TooManyRequestsException', retryAfterSeconds: '7' });
    await assert.rejects(invoke('refused', {}, { Qualifier: 'beta' }), {
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:eu-west-1:111122223333:function:refused:beta',
    });
    assert.deepEqual(cloud.functions.invocations('refused'), []);
  });

  it('have run although their answer is lost', async () => {
    await deployed('lost', 'behaviours.succeeds');
    cloud.disturbances.cut('lambda:InvokeFunction', 1);
    await assert.rejects(invoke('lost', {}), { code: 'ECONNRESET' });
    assert.equal(cloud.functions.invocations('lost').length, 0);
    cloud.disturbances.loseAnswer('lambda:InvokeFunction');
    await assert.rejects(invoke('lost', {}), { code: 'ECONNRESET' });
    assert.equal(cloud.functions.invocations('lost')[0]?.outcome, 'succeeded');
  });

  it('run side by side in environments of their own, and start cold with other code', async () => {
    await deployed('pids', 'behaviours.tellsProcessId');
    const pid = async (): Promise<string | undefined> =>
      (await invoke('pids', {})).Payload?.transformToString();
    const [one, other] = await Promise.all([pid(), pid()]);
    assert.notEqual(one, other);
    assert.ok([one, other].includes(await pid()));
    await cloud.functions.run('pids', { folder: handlerFixtures, handler: 'behaviours.rejects' });
    assert.equal((await invoke('pids', {})).FunctionError, 'Unhandled');
  });

  it('have settings, aliases and versions', async () => {
    await deployed('settings', 'behaviours.succeeds', 9);
    const ask = { FunctionName: 'settings', Qualifier: 'live' };
    const found = await lambda.send(new GetFunctionConfigurationCommand(ask));
    assert.deepEqual(
      [found.Version, found.Runtime, found.Handler, found.Timeout, found.MemorySize],
      ['1', 'nodejs22.x', 'behaviours.succeeds', 9, 128],
    );
    assert.deepEqual(found.Environment?.Variables, { TABLE: 'Orders', STAGE: 'test' });
    const { Aliases = [] } = await lambda.send(new ListAliasesCommand({ FunctionName: 'settings' }));
    const alias = await lambda.send(new GetAliasCommand({ FunctionName: 'settings', Name: 'live' }));
    assert.deepEqual(
      [Aliases.map(({ Name }) => Name), alias.Name, alias.FunctionVersion],
      [['live'], 'live', '1'],
    );
  });
});
