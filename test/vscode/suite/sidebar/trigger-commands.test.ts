/** The commands of triggers in a real VS Code, each with what it says and with its undo, on Lambda of the test cloud. */
import * as assert from 'node:assert/strict';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createTable, deleteTable } from '../../../support/test-cloud/deployed-resources';
import { TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;
const PATTERN = '{"eventName":["INSERT"]}';

describe('commands of triggers', () => {
  let here: TriggerCloud;
  let streamArn: string;

  before(async function () {
    this.timeout(LONG_MS);
    here = await TriggerCloud.start();
    for (const name of ['one', 'two', 'three']) await createFunction(here.cloud, name, { aliases: ['live'] });
  });
  after(() => here.stop());
  beforeEach(async () => {
    here.reset();
    streamArn = await here.renewOrders();
  });

  it('creates one, follows it to Enabled, and says where it begins; undo deletes it', async () => {
    here.cloud.mappings.settling = { afterReads: 1 };
    const created = await here.create(streamArn, 'one', { BatchSize: 7, Tags: { team: 'orders' } });
    assert.equal(created.state, 'Enabled');
    assert.equal(here.mapping(created.uuid)?.BatchSize, 7);
    const { labels } = await here.dialogs.until(
      /Orders → one is enabled\. It begins with the oldest records/,
    );
    assert.deepEqual(labels, ['Undo…']);
    await here.undo();
    await here.dialogs.until(/Orders → one is deleted/);
    assert.deepEqual(here.mappingsOf(streamArn), []);
  });

  it('says from when on records count with LATEST, and that a disabled one reads nothing', async () => {
    await here.create(streamArn, 'one', { StartingPosition: 'LATEST' });
    const { message } = await here.dialogs.until(/Orders → one is enabled/);
    assert.match(message, /count from about \d{4}-\d\d-\d\d \d\d:\d\d:\d\d on.*may be missed/);
    const disabled = await here.create(streamArn, 'two', { Enabled: false });
    assert.equal(disabled.state, 'Disabled');
    await here.dialogs.until(/Orders → two is created and disabled/);
  });

  it('edits options and tags together; undo gives back the old ones only', async () => {
    const { uuid } = await here.create(streamArn, 'one', { Tags: { team: 'orders' } });
    const change = {
      BatchSize: 10,
      FilterCriteria: { Filters: [{ Pattern: PATTERN }] },
      Tags: { team: 'billing', stage: 'test' },
    };
    await here.run('editTrigger', { uuid, change });
    await here.dialogs.until(/Orders → one is changed and enabled/);
    assert.deepEqual(here.mapping(uuid)?.FilterCriteria, { Filters: [{ Pattern: PATTERN }] });
    await here.run('editTrigger', { uuid, change: { ParallelizationFactor: 3 } });
    await here.undo();
    await here.undo();
    const now = here.mapping(uuid);
    assert.equal(now?.BatchSize, 100);
    assert.equal(now.ParallelizationFactor, 1);
    assert.equal(now.FilterCriteria, undefined);
    assert.deepEqual(here.cloud.mappings.tagsOf(uuid), { team: 'orders' });
  });

  it('says that nothing is to be changed, and sends nothing', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    here.cloud.calls.clear();
    await here.run('editTrigger', { uuid, change: { BatchSize: 100 } });
    await here.dialogs.until(/Orders → one is like this already/);
    assert.equal(here.cloud.calls.count('lambda:UpdateEventSourceMapping'), 0);
  });

  it('points a trigger to an alias of its function without losing its position', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const edited = await here.run('editTrigger', { uuid, change: { FunctionName: 'one:live' } });
    assert.equal(edited?.uuid, uuid);
    assert.match(here.mapping(uuid)?.FunctionArn ?? '', /function:one:live$/);
    await here.undo();
    assert.match(here.mapping(uuid)?.FunctionArn ?? '', /function:one$/);
  });

  it('replaces one for another starting position only after it was said what is lost; undo replaces it back', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    const change = { StartingPosition: 'LATEST' };
    await here.run('editTrigger', { uuid, change });
    const { detail } = await here.dialogs.until(/Replace trigger Orders → one\?/);
    assert.match(detail, /Starting position.*position is lost[^]*missed/);
    assert.ok(here.mapping(uuid), 'closed without an answer');
    here.dialogs.answer(/Replace/, 'Replace');
    const replaced = await here.run('editTrigger', { uuid, change });
    assert.ok(replaced && replaced.uuid !== uuid);
    const [mapping, ...others] = here.mappingsOf(streamArn);
    assert.deepEqual(others, []);
    assert.equal(mapping?.StartingPosition, 'LATEST');
    assert.equal(mapping.BatchSize, 9);
    await here.undo('TRIM_HORIZON');
    const [back] = here.mappingsOf(streamArn);
    assert.equal(back?.StartingPosition, 'TRIM_HORIZON');
    assert.notEqual(back.UUID, replaced.uuid);
    await here.undo();
    assert.deepEqual(here.mappingsOf(streamArn), [], 'the change before is known by the new UUID');
  });

  it('disables one after it has said what becomes of the records; undo and Enable bring it back', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    await here.run('disableTrigger', { uuid });
    const { detail } = await here.dialogs.until(/Disable trigger Orders → one\?/);
    assert.match(detail, /keeps its position.*24 hours only/);
    assert.equal(here.mapping(uuid)?.State, 'Enabled', 'closed without an answer');
    here.dialogs.answer(/Disable trigger/, 'Disable');
    assert.equal((await here.run('disableTrigger', { uuid }))?.state, 'Disabled');
    await here.dialogs.until(/is disabled\. Records may still arrive for a moment/);
    await here.undo();
    assert.equal(here.mapping(uuid)?.State, 'Enabled');
    await here.run('disableTrigger', { uuid, isConfirmed: true });
    assert.equal((await here.run('enableTrigger', { uuid }))?.state, 'Enabled');
    await here.dialogs.until(/is enabled and goes on where it stopped/);
    await here.run('enableTrigger', { uuid });
    await here.dialogs.until(/is enabled already/);
  });

  it('deletes one after it has said what is lost, or disables it instead; undo asks where it begins', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 5, Tags: { team: 'orders' } });
    here.dialogs.answer(/Delete trigger/, 'Disable Instead');
    await here.run('deleteTrigger', { uuid });
    assert.equal(here.mapping(uuid)?.State, 'Disabled');
    const { detail } = await here.dialogs.until(/Delete trigger Orders → one\?/);
    assert.match(detail, /Lost is its position/);
    here.dialogs.answer(/Delete trigger/, 'Delete');
    await here.run('deleteTrigger', { uuid });
    assert.deepEqual(here.mappingsOf(streamArn), []);
    here.dialogs.answer(/Undo the change of trigger Orders → one/, 'Begin Now');
    await here.run('undoLastChange');
    const [again] = here.mappingsOf(streamArn);
    assert.equal(again?.StartingPosition, 'LATEST');
    assert.equal(again.BatchSize, 5);
    assert.equal(again.State, 'Disabled');
    assert.deepEqual(here.cloud.mappings.tagsOf(again.UUID), { team: 'orders' });
    await here.undo();
    assert.equal(
      here.mapping(again.UUID)?.State,
      'Enabled',
      'the change before, of the trigger as it is called now',
    );
  });

  it('re-points one after its table was re-created, and undoes that as long as the old stream is there', async () => {
    const { streamArn: former } = await createTable(here.cloud, 'Carts');
    const { uuid } = await here.create(former, 'one', { BatchSize: 8, MaximumRetryAttempts: 4 });
    await here.run('repointTrigger', { uuid });
    await here.dialogs.until(/Carts → one reads the current stream of its table already/);
    await deleteTable(here.cloud, 'Carts');
    const { streamArn: current } = await createTable(here.cloud, 'Carts');
    here.dialogs.answer(/Re-point trigger/, 'Re-Point');
    const moved = await here.run('repointTrigger', { uuid, startingPosition: 'TRIM_HORIZON' });
    const { detail } = await here.dialogs.until(/Re-point trigger Carts → one/);
    assert.match(detail, /Lost is the position in the former stream/);
    assert.equal(moved?.state, 'Enabled');
    assert.deepEqual(here.mappingsOf(former), []);
    const [mapping] = here.mappingsOf(current);
    assert.equal(mapping?.BatchSize, 8);
    assert.equal(mapping.MaximumRetryAttempts, 4);
    await here.dialogs.until(/The former trigger Carts → one .* is deleted/);
    await here.undo();
    assert.deepEqual(here.mappingsOf(current), []);
    assert.equal(here.mappingsOf(former)[0]?.BatchSize, 8);
  });

  it('clones one to another function, and asks before the third reader of the stream', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 6 });
    const clone = (functionName: string): Promise<unknown> =>
      here.run('cloneTrigger', { uuid, functionName, startingPosition: 'LATEST' });
    await clone('two');
    assert.deepEqual(
      here.mappingsOf(streamArn).map(({ BatchSize, StartingPosition }) => [BatchSize, StartingPosition]),
      [
        [6, 'TRIM_HORIZON'],
        [6, 'LATEST'],
      ],
    );
    await clone('three');
    const { detail } = await here.dialogs.until(/one reader too many\?/);
    assert.match(detail, /2 triggers read this stream already/);
    assert.equal(here.mappingsOf(streamArn).length, 2);
    here.dialogs.answer(/one reader too many/, 'Clone');
    await clone('three:live');
    assert.equal(here.mappingsOf(streamArn).length, 3);
  });

  it('says before an undo what will be put back, and what somebody else has changed since', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    await here.run('editTrigger', { uuid, change: { BatchSize: 11 } });
    here.cloud.mappings.change(uuid, { BatchSize: 12 });
    await here.run('undoLastChange');
    const { detail } = await here.dialogs.until(/Undo the change of trigger Orders → one/);
    assert.match(detail, /Batch size: 12 → 100/);
    assert.match(detail, /Somebody has changed this since: Batch size/);
    assert.equal(here.mapping(uuid)?.BatchSize, 12, 'closed without an answer');
  });
});
