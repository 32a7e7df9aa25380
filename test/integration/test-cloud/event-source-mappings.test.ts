/** The test cloud's mappings against what was recorded on AWS (reference sections 2.3 to 2.5), asked by the SDK's client. */
import assert from 'node:assert/strict';
import {
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { createFunction, createRole, deleteFunction } from '../../support/test-cloud/deployed-function';
import type { LocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';
import { MappingScenario, refusal } from './mapping-scenario';

describe("the test cloud's event source mappings", function () {
  this.timeout(120_000);
  let scenario: MappingScenario;
  let cloud: LocalAws;
  let lambda: LambdaClient;
  let streamArn: string;
  let queueArn: string;

  before(async () => {
    scenario = await MappingScenario.start();
    ({ cloud, lambda, streamArn, queueArn } = scenario);
  });
  after(() => scenario.stop());
  afterEach(() => scenario.reset());

  it('are created with every default, as recorded', async () => {
    const { $metadata, LastModified, UUID, ...rest } = await scenario.create();
    assert.equal(($metadata as { httpStatusCode: number }).httpStatusCode, 202);
    assert.ok(LastModified instanceof Date);
    assert.deepEqual(rest, {
      BatchSize: 100,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: {} },
      EventSourceArn: streamArn,
      EventSourceMappingArn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${UUID}`,
      FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
      FunctionResponseTypes: [],
      LastProcessingResult: 'No records processed',
      MaximumBatchingWindowInSeconds: 0,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 1,
      StartingPosition: 'LATEST',
      State: 'Creating',
      StateTransitionReason: 'User action',
      TumblingWindowInSeconds: 0,
    });
  });

  for (const [given, kept] of [
    ['orders', 'orders'],
    ['orders:live', 'orders:live'],
    ['111122223333:orders', 'orders'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:orders:$LATEST', 'orders:$LATEST'],
  ] as const)
    it(`keep the qualifier of ${given}`, async () => {
      const { FunctionArn } = await scenario.create({ FunctionName: given });
      assert.equal(FunctionArn, `arn:aws:lambda:eu-west-1:111122223333:function:${kept}`);
    });

  it('go through the states of create, disable, enable, update and delete (ST-1 to ST-3)', async () => {
    cloud.mappings.settling = 'whenTold';
    const { UUID } = await scenario.create({ Enabled: false });
    const state = async (): Promise<string | undefined> =>
      (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
    const update = async (changes: { Enabled?: boolean; BatchSize?: number }): Promise<string | undefined> =>
      (await lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))).State;
    assert.equal(await state(), 'Creating');
    cloud.mappings.settle();
    assert.equal(await state(), 'Disabled');
    assert.equal(await update({ Enabled: true }), 'Enabling');
    cloud.mappings.settle();
    assert.equal(await update({ BatchSize: 5 }), 'Updating');
    await assert.rejects(
      update({ BatchSize: 6 }),
      refusal('ResourceInUseException', /^Cannot update the event/),
    );
    cloud.mappings.settle();
    assert.equal(await state(), 'Enabled');
    assert.equal(await update({ Enabled: false }), 'Disabling');
    cloud.mappings.settle();
    assert.equal((await lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).State, 'Deleting');
    await assert.rejects(
      lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
      refusal('ResourceInUseException', 'Cannot delete the event source mapping because it is in use.'),
    );
    cloud.mappings.settle();
    await assert.rejects(
      state(),
      refusal('ResourceNotFoundException', 'The resource you requested does not exist.'),
    );
  });

  it('settle after the reads or the time that the test sets', async () => {
    cloud.mappings.settling = { afterReads: 2 };
    const { UUID } = await scenario.create();
    const states = [];
    for (let read = 0; read < 3; read += 1)
      states.push((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State);
    assert.deepEqual(states, ['Creating', 'Creating', 'Enabled']);
    cloud.mappings.settling = { afterMs: 0 };
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 7 }));
    assert.equal((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State, 'Enabled');
  });

  it('lose filters by an empty object, destination and key by an empty string (section 2.2)', async () => {
    const role = await createRole(cloud, 'sender', [
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['dynamodb:*Stream*', 'dynamodb:Get*'], Resource: '*' },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn },
        ],
      },
    ]);
    await createFunction(cloud, 'sender-function', { roleArn: role.roleArn });
    cloud.mappings.settling = { afterReads: 0 };
    const Filters = [{ Pattern: '{"eventName":["INSERT"]}' }];
    const KMSKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k';
    const { UUID, ...created } = await scenario.create({
      FunctionName: 'sender-function',
      FilterCriteria: { Filters },
      DestinationConfig: { OnFailure: { Destination: queueArn } },
      KMSKeyArn,
    });
    assert.deepEqual(
      [created['FilterCriteria'], created['DestinationConfig'], created['KMSKeyArn']],
      [{ Filters }, { OnFailure: { Destination: queueArn } }, KMSKeyArn],
    );
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
    assert.deepEqual(
      [EventSourceMappings[0]?.UUID, EventSourceMappings[0]?.FilterCriteria],
      [UUID, undefined],
    );
    const updated = await lambda.send(
      new UpdateEventSourceMappingCommand({
        UUID,
        FilterCriteria: {},
        DestinationConfig: { OnFailure: { Destination: '' } },
        KMSKeyArn: '',
      }),
    );
    assert.ok(!('FilterCriteria' in updated) && !('KMSKeyArn' in updated));
    assert.deepEqual(updated.DestinationConfig, { OnFailure: {} });
  });

  it('are listed in pages, of a stream, of a function, of one region', async () => {
    cloud.mappings.pageSize = 2;
    try {
      for (const FunctionName of ['orders', 'orders:live', 'orders:1'])
        await scenario.create({ FunctionName });
      const list = async (input: object): Promise<readonly [number, string | undefined]> => {
        const { EventSourceMappings, NextMarker } = await lambda.send(
          new ListEventSourceMappingsCommand(input),
        );
        return [EventSourceMappings?.length ?? 0, NextMarker];
      };
      const [first, Marker] = await list({ EventSourceArn: streamArn });
      assert.deepEqual([first, await list({ EventSourceArn: streamArn, Marker })], [2, [1, undefined]]);
      assert.deepEqual(await list({ FunctionName: 'orders:live' }), [1, undefined]);
      assert.deepEqual(await list({ EventSourceArn: `${streamArn}9` }), [0, undefined]);
      const elsewhere = new LambdaClient(setUpClient(cloud, 'us-west-2'));
      const { EventSourceMappings } = await elsewhere.send(new ListEventSourceMappingsCommand({}));
      assert.deepEqual(EventSourceMappings, []);
    } finally {
      cloud.mappings.pageSize = 100;
    }
  });

  it('have tags', async () => {
    const { EventSourceMappingArn } = await scenario.create({ Tags: { team: 'a', stage: 'test' } });
    const Resource = String(EventSourceMappingArn);
    await lambda.send(new TagResourceCommand({ Resource, Tags: { owner: 'b' } }));
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['stage'] }));
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
    assert.deepEqual(Tags, { team: 'a', owner: 'b' });
  });

  it('stay when their function is deleted (ST-4)', async () => {
    await createFunction(cloud, 'short-lived');
    cloud.mappings.settling = { afterReads: 0 };
    const { UUID } = await scenario.create({ FunctionName: 'short-lived' });
    await deleteFunction(cloud, 'short-lived');
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    assert.equal(State, 'Enabled');
  });

  it('have functions whose configuration can be asked for', async () => {
    const { Role, Timeout } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'orders' }),
    );
    assert.deepEqual([Role, Timeout], ['arn:aws:iam::111122223333:role/orders-role', 3]);
    await assert.rejects(
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'nobody' })),
      refusal('ResourceNotFoundException', /nobody/),
    );
  });
});
