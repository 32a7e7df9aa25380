/** What stands in the way of changing triggers, and the message that the user gets: in a real VS Code on the test cloud. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { READ_ONLY_CONNECTION, TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;

describe('commands of triggers that are refused', () => {
  let here: TriggerCloud;
  let streamArn: string;

  before(async function () {
    this.timeout(LONG_MS);
    here = await TriggerCloud.start();
    for (const name of ['one', 'two']) await createFunction(here.cloud, name);
  });
  after(() => here.stop());
  beforeEach(async () => {
    here.reset();
    streamArn = await here.renewOrders();
  });

  const document = (functionName: string) => ({
    EventSourceArn: streamArn,
    FunctionName: functionName,
    StartingPosition: 'TRIM_HORIZON',
  });

  it('open the trigger that exists already, and offer to edit it', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    assert.equal(await here.run('createTrigger', { document: document('one') }), undefined);
    const { message, labels } = await here.dialogs.until(/There is a trigger Orders → one already/);
    assert.ok(message.includes(uuid));
    assert.deepEqual(labels, ['Edit Trigger', 'Edit As JSON']);
    assert.equal(here.mappingsOf(streamArn).length, 1);
  });

  it('wait while another change is under way', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const inUse = {
      status: 400,
      type: 'ResourceInUseException',
      message: 'Cannot update the event source mapping because it is in use.',
    };
    here.cloud.disturbances.fail('lambda:UpdateEventSourceMapping', inUse, 2);
    const edited = await here.run('editTrigger', { uuid, change: { BatchSize: 4 } });
    assert.equal(edited?.document.BatchSize, 4);
    assert.equal(here.cloud.calls.count('lambda:UpdateEventSourceMapping'), 3);
  }).timeout(LONG_MS);

  it('say which permission is missing, for each call that changes something', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const commands: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
      ['lambda:CreateEventSourceMapping', 'createTrigger', { document: document('two') }],
      ['lambda:UpdateEventSourceMapping', 'editTrigger', { uuid, change: { BatchSize: 4 } }],
      ['lambda:UpdateEventSourceMapping', 'disableTrigger', { uuid, isConfirmed: true }],
      ['lambda:DeleteEventSourceMapping', 'deleteTrigger', { uuid, isConfirmed: true }],
      ['lambda:TagResource', 'editTrigger', { uuid, change: { Tags: { team: 'orders' } } }],
      ['lambda:GetEventSourceMapping', 'enableTrigger', { uuid }],
      [
        'lambda:CreateEventSourceMapping',
        'cloneTrigger',
        { uuid, functionName: 'two', startingPosition: 'LATEST' },
      ],
      ['dynamodb:DescribeTable', 'repointTrigger', { uuid }],
    ];
    for (const [action, command, argument] of commands) {
      here.reset();
      here.cloud.disturbances.deny(action);
      await here.run(command, argument);
      const { kind, message } = await here.dialogs.until(new RegExp(`may not call ${action}`));
      assert.equal(kind, 'error');
      assert.match(message, new RegExp(`Allow ${action}`), command);
    }
    assert.equal(here.mapping(uuid)?.State, 'Enabled');
    assert.equal(here.mappingsOf(streamArn).length, 1);
  });

  it('change a trigger that may be changed but not read, and say that its way can’t be followed', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const trigger = await here.run('enableTrigger', { uuid });
    assert.ok(trigger);
    const node = { kind: 'trigger', connection: cloudConnection(here), tableName: 'Orders', trigger };
    here.cloud.disturbances.deny('lambda:GetEventSourceMapping');
    await vscode.commands.executeCommand('streamTriggers.editTrigger', { ...node, change: { BatchSize: 3 } });
    const { message } = await here.dialogs.until(/has accepted the change of trigger Orders → one/);
    assert.match(message, /lambda:GetEventSourceMapping/);
    assert.equal(here.mapping(uuid)?.BatchSize, 3);
  });

  it('delete a trigger whose tags may not be read', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    here.cloud.disturbances.deny('lambda:ListTags');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    assert.deepEqual(here.mappingsOf(streamArn), []);
  });

  it('say that a trigger was deleted between two clicks', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    for (const command of [
      'editTrigger',
      'enableTrigger',
      'disableTrigger',
      'deleteTrigger',
      'repointTrigger',
      'cloneTrigger',
    ]) {
      here.reset();
      await here.run(command, { uuid, change: { BatchSize: 2 } });
      const { message } = await here.dialogs.until(/no longer exists: it was deleted meanwhile/);
      assert.ok(message.includes(uuid), command);
    }
  });

  it('forget a change whose trigger is gone, so that older ones can be undone', async () => {
    const kept = await here.create(streamArn, 'one');
    const lost = await here.create(streamArn, 'two');
    await here.run('editTrigger', { uuid: lost.uuid, change: { BatchSize: 2 } });
    here.cloud.mappings.settling = { afterMs: 0 };
    await here.deleteElsewhere(lost.uuid);
    await here.undo();
    await here.dialogs.until(/Orders → two .* no longer exists/);
    await here.undo();
    await here.undo();
    assert.equal(here.mapping(kept.uuid), undefined, 'the first create was undone');
  });

  it('refuse bad values before any call', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    here.cloud.calls.clear();
    await here.run('editTrigger', { uuid, change: { BatchSize: 10_001 } });
    await here.dialogs.until(/BatchSize/);
    await here.run('createTrigger', { document: { ...document('two'), MaximumRecordAgeInSeconds: 30 } });
    await here.dialogs.until(/MaximumRecordAgeInSeconds must be either -1/);
    await here.run('createTrigger', { document: { FunctionName: 'two' } });
    await here.dialogs.until(/EventSourceArn is missing/);
    assert.equal(here.cloud.calls.count('lambda:UpdateEventSourceMapping'), 0);
    assert.equal(here.cloud.calls.count('lambda:CreateEventSourceMapping'), 0);
  });

  it('change nothing through a read-only connection', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const readOnly = { connection: READ_ONLY_CONNECTION, uuid, isConfirmed: true };
    for (const command of ['disableTrigger', 'deleteTrigger']) {
      here.reset();
      await here.run(command, readOnly);
      await here.dialogs.until(/read-only/);
    }
    await here.run('createTrigger', { connection: READ_ONLY_CONNECTION, document: document('two') });
    assert.equal(here.dialogs.shown.at(-1)?.kind, 'error');
    assert.equal(here.mappingsOf(streamArn).length, 1);
    assert.equal(here.mapping(uuid)?.State, 'Enabled');
  });

  it('put the trigger back when what should take its place is refused', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    const invalid = { status: 400, type: 'InvalidParameterValueException', message: 'Not like this.' };
    here.cloud.disturbances.fail('lambda:CreateEventSourceMapping', invalid, 1);
    await here.run('editTrigger', { uuid, change: { StartingPosition: 'LATEST' }, isConfirmed: true });
    const { message } = await here.dialogs.until(/was refused: .*Not like this/);
    assert.match(message, /is created again, but its position is lost: it begins at TRIM_HORIZON/);
    const [again] = here.mappingsOf(streamArn);
    assert.equal(again?.BatchSize, 9);
    await here.undo();
    assert.deepEqual(here.mappingsOf(streamArn), [], 'its creation is undone under its new UUID');
  });

  it('offer to grant what the role lacks, and wait until Lambda sees the policy', async () => {
    await createFunction(here.cloud, 'poor', { policies: [] });
    here.cloud.iam.checksBeforeEffect = 2;
    here.dialogs.answer(/seems to lack what the trigger needs/, 'Grant…');
    const state = { hasEnded: false };
    const created = here.run('createTrigger', { document: document('poor') }).finally(() => {
      state.hasEnded = true;
    });
    while (!state.hasEnded) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await sleep(50);
    }
    assert.equal((await created)?.state, 'Enabled');
    assert.equal(here.cloud.calls.count('lambda:CreateEventSourceMapping') > 2, true);
  }).timeout(LONG_MS);

  it('name Lambda’s refusal when nothing is granted', async () => {
    await createFunction(here.cloud, 'poorer', { policies: [] });
    here.dialogs.answer(/seems to lack/, 'Create Anyway');
    await here.run('createTrigger', { document: document('poorer') });
    const messages = here.dialogs.shown.filter(({ message }) => message.includes('Cannot access stream'));
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['warning', 'error'],
      'the cause with the offers, then the refusal',
    );
    assert.match(messages[0]?.message ?? '', /The cause is role "poorer-role"/);
    assert.deepEqual(here.mappingsOf(streamArn), []);
  });

  it('say so when the connection of the last change is no longer there', async () => {
    await here.create(streamArn, 'one');
    const settings = vscode.workspace.getConfiguration('streamTriggers');
    const connections = settings.get<readonly object[]>('connections', []);
    await settings.update('connections', connections.slice(1), vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('streamTriggers.undoLastChange', { isConfirmed: true });
    const { labels } = await here.dialogs.until(/connection "Cloud", which is no longer there/);
    assert.ok(labels.includes('Forget This Change'));
    await settings.update('connections', connections, vscode.ConfigurationTarget.Global);
    await here.undo();
    assert.deepEqual(here.mappingsOf(streamArn), []);
  });
});

/** As the tree would pass it. */
function cloudConnection({ cloud }: TriggerCloud): object {
  return { id: 'test', name: 'Test', isReadOnly: false, endpointUrl: cloud.endpoint, region: 'eu-west-1' };
}
