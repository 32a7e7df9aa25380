/**
 * From a failed batch in AWS to a breakpoint and back, by keyboard and mouse: a message of a queue becomes the batch at a
 * breakpoint, the poison record is named, the fix is saved, and the deployed function gets each record once.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { deployOrders, failOrders, handlerTemplate, messagesLeft, startLocalAws } from './test-cloud.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';
const QUEUE = /orders:live/;
const WAITING = /left.*retries used up/;

describe('a failed batch in a queue', () => {
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  before(async () => {
    cloud = await startLocalAws(repositoryRoot);
  });
  after(() => cloud.stop());

  it('goes by a click to the failing line, and once it is fixed back to the deployed function', async () => {
    const orders = await failOrders(cloud);
    await inSampleWindow(
      async ({ folder, workbench, page, screenshot }) => {
        const { dialog, debugging, editor, quickInput, toasts } = workbench;
        const view = workbench.view('Failed Batches');
        const replays = workbench.view('Replays');
        const inline = async (/** @type {number} */ index, /** @type {RegExp} */ action) => {
          const row = view.rows.filter({ hasText: WAITING }).nth(index);
          await row.hover();
          await row.getByRole('button', { name: action }).click();
        };
        await workbench.openContainer(CONTAINER);
        await view.row(QUEUE).waitFor();
        for (const other of [/orders-ledger/, /orders-mail/]) await view.collapse(other);
        await view.rows.filter({ hasText: WAITING }).nth(2).waitFor();
        assert.equal(await view.rows.filter({ hasText: WAITING }).count(), 3);
        await screenshot('1-waiting');

        await inline(0, /Debug Failed Batch/);
        await dialog.filter({ hasText: 'TABLE_NAME' }).waitFor();
        await screenshot('2-environment');
        await dialog.getByRole('button', { name: 'Use the Deployed Values' }).click();
        const stop = await debugging.waitUntilStopped();
        assert.equal(stop.file, 'src/handler.ts');
        await debugging.expandScopesUntil(/^event\b/);
        await debugging.expandVariable(/^event\b/);
        assert.match(await debugging.readVariable(/^Records\b/), /\(50\)/);
        await screenshot('3-in-the-handler');

        await debugging.continue();
        await workbench.openContainer(CONTAINER);
        await replays.row(/Batch 1 · 50 records.*waiting for a fix/).waitFor();
        await screenshot('4-failing-line');

        await inline(1, /Find Poison Record/);
        await quickInput.choose('Warm process (fast)');
        const [, range] = orders.ranges;
        assert.ok(range);
        await toasts.filter({ hasText: range.poisonPk }).first().waitFor();
        await page.locator('.tab').filter({ hasText: 'Poison records' }).waitFor();
        await screenshot('5-poison-record');

        await replays.open(/lineTotal/, page.locator('.tab.active').filter({ hasText: 'order-totals.ts' }));
        await page.getByText(/Ln 31, Col/).waitFor();
        await editor.replaceCurrentLine('const unitPrice = Number(line.unitPrice?.N ?? 0);');
        await editor.save();
        await replays.row(/Batch 1 · 50 records.*succeeded/).waitFor();
        await debugging.toolbar.waitFor({ state: 'hidden' });
        await screenshot('6-fixed');

        const deployed = await deployOrders(cloud, 'orders', { folder });
        await view.chooseFromContextMenu(QUEUE, 'Redrive All to Lambda…');
        await dialog.filter({ hasText: /150 records of 3 batches/ }).waitFor();
        await screenshot('7-redrive');
        await dialog.getByRole('button', { name: 'Redrive, Stop at First Failure' }).click();
        await toasts.filter({ hasText: '150 of 150 records' }).first().waitFor();
        await view.row('Nothing waits here').waitFor();
        await screenshot('8-redriven');
        assert.equal(await messagesLeft(cloud, orders.queue.destinationArn), 0);
        assert.deepEqual(
          deployed.handled(),
          orders.ranges.flatMap(({ sequenceNumbers }) => sequenceNumbers),
        );
      },
      {
        name: 'failed-batch',
        settings: {
          'streamTriggers.connections': [
            { name: 'Test cloud', endpointUrl: cloud.endpoint, region: 'eu-west-1' },
          ],
        },
        env: () => ({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }),
        prepare: (folder) => writeFile(path.join(folder, 'template.yaml'), handlerTemplate(['orders'])),
      },
    );
  });
});
