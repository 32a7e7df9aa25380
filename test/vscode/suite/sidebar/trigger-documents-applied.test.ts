/** Triggers as JSON in a real VS Code, applied to mappings of the test cloud. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { CONNECTION, DeployedTriggers, configure, replace, run, until } from './deployed-triggers';

const LONG_MS = 180_000;

describe('applying triggers as JSON', () => {
  let triggers: DeployedTriggers;

  before(async function () {
    this.timeout(LONG_MS);
    triggers = await DeployedTriggers.start();
  });
  after(() => triggers.stop());
  afterEach(() => triggers.reset());

  it('shows what will change when it is saved by hand, asks, applies it and shows what Lambda has now', async () => {
    const uuid = await triggers.deploy({
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      Tags: { team: 'orders' },
    });
    const document = await triggers.open(uuid);
    await replace(document, '"BatchSize": 100', '"BatchSize": 500');
    const value = JSON.parse(document.getText()) as TriggerDocument;
    const { FilterCriteria, MaximumRetryAttempts, ...rest } = value;
    assert.deepEqual([FilterCriteria?.Filters?.length, MaximumRetryAttempts], [1, 10]);
    await replaceAll(document, JSON.stringify({ ...rest, MaximumRetryAttempts: 20, Tags: { team: 'shop' } }));
    triggers.dialogs.answer(/^Apply this to trigger/, 'Apply');
    await document.save();
    const { detail } = await triggers.dialogs.until(/^Apply this to trigger Orders → orders-\d+\?$/);
    assert.deepEqual(detail.split('\n'), [
      'BatchSize: 100 → 500',
      'MaximumRetryAttempts: 10 → 20',
      'FilterCriteria: {"eventName":["INSERT"]} → none',
      'Tags: team=orders → team=shop',
    ]);
    await triggers.dialogs.until(/is changed and enabled/);
    const { BatchSize, FilterCriteria: filters } = await triggers.read(uuid);
    assert.deepEqual([BatchSize, filters], [500, undefined]);
    await until(() => document.getText().includes(`"BatchSize": 500,\n`));
    assert.ok(!document.isDirty);
    assert.deepEqual((JSON.parse(document.getText()) as TriggerDocument).Tags, { team: 'shop' });
    assert.deepEqual(
      tabLabels().filter((label) => label.includes('what will change')),
      [],
    );
  }).timeout(LONG_MS);

  it('sends nothing to AWS when the editor saves by itself', async () => {
    const document = await triggers.open(await triggers.deploy());
    triggers.cloud.calls.clear();
    await configure('files.autoSave', 'afterDelay');
    await configure('files.autoSaveDelay', 50);
    try {
      const saved = new Promise<void>((resolve) => {
        const subscription = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
          if (uri.toString() !== document.uri.toString()) return;
          subscription.dispose();
          resolve();
        });
      });
      await replace(document, '"BatchSize": 100', '"BatchSize": 300');
      await saved;
      assert.deepEqual(triggers.dialogs.shown, []);
      assert.deepEqual(
        triggers.cloud.calls.actions.filter((action) => action.includes('Update')),
        [],
      );
    } finally {
      await configure('files.autoSave', undefined);
      await configure('files.autoSaveDelay', undefined);
    }
  }).timeout(LONG_MS);

  it('keeps the text when Lambda refuses it, also when its editor is closed', async () => {
    const uuid = await triggers.deploy();
    const document = await triggers.open(uuid);
    await replace(document, '"BatchSize": 100', '"BatchSize": 400');
    triggers.cloud.disturbances.fail('lambda:UpdateEventSourceMapping', {
      status: 400,
      type: 'InvalidParameterValueException',
      message: 'Not today.',
    });
    await run('applyTriggerDocument', { uri: document.uri, isConfirmed: true });
    await triggers.dialogs.until(/Not today\./);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const again = await triggers.open(uuid);
    assert.match(again.getText(), /"BatchSize": 400/);
    triggers.cloud.disturbances.restore();
    await run('applyTriggerDocument', { uri: again.uri, isConfirmed: true });
    assert.equal((await triggers.read(uuid)).BatchSize, 400);
  }).timeout(LONG_MS);

  it('keeps both changes when somebody else has changed the trigger meanwhile', async () => {
    const uuid = await triggers.deploy();
    const document = await triggers.open(uuid);
    await triggers.change({ UUID: uuid, ParallelizationFactor: 4 });
    await replace(document, '"BatchSize": 100', '"BatchSize": 250');
    triggers.dialogs.answer(/was changed on AWS since you opened it/, 'Keep Both Changes');
    triggers.dialogs.answer(/^Apply this/, 'Apply');
    await run('applyTriggerDocument', document.uri);
    const conflict = await triggers.dialogs.until(/was changed on AWS/);
    assert.equal(conflict.detail, 'ParallelizationFactor: 1 → 4');
    assert.deepEqual(conflict.labels, ['Keep Both Changes', 'Apply Mine As It Is']);
    const asked = await triggers.dialogs.until(/^Apply this/);
    assert.equal(asked.detail, 'BatchSize: 100 → 250');
    const { BatchSize, ParallelizationFactor } = await triggers.read(uuid);
    assert.deepEqual([BatchSize, ParallelizationFactor], [250, 4]);
  }).timeout(LONG_MS);

  it('shows a trigger as it is after it was disabled, where nothing was written into its document', async () => {
    const [followed, written] = [await triggers.deploy(), await triggers.deploy()];
    const document = await triggers.open(followed);
    const own = await triggers.open(written);
    await replace(own, '"BatchSize": 100', '"BatchSize": 77');
    for (const uuid of [followed, written])
      await run('disableTrigger', { connection: CONNECTION, uuid, isConfirmed: true });
    await until(() => document.getText().includes('"Enabled": false'));
    assert.ok(!document.isDirty);
    assert.match(own.getText(), /"Enabled": true,\n\s*"BatchSize": 77/);
  }).timeout(LONG_MS);

  it('creates a trigger from a file, and brings it to what the file says later', async () => {
    await createFunction(triggers.cloud, 'from-file');
    const file = vscode.Uri.file(path.join(folder(), 'orders.trigger.json'));
    const document: TriggerDocument = {
      FunctionName: 'from-file',
      EventSourceArn: triggers.streamArn,
      StartingPosition: 'LATEST',
      BatchSize: 7,
    };
    await fs.writeFile(file.fsPath, JSON.stringify(document));
    triggers.dialogs.answer(/^Create trigger Orders → from-file on connection/, 'Create Trigger');
    await run('createTriggerFromFile', { uri: file, connection: CONNECTION });
    const asked = await triggers.dialogs.until(/^Create trigger/);
    assert.match(asked.detail, /^StartingPosition: LATEST\nBatchSize: 7\n\n⚠ [^]*may be missed/);
    await triggers.dialogs.until(/is enabled\. Records count from/);
    const opened = await vscode.workspace.openTextDocument(file);
    await replace(opened, '"BatchSize":7', '"BatchSize":8');
    await opened.save();
    triggers.dialogs.answer(/^Apply this to trigger/, 'Apply');
    await run('applyTriggerDocument', { uri: file, connection: CONNECTION });
    const change = await triggers.dialogs.until(/^Apply this to trigger Orders → from-file/);
    assert.equal(change.detail, 'BatchSize: 7 → 8');
  }).timeout(LONG_MS);

  it('offers to create a trigger anew whose mapping was deleted meanwhile', async () => {
    const uuid = await triggers.deploy();
    const document = await triggers.open(uuid);
    await replace(document, '"BatchSize": 100', '"BatchSize": 9');
    await triggers.remove(uuid);
    await run('applyTriggerDocument', document.uri);
    const { labels } = await triggers.dialogs.until(/no longer exists/);
    assert.deepEqual(labels, ['Create Anew…']);
    assert.match(document.getText(), /"BatchSize": 9/);
  }).timeout(LONG_MS);
});

function folder(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
}

function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  return replace(document, document.getText(), text);
}

function tabLabels(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
