/** The view "Tables and Triggers" in a real VS Code, against the test cloud. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createTable, deleteTable, turnStream } from '../../../support/test-cloud/deployed-resources';
import { connectionId } from '../../../../src/triggers/connections/connection-id';
import { AnsweredDialogs } from './answered-dialogs';
import { configure, run } from './deployed-triggers';
import { type ShownRow, labels } from './shown-tree';
import { LISTS, PLACE, TablesScene, found } from './tables-scene';

const LONG_MS = 180_000;

describe('the view of tables and triggers', () => {
  let scene: TablesScene;

  before(async function () {
    this.timeout(LONG_MS);
    scene = await TablesScene.start();
  });
  after(() => scene.stop());
  afterEach(() => scene.restore());

  it('asks nothing before it is looked at, and three lists when it is', async () => {
    const shown = scene.show('eu-west-1');
    assert.deepEqual(scene.cloud.calls.actions, []);
    await shown.rows(PLACE);
    await shown.whole();
    assert.deepEqual(
      LISTS.map((list) => scene.cloud.calls.count(list)),
      [1, 1, 1],
    );
    assert.equal(scene.cloud.calls.count('dynamodb:DescribeTable'), 0);
    const rows = await shown.rows(PLACE);
    assert.equal(labels(rows), 'Orders, Quiet');
    assert.equal(found(rows, 'Orders').context, 'tableWithStream');
    assert.equal(found(rows, 'Orders').description, '1 stream · 2 triggers');
    assert.equal(found(rows, 'Quiet').context, 'tableWithoutStream');
    assert.equal(found(rows, 'Quiet').spoken, 'Table Quiet, no stream');
  });

  it('shows the streams, shards, triggers and functions of a table', async () => {
    const shown = await scene.showWhole();
    const rows = await shown.rows(PLACE, 'Orders');
    const stream = found(rows, /^Stream of/);
    assert.equal(stream.context, 'currentStream');
    assert.equal(stream.description, 'current · NEW_AND_OLD_IMAGES');
    const [shard] = await shown.rows(PLACE, 'Orders', /^Stream of/);
    assert.equal(shard?.context, 'shard');
    assert.match(shard.description, /^open · from \d+ · no parent$/);
    assert.match(found(await shown.rows(PLACE, 'Orders'), /^Stream of/).description, /· on$/);
    const trigger = found(rows, 'project');
    assert.equal(trigger.context, 'enabledTrigger');
    assert.equal(trigger.spoken, 'Trigger of function project, Enabled, No records processed');
    assert.match(trigger.tooltip, /Batch size: 7/);
    assert.match(trigger.tooltip, /arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:/);
    const [handler] = await shown.rows(PLACE, 'Orders', 'project');
    assert.equal(handler?.context, 'triggerFunction');
    assert.equal(handler.description, 'nodejs22.x · 128 MB · timeout 3 s');
  });

  it('marks the trigger of a function that is gone when its table is looked at', async () => {
    const shown = await scene.showWhole();
    const row = await shown.until(({ label, icon }) => label === 'gone' && icon === 'error', PLACE, 'Orders');
    assert.match(row.description, /function is gone/);
    assert.match(row.tooltip, /The function is gone/);
    assert.match(row.tooltip, /\(command:streamTriggers\.cloneTrigger\?/);
  });

  it('shows the old stream of a table, and a trigger that still reads it', async () => {
    const old = (await createTable(scene.cloud, 'Renewed')).streamArn;
    scene.addTrigger(old, 'project');
    await turnStream(scene.cloud, 'Renewed', 'off');
    await turnStream(scene.cloud, 'Renewed', 'KEYS_ONLY');
    const shown = await scene.showWhole();
    const rows = await shown.rows(PLACE, 'Renewed');
    assert.deepEqual(
      rows.map(({ context }) => context),
      ['currentStream', 'oldStream', 'enabledTrigger'],
    );
    const trigger = found(rows, 'project');
    assert.equal(trigger.icon, 'warning');
    assert.match(trigger.description, /not the table's current stream/);
    assert.match(trigger.tooltip, /\(command:streamTriggers\.repointTrigger\?/);
    await deleteTable(scene.cloud, 'Renewed');
  });

  it('takes what people and Lambda write as text, never as Markdown', async () => {
    const { streamArn } = await createTable(scene.cloud, 'Hostile');
    scene.addTrigger(streamArn, 'project', {
      LastProcessingResult: 'PROBLEM: [click](command:workbench.action.quit) <b>**now**</b> :-)',
    });
    const shown = await scene.showWhole();
    const { tooltip, description } = found(await shown.rows(PLACE, 'Hostile'), 'project');
    assert.match(description, /PROBLEM: \[click\]/);
    assert.doesNotMatch(tooltip, /(?<!\\)\[click/);
    assert.doesNotMatch(tooltip, /<b>/);
    const [, argument = ''] = /\]\(command:streamTriggers[.]copyArn[?]([^()]*)\)/.exec(tooltip) ?? [];
    assert.match(JSON.stringify(JSON.parse(decodeURIComponent(argument))), /now[*][*]<\/b> :-\)/);
    await deleteTable(scene.cloud, 'Hostile');
  });

  it('has a row for each of several connections, also for those with nothing', async () => {
    await createTable(scene.cloud, 'Far', 'off', 'eu-central-1');
    const shown = scene.show('eu-west-1', 'eu-central-1', 'ap-south-1');
    const connections = await shown.rows();
    assert.equal(labels(connections), 'Connection 0, Connection 1, Connection 2');
    assert.match(found(connections, 'Connection 1').tooltip, /Region eu-central-1\nlocal endpoint http:/);
    assert.deepEqual(scene.cloud.calls.actions, []);
    await shown.rows('Connection 1');
    await shown.rows('Connection 2');
    await shown.whole();
    assert.equal(labels(await shown.rows('Connection 1')), 'Far');
    assert.equal(labels(await shown.rows('Connection 2')), 'No tables here');
  });

  it('follows a trigger that is changing until it rests', async () => {
    const { streamArn } = await createTable(scene.cloud, 'Moving');
    const uuid = scene.addTrigger(streamArn, 'project');
    scene.cloud.mappings.settling = 'whenTold';
    scene.cloud.mappings.move(uuid, 'Creating', 'Enabled');
    const shown = await scene.showWhole();
    const before = found(await shown.rows(PLACE, 'Moving'), 'project');
    assert.equal(before.context, 'changingTrigger');
    assert.match(before.spoken, /Creating…/);
    scene.cloud.mappings.settle();
    await shown.until(({ context }) => context === 'enabledTrigger', PLACE, 'Moving');
    await deleteTable(scene.cloud, 'Moving');
  });

  it('says for how long a trigger is disabled, and goes on saying so', async () => {
    const { streamArn } = await createTable(scene.cloud, 'Resting');
    const shown = scene.show('eu-west-1');
    const LastModified = shown.nowMs / 1000;
    scene.addTrigger(streamArn, 'project', { State: 'Disabled', LastModified });
    const saysFor = /^Disabled · for (.+), unread records are trimmed in 23 h$/;
    const row = (earlier = ''): Promise<ShownRow> =>
      shown.until(
        ({ description }) => (saysFor.exec(description)?.[1] ?? earlier) !== earlier,
        PLACE,
        'Resting',
      );
    await shown.rows(PLACE);
    await shown.whole();
    const first = saysFor.exec((await row()).description)?.[1];
    const calls = (): readonly number[] => LISTS.map((list) => scene.cloud.calls.count(list));
    const before = calls();
    assert.match((await row(first)).description, /for \d+ min/);
    assert.deepEqual(calls(), before);
    await deleteTable(scene.cloud, 'Resting');
  });

  it('finds tables by their names and by the names of their functions', async () => {
    const shown = await scene.showWhole();
    shown.tree.setSearch('PROJ');
    const byFunction = labels(await shown.rows(PLACE));
    assert.match(byFunction, /Orders/);
    assert.doesNotMatch(byFunction, /Quiet/);
    shown.tree.setSearch('quie');
    assert.equal(labels(await shown.rows(PLACE)), 'Quiet');
    shown.tree.setSearch('nothing');
    assert.equal(labels(await shown.rows(PLACE)), 'No table or function has "nothing" in its name');
    shown.tree.setSearch(undefined);
    assert.match(labels(await shown.rows(PLACE)), /Orders.*Quiet/);
  });

  it('tells how far behind a function is', async () => {
    scene.cloud.cloudWatch.setIteratorAge('project', 7 * 3_600_000);
    const shown = await scene.showWhole();
    const row = await shown.until(
      ({ label, description }) => label === 'project' && description.includes('7 h behind'),
      PLACE,
      'Orders',
    );
    assert.equal(row.icon, 'warning');
    assert.match(row.tooltip, /keeps records for 24 hours/);
    scene.cloud.cloudWatch.setIteratorAge('project');
  });

  it('copies ARNs and reveals tables by its commands, and says what can not be done', async () => {
    const place = { endpointUrl: scene.cloud.endpoint, region: 'eu-west-1' };
    const dialogs = new AnsweredDialogs();
    await configure('streamTriggers.connections', [{ name: 'cloud', ...place }]);
    try {
      const connection = { ...place, id: connectionId('cloud', place), name: 'cloud', isReadOnly: false };
      const table = (tableName: string) => ({ kind: 'table', connection, tableName });
      await run('copyArn', table('Orders'));
      const arn = await vscode.env.clipboard.readText();
      assert.equal(arn, 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders');
      await run('revealTable', table('Orders'));
      const state = { hasEnded: false };
      const picked = run('revealTable', undefined).then(() => (state.hasEnded = true));
      // Until the list of tables has filled there is nothing to accept.
      while (!state.hasEnded) {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await sleep(50);
      }
      await picked;
      assert.deepEqual(dialogs.shown, []);
      await run('revealTable', table('Nowhere'));
      await dialogs.until(/Table "Nowhere" is not among the tables of connection "cloud"/);
      await run('openInConsole', table('Orders'));
      await dialogs.until(/"cloud" is an endpoint on this machine, for which there is no AWS console/);
      await run('copyArn', undefined);
      await dialogs.until(/Choose a table, a stream or a trigger/);
    } finally {
      dialogs.restore();
      await configure('streamTriggers.connections', undefined);
    }
  });
});
