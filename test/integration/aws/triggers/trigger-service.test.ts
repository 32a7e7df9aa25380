/** Event source mappings listed, followed, changed and deleted, as Lambda answers (reference sections 2.1, 2.4, 2.5). */
import assert from 'node:assert/strict';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import type { Page } from '../../../../src/triggers/ports/page';
import type { Trigger } from '../../../../src/triggers/trigger';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { recordedMapping } from '../../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';

const never = new AbortController().signal;
const UNKNOWN = '99999999-0000-4000-8000-000000000000';
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:';
const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

describe('the triggers of an account', function () {
  this.timeout(300_000);
  const service = awsTriggerService(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: { readonly endpointUrl: string; readonly region: string };

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await createFunction(cloud, 'orders', { aliases: ['live'] });
    await createFunction(cloud, 'powerless', { policies: [] });
  });
  after(() => cloud.stop());
  beforeEach(() => {
    cloud.calls.clear();
    cloud.mappings.settling = { afterReads: 1 };
    cloud.mappings.pageSize = 100;
  });
  afterEach(() => cloud.disturbances.restore());

  let tables = 0;
  async function newDocument(functionName = 'orders'): Promise<TriggerDocument> {
    tables += 1;
    const { streamArn } = await createTable(cloud, `Table-${tables}`);
    return { FunctionName: functionName, EventSourceArn: streamArn, StartingPosition: 'TRIM_HORIZON' };
  }

  async function newTrigger(): Promise<Trigger> {
    const trigger = await service.createTrigger(connection, await newDocument(), never);
    cloud.mappings.settle();
    return trigger;
  }

  async function pages(
    of: Parameters<typeof service.listTriggers>[1],
    there = connection,
  ): Promise<readonly Page<Trigger>[]> {
    const all: Page<Trigger>[] = [];
    let after: string | undefined;
    do {
      const page = await service.listTriggers(there, of, after, never);
      all.push(page);
      after = page.next;
    } while (after !== undefined);
    return all;
  }

  it('are listed 100 a call; a page may be empty and yet have a next one', async () => {
    const there = { ...connection, region: 'ap-south-1' };
    const streamArn = STREAM.replace('eu-west-1', 'ap-south-1');
    const queueArn = 'arn:aws:sqs:ap-south-1:111122223333:q';
    // 100 on queues, which are not ours to show, and 150 on the stream.
    for (let index = 0; index < 250; index += 1)
      cloud.mappings.add(
        recordedMapping({
          UUID: uuid(index),
          EventSourceArn: index < 100 ? queueArn : streamArn,
          FunctionArn: `${ARN}f-${index}`.replace('eu-west-1', 'ap-south-1'),
        }),
      );
    const listed = await pages({}, there);
    assert.deepEqual(
      listed.map(({ rows, next }) => [rows.length, next !== undefined]),
      [
        [0, true],
        [100, true],
        [50, false],
      ],
    );
    assert.equal(cloud.calls.count('lambda:ListEventSourceMappings'), 3);
    const rows = listed.flatMap((page) => page.rows);
    assert.deepEqual(
      rows.map((row) => row.uuid),
      Array.from({ length: 150 }, (_, index) => uuid(100 + index)),
    );
  });

  it('are listed of one stream, or of one function', async () => {
    const first = await newTrigger();
    const second = await newTrigger();
    const ofStream = await pages({ streamArn: first.streamArn });
    assert.deepEqual(
      ofStream.flatMap(({ rows }) => rows.map((row) => row.uuid)),
      [first.uuid],
    );
    const ofFunction = await pages({ functionName: 'orders' });
    const uuids = ofFunction.flatMap(({ rows }) => rows.map((row) => row.uuid));
    for (const trigger of [first, second]) assert.ok(uuids.includes(trigger.uuid));
  });

  it('go through the states of a change to its end (ST-1 to ST-3)', async () => {
    cloud.mappings.settling = 'whenTold';
    const { uuid: id, state } = await service.createTrigger(connection, await newDocument(), never);
    const now = async (): Promise<readonly [string, boolean | undefined]> => {
      const trigger = await service.getTrigger(connection, id, never);
      return [trigger.state, trigger.document.Enabled];
    };
    assert.equal(state, 'Creating');
    assert.deepEqual(await now(), ['Creating', true]);
    const after = async (change: TriggerDocument): Promise<readonly unknown[]> => {
      const { state: first } = await service.updateTrigger(connection, id, change, never);
      cloud.mappings.settle();
      return [first, await now()];
    };
    cloud.mappings.settle();
    assert.deepEqual(await now(), ['Enabled', true]);
    assert.deepEqual(await after({ Enabled: false }), ['Disabling', ['Disabled', false]]);
    assert.deepEqual(await after({ Enabled: true }), ['Enabling', ['Enabled', true]]);
    assert.deepEqual(await after({ BatchSize: 7 }), ['Updating', ['Enabled', true]]);
    assert.equal((await service.deleteTrigger(connection, id, never)).state, 'Deleting');
    cloud.mappings.settle();
    await assert.rejects(now(), isServiceError('notFound', /was not found/));
  });

  it('tell what Lambda says of their last batch', async () => {
    const { uuid: id } = await newTrigger();
    cloud.mappings.change(id, { LastProcessingResult: 'PROBLEM: Function call failed' });
    const { lastProcessingResult } = await service.getTrigger(connection, id, never);
    assert.equal(lastProcessingResult, 'PROBLEM: Function call failed');
  });

  for (const [name, ask] of [
    ['get', () => service.getTrigger(connection, UNKNOWN, never)],
    ['update', () => service.updateTrigger(connection, UNKNOWN, { BatchSize: 5 }, never)],
    ['delete', () => service.deleteTrigger(connection, UNKNOWN, never)],
  ] as const)
    it(`are not found by an unknown UUID at a ${name}`, async () => {
      const words = `The trigger ${UNKNOWN} was not found at ${cloud.endpoint}: The resource you requested does not exist. It may have been deleted meanwhile`;
      await assert.rejects(ask, (error: Error) => {
        assert.ok(error.message.startsWith(words), error.message);
        return isServiceError('notFound', /[.]$/, { code: 'ResourceNotFoundException' })(error);
      });
    });

  it('are unique for a stream and a function: the answer names the one that exists', async () => {
    const document = await newDocument();
    const { uuid: id } = await service.createTrigger(connection, document, never);
    await assert.rejects(
      service.createTrigger(connection, document, never),
      isServiceError('alreadyExists', new RegExp(`table "Table-\\d+" for function "orders".*UUID ${id}[.]`), {
        code: 'ResourceConflictException',
      }),
    );
  });

  it('that are being changed are said to be so', async () => {
    cloud.mappings.settling = 'whenTold';
    const { uuid: id } = await service.createTrigger(connection, await newDocument(), never);
    for (const change of [
      () => service.updateTrigger(connection, id, { BatchSize: 5 }, never),
      () => service.deleteTrigger(connection, id, never),
    ])
      await assert.rejects(
        change,
        isServiceError('inUse', new RegExp(`^The trigger ${id} is being changed at the moment.*Wait`)),
      );
  });

  for (const [what, change, words] of [
    [
      'a role without rights',
      { FunctionName: 'powerless' },
      /Cannot access stream arn:.*ListStreams Actions/,
    ],
    ['an unknown function', { FunctionName: 'nobody' }, /Function does not exist[.] Correct/],
    ['an unknown stream', { EventSourceArn: STREAM }, /Stream not found: arn:aws:dynamodb/],
    ['a filter', { FilterCriteria: { Filters: [{ Pattern: '{' }] } }, /Invalid filter pattern definition[.]/],
    ['a batch size', { BatchSize: 10_001 }, /Value '10001' at 'batchSize' failed.*10000/],
    ['a record age', { MaximumRecordAgeInSeconds: 5 }, /either -1 [(]forever[)] or between 60 and 604800/],
  ] as const)
    it(`are refused for ${what} in Lambda's own words (reference 2.5)`, async () => {
      const document = { ...(await newDocument()), ...change };
      await assert.rejects(
        service.createTrigger(connection, document, never),
        isServiceError('invalid', words, { action: 'lambda:CreateEventSourceMapping' }),
      );
    });

  it('are not created twice when the answer is lost', async () => {
    const document = await newDocument();
    cloud.disturbances.cut('lambda:CreateEventSourceMapping');
    await assert.rejects(
      service.createTrigger(connection, document, never),
      isServiceError('unavailable', /Check the network, then look whether it was done before/),
    );
    assert.equal(cloud.calls.count('lambda:CreateEventSourceMapping'), 1);
  });

  for (const [name, change] of [
    ['Create', async () => service.createTrigger(connection, await newDocument(), never)],
    [
      'Update',
      async () => service.updateTrigger(connection, (await newTrigger()).uuid, { BatchSize: 9 }, never),
    ],
    ['Delete', async () => service.deleteTrigger(connection, (await newTrigger()).uuid, never)],
  ] as const)
    it(`are sent again after throttling, which did nothing: ${name}`, async () => {
      cloud.disturbances.throttle(`lambda:${name}EventSourceMapping`, name === 'Create' ? 2 : 1);
      await change();
    });
});
