/** Failed batches sent to the deployed function again, with every question answered, and a redrive that was interrupted. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { deployOrders, mendHandler } from '../../../support/failed-batches/deployed-orders';
import { SAMPLE_HANDLER } from '../../../support/failed-batches/failed-orders';
import { messagesLeft, visibleMessages } from '../../../support/failed-batches/waiting-documents';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const REPORTS = path.join('.stream-triggers', 'redrives');

interface ShownPick {
  readonly title: string;
  readonly picked: readonly string[];
  readonly labels: readonly string[];
}

describe('redriving failed batches', () => {
  let scene: FailedBatchScene;
  let batches: readonly FailedBatchNode[];
  let folder: string;
  const picks: ShownPick[] = [];
  const { showQuickPick } = vscode.window;

  before(async () => {
    scene = await FailedBatchScene.start({
      writes: 125,
      batchSize: 25,
      failingBatches: [0, 2, 4],
      isSuperseded: true,
    });
    batches = await scene.batchesIn('queue');
    folder = await fs.mkdtemp(path.join(inWorkspace(), 'deployed-'));
    await fs.cp(SAMPLE_HANDLER.folder, folder, { recursive: true });
    Object.assign(vscode.window, {
      // What stands chosen is left chosen.
      showQuickPick: (
        items: readonly (vscode.QuickPickItem & { picked?: boolean })[],
        options: vscode.QuickPickOptions,
      ) => {
        const picked = items.filter((item) => item.picked === true);
        const labels = items.map(({ label }) => label);
        picks.push({ title: options.title ?? '', picked: picked.map(({ label }) => label), labels });
        return Promise.resolve(options.canPickMany === true ? picked : items[0]);
      },
    });
  });
  after(async () => {
    Object.assign(vscode.window, { showQuickPick });
    await fs.rm(folder, { recursive: true, force: true });
    await fs.rm(inWorkspace(REPORTS), { recursive: true, force: true });
    await scene.stop();
  });
  afterEach(() => {
    picks.length = 0;
    scene.reset();
  });

  const left = (): Promise<number> => messagesLeft(scene.cloud, scene.orders.queue.destinationArn);

  const sentRecords = (): readonly number[] =>
    scene.cloud.functions
      .invocations('orders')
      .map(({ event }) => (event as { readonly Records: readonly unknown[] }).Records.length);

  async function reports(extension: string): Promise<readonly string[]> {
    const names = await fs.readdir(inWorkspace(REPORTS));
    return names.filter((name) => name.endsWith(extension));
  }

  it('is not done without a yes', async () => {
    await deployOrders(scene.cloud, 'orders', { folder });
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, batches[0]);
    const { detail } = await scene.dialogs.until(
      /^Send \d+ records to function orders:live in 1 invocation\?$/,
    );
    assert.match(detail, /Account 111122223333, region eu-west-1, connection "Shop"/);
    assert.match(detail, /After success the message of queue orders-failures is deleted\./);
    assert.match(detail, /has not gone through the local handler since it failed/);
    assert.deepEqual([sentRecords(), await left()], [[], 3]);
  });

  it('of a function that still fails leaves the message, and says why', async () => {
    await deployOrders(scene.cloud, 'orders', { folder });
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, batches[0]);
    const { message, labels } = await scene.dialogs.until(/^Not all was redriven to function orders:live/);
    assert.match(message, /TypeError/);
    assert.ok(labels.includes('Show Report'));
    const visible = await visibleMessages(scene.cloud, scene.orders.queue.destinationArn);
    assert.equal(visible.length, 3);
  });

  it('leaves out the records that are over, deletes the message and writes a report', async () => {
    mendHandler(folder);
    const deployed = await deployOrders(scene.cloud, 'orders', { folder });
    const before = await reports('.md');
    const beforeAsJson = await reports('.json');
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, batches[0]);
    await scene.dialogs.until(/^Redriven to function orders:live\. 23 of 23 records in 1 of 1 batches/);
    const [over] = picks;
    assert.match(over?.title ?? '', /^2 records are over; chosen ones are left out$/);
    assert.deepEqual([over?.picked.length, over?.labels.length], [2, 2]);
    assert.equal(deployed.handled().length, 23);
    assert.deepEqual([sentRecords(), await left()], [[23], 2]);
    const [written, ...others] = (await reports('.md')).filter((name) => !before.includes(name));
    assert.ok(written);
    assert.deepEqual(others, []);
    assert.equal((await reports('.json')).length, beforeAsJson.length + 1);
    const text = await fs.readFile(inWorkspace(REPORTS, written), 'utf8');
    assert.match(text, /^## Succeeded: shardId-/m);
    assert.match(text, /the item was changed since/);
    assert.ok((await fs.readdir(inWorkspace(REPORTS))).includes('.gitignore'));
  });

  it('that was interrupted does not repeat what may have run, and is resumed', async () => {
    await deployOrders(scene.cloud, 'orders', { folder });
    scene.cloud.disturbances.loseAnswer('lambda:InvokeFunction');
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, batches[1]);
    const asked = await scene.dialogs.until(/^Has function orders:live handled records 1 to \d+\?$/);
    assert.deepEqual(asked.labels, ['Send Again', 'Count as Done']);
    await scene.dialogs.until(/^Not all was redriven/);
    assert.deepEqual([sentRecords(), await left()], [[23], 2]);
    // Begun anew it says that there is an earlier one.
    await vscode.commands.executeCommand(commandIds.redriveFailedBatch, batches[1]);
    await scene.dialogs.until(/^An earlier redrive to function orders:live was not finished\.$/);
    scene.dialogs.answer(/^Has function/, 'Count as Done');
    await vscode.commands.executeCommand(commandIds.resumeRedrive);
    await scene.dialogs.until(/^Redriven to function orders:live\./);
    assert.deepEqual([sentRecords(), await left()], [[23], 1]);
  });

  it('of a destination sends what is left, and empties the queue', async () => {
    await deployOrders(scene.cloud, 'orders', { folder });
    const destination = await scene.destination(scene.orders.queue);
    scene.dialogs.answer(/^Send /, 'Redrive');
    await vscode.commands.executeCommand(commandIds.redriveAllFailedBatches, destination);
    await scene.dialogs.until(/^Redriven to function orders:live\./);
    assert.deepEqual([sentRecords(), await left()], [[23], 0]);
  });
});
