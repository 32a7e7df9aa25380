/** Every option of reference section 2.2 through create and update, and back from GetEventSourceMapping. */
import assert from 'node:assert/strict';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import { optionDefaults } from '../../../../src/triggers/options/option-defaults';
import { describeOption, optionNames } from '../../../../src/triggers/options/trigger-options';
import type { Trigger } from '../../../../src/triggers/trigger';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import {
  createBucket,
  createQueue,
  createTable,
  createTopic,
} from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { KEY, WALKED_FUNCTION, filters, optionWalk } from './option-walk';

const never = new AbortController().signal;
describe('the options of a trigger', function () {
  this.timeout(300_000);
  const service = awsTriggerService(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: { readonly endpointUrl: string; readonly region: string };
  let streamArn: string;
  let tables = 0;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    cloud.mappings.settling = 'whenTold';
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await Promise.all([
      createQueue(cloud, 'failures'),
      createTopic(cloud, 'failures'),
      createBucket(cloud, 'failures'),
    ]);
    const mayDoAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await createFunction(cloud, 'orders', { policies: [mayDoAll], aliases: ['live'] });
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    tables += 1;
    ({ streamArn } = await createTable(cloud, `Orders-${tables}`));
  });

  const wanted = (): TriggerDocument => ({
    FunctionName: WALKED_FUNCTION,
    EventSourceArn: streamArn,
    StartingPosition: 'TRIM_HORIZON',
  });

  const read = async ({ uuid }: Trigger): Promise<Trigger> => {
    cloud.mappings.settle();
    return service.getTrigger(connection, uuid, never);
  };

  it('have a walk each, but for those that Lambda does not update', () => {
    const updatable = optionNames.filter((name) => describeOption(name).isUpdatable);
    assert.deepEqual([...updatable].sort(), Object.keys(optionWalk).sort());
  });

  it('are Lambda’s defaults where nothing is said, each of them filled in', async () => {
    const created = await service.createTrigger(connection, wanted(), never);
    assert.equal(created.state, 'Creating');
    const trigger = await read(created);
    assert.deepEqual(trigger, {
      uuid: created.uuid,
      arn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${created.uuid}`,
      functionArn: WALKED_FUNCTION,
      streamArn,
      state: 'Enabled',
      stateReason: 'User action',
      lastProcessingResult: 'No records processed',
      lastModifiedMs: trigger.lastModifiedMs,
      document: { ...wanted(), ...optionDefaults },
    });
    assert.ok(Math.abs(trigger.lastModifiedMs - Date.now()) < 600_000);
  });

  for (const [name, [first, ...changes]] of Object.entries(optionWalk))
    it(`take ${name} at a create and at each update, and give it back; the others stay`, async () => {
      const others = { ...wanted(), ...optionDefaults };
      const document = { ...wanted(), ...first.sent };
      const trigger = await read(await service.createTrigger(connection, document, never));
      assert.deepEqual(trigger.document, { ...others, ...first.read });
      for (const change of changes) {
        const updated = await service.updateTrigger(connection, trigger.uuid, change.sent, never);
        assert.equal(updated.uuid, trigger.uuid);
        assert.deepEqual((await read(trigger)).document, { ...others, ...change.read });
      }
    });

  it('may all be set at once, and all be taken back at once', async () => {
    const steps = Object.values(optionWalk).map(([{ sent }]) => sent);
    const document = steps.reduce((all, sent) => ({ ...all, ...sent }), wanted());
    const trigger = await read(await service.createTrigger(connection, document, never));
    assert.deepEqual(trigger.document, { ...document, FunctionName: WALKED_FUNCTION });
    await service.updateTrigger(connection, trigger.uuid, optionDefaults, never);
    assert.deepEqual((await read(trigger)).document, { ...wanted(), ...optionDefaults });
    const stored = cloud.mappings.mappings.find(({ UUID }) => UUID === trigger.uuid) ?? {};
    for (const removed of ['FilterCriteria', 'KMSKeyArn']) assert.ok(!(removed in stored), removed);
  });

  it('that stand for none are left out of a create, where Lambda would refuse them', async () => {
    const trigger = await service.createTrigger(
      connection,
      { ...wanted(), ...optionDefaults, Tags: {} },
      never,
    );
    assert.deepEqual((await read(trigger)).document, { ...wanted(), ...optionDefaults });
  });

  for (const position of ['TRIM_HORIZON', 'LATEST'] as const)
    it(`have the starting position ${position}`, async () => {
      const document = { ...wanted(), StartingPosition: position };
      const trigger = await service.createTrigger(connection, document, never);
      assert.equal((await read(trigger)).document.StartingPosition, position);
    });

  for (const [name, change] of [
    ['EventSourceArn', { EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025' }],
    ['StartingPosition', { StartingPosition: 'LATEST' }],
    ['Tags', { Tags: { team: 'orders' } }],
  ] as const)
    it(`refuse an update of ${name} before any call`, async () => {
      cloud.calls.clear();
      await assert.rejects(
        service.updateTrigger(connection, 'u-1', change, never),
        new RegExp(`^ServiceError: ${name} of the trigger u-1 can't be changed by lambda:Update`),
      );
      assert.deepEqual(cloud.calls.actions, []);
    });

  it('have tags, which are written and removed one by one; AWS’s own are left alone', async () => {
    const document = { ...wanted(), Tags: { team: 'orders', stage: 'test', 'aws:stack': 'x' } };
    const { arn } = await read(await service.createTrigger(connection, document, never));
    assert.deepEqual(await service.readTags(connection, arn, never), document.Tags);
    await service.writeTags(connection, arn, { team: 'billing', owner: 'me' }, never);
    const changed = { 'aws:stack': 'x', team: 'billing', owner: 'me' };
    assert.deepEqual(await service.readTags(connection, arn, never), changed);
    cloud.calls.clear();
    await service.writeTags(connection, arn, changed, never);
    assert.deepEqual(cloud.calls.actions, ['lambda:ListTags']);
    await service.writeTags(connection, arn, {}, never);
    assert.deepEqual(await service.readTags(connection, arn, never), { 'aws:stack': 'x' });
  });

  it('hide their filters in a list under a customer’s key, and are whole when asked for', async () => {
    const document = { ...wanted(), ...filters('INSERT').sent, KMSKeyArn: `${KEY}1` };
    const created = await read(await service.createTrigger(connection, document, never));
    assert.deepEqual(created.document.FilterCriteria, document.FilterCriteria);
    const { rows } = await service.listTriggers(connection, { streamArn }, undefined, never);
    assert.deepEqual(
      rows.map((row) => row.document.FilterCriteria),
      [undefined],
    );
  });
});
