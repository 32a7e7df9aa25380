/**
 * Failed batches while the extension host is killed between any two steps: nothing is lost, and nothing that succeeded is
 * done again.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { killExtensionHost } from './extension-host.mjs';
import { inSampleWindow } from './sample-window.mjs';
import {
  deployOrders,
  failOrders,
  handlerTemplate,
  mendHandler,
  messagesLeft,
  startLocalAws,
} from './test-cloud.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';

/** Windows are opened again and again. */
const LIMIT_MS = 480_000;

describe('failed batches', function () {
  this.timeout(LIMIT_MS);
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  beforeEach(async () => {
    cloud = await startLocalAws(repositoryRoot);
  });
  afterEach(() => cloud.stop());

  const options = (/** @type {string} */ name) => ({
    name,
    mayLoseExtensionHost: true,
    env: (/** @type {string} */ folder) => ({
      AWS_CONFIG_FILE: path.join(folder, '..', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, '..', 'credentials'),
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    }),
    prepare: (/** @type {string} */ folder) =>
      writeFile(
        path.join(folder, 'template.yaml'),
        handlerTemplate(['orders', 'orders-ledger', 'orders-mail']),
      ),
  });

  it('are found and saved after a look, a fetch and a save that were killed', async () => {
    const orders = await failOrders(cloud);
    await inSampleWindow(async ({ folder, host, workbench, page, screenshot }) => {
      await page.setViewportSize({ width: 1440, height: 1600 });
      const view = workbench.view('Failed Batches');
      const queue = view.row(/orders:live/);
      const waiting = view.rows.filter({ hasText: /left.*retries used up/ });
      const kill = () => killExtensionHost(host.server.pid);
      const restart = async () => {
        await page.reload();
        // The side bar is as it was.
        await queue.waitFor();
      };
      // Received, and not given back.
      const killed = new Promise((resolve) =>
        cloud.disturbances.loseAnswer('sqs:ReceiveMessage', () => resolve(kill())),
      );
      await workbench.openContainer(CONTAINER);
      await killed;
      await screenshot('1-killed-in-a-look');
      await restart();
      assert.equal(await messagesLeft(cloud, orders.queue.destinationArn), 3);

      // Fetched, and not saved.
      const [notification = ''] = orders.notifications;
      await page.evaluate((text) => navigator.clipboard.writeText(text), notification);
      await workbench.quickInput.runCommand(`${CONTAINER}: Open Failed Batch From Clipboard`);
      await waiting.first().waitFor();
      await screenshot('2-opened');
      const killedAgain = new Promise((resolve) =>
        cloud.disturbances.loseAnswer('dynamodb:GetRecords', () => resolve(kill())),
      );
      await view.chooseFromContextMenu(/left.*retries used up/, 'Save as Captured Batch');
      await killedAgain;
      await screenshot('3-killed-in-a-fetch');
      await restart();
      assert.deepEqual(await savedBatches(folder), []);
      await view.chooseFromContextMenu(/left.*retries used up/, 'Save as Captured Batch');
      await untilSaved(folder, 1);

      // Of three in the queue the first is saved. What the look that was killed has hidden comes back by itself.
      await cloud.sqs.showHidden();
      const refresh = view.pane.getByRole('button', { name: 'Refresh Failed Batches' });
      while ((await waiting.count()) < 4) {
        await view.pane.hover();
        await refresh.click();
        // A look takes its time, and the next click begins another one.
        await waiting
          .nth(3)
          .waitFor({ timeout: 8000 })
          .catch(() => undefined);
      }
      await screenshot('4-visible-again');
      // The first is saved, the second is being fetched.
      const firstFetch = cloud.disturbances.hold('dynamodb:GetRecords');
      await view.chooseFromContextMenu(/orders:live/, 'Save All Before They Expire');
      await firstFetch.reached;
      const secondFetch = cloud.disturbances.hold('dynamodb:GetRecords');
      firstFetch.letGo();
      await secondFetch.reached;
      await untilSaved(folder, 2);
      kill();
      secondFetch.cutOff();
      await restart();
      assert.equal((await savedBatches(folder)).length, 2);
      cloud.calls.clear();
      await view.chooseFromContextMenu(/orders:live/, 'Save All Before They Expire');
      await untilSaved(folder, 4);
      await screenshot('5-all-saved');
      assert.equal(cloud.calls.count('dynamodb:GetShardIterator'), 2);
      const [first, second, third] = orders.ranges.map(({ sequenceNumbers }) => sequenceNumbers.join());
      const saved = (await savedBatches(folder)).map((sequenceNumbers) => sequenceNumbers.join());
      assert.deepEqual(saved.sort(), [first, first, second, third]);
      assert.equal(await messagesLeft(cloud, orders.queue.destinationArn), 3);
    }, options('failed-batch-kills'));
  });

  it('are redriven once each although it was killed between batches, and between answer and deletion', async () => {
    const orders = await failOrders(cloud);
    const { destinationArn } = orders.queue;
    const [first, second, third] = orders.ranges.map(({ sequenceNumbers }) => sequenceNumbers);
    assert.ok(first && second && third);
    await inSampleWindow(async ({ folder, host, workbench, page, screenshot }) => {
      await page.setViewportSize({ width: 1440, height: 1600 });
      mendHandler(folder);
      const deployed = await deployOrders(cloud, 'orders', { folder });
      const view = workbench.view('Failed Batches');
      const resume = async () => {
        killExtensionHost(host.server.pid);
        await page.reload();
        await cloud.sqs.showHidden();
        await workbench.toasts.getByRole('button', { name: 'Resume Redrive' }).click();
      };
      await workbench.openContainer(CONTAINER);
      await view.row(/left.*used up/).waitFor();

      // The first batch is through, the second is being sent.
      const firstCall = cloud.disturbances.hold('lambda:InvokeFunction');
      await view.chooseFromContextMenu(/orders:live/, 'Redrive All to Lambda…');
      await workbench.dialog.filter({ hasText: 'Send 150 records of 3 batches' }).waitFor();
      await screenshot('6-redrive');
      await workbench.dialog.getByRole('button', { name: 'Redrive, Stop at First Failure' }).click();
      await firstCall.reached;
      const secondCall = cloud.disturbances.hold('lambda:InvokeFunction');
      firstCall.letGo();
      await secondCall.reached;
      assert.deepEqual(deployed.handled(), first);
      assert.equal(await messagesLeft(cloud, destinationArn), 2);
      const deletion = cloud.disturbances.hold('sqs:DeleteMessage');
      secondCall.cutOff();
      await resume();
      // Nobody can tell whether the function has run; its log says that it has not.
      await workbench.dialog.filter({ hasText: 'handled records 1 to 50' }).waitFor();
      await screenshot('7-resumed');
      await workbench.dialog.getByRole('button', { name: 'Send Again' }).click();

      // The second batch has succeeded, its message is still there.
      await deletion.reached;
      assert.deepEqual(deployed.handled(), [...first, ...second]);
      deletion.cutOff();
      await resume();
      await workbench.toasts.filter({ hasText: 'Redriven to function' }).first().waitFor();
      await screenshot('8-redriven');
      assert.deepEqual(deployed.handled(), [...first, ...second, ...third]);
      assert.equal(await messagesLeft(cloud, destinationArn), 0);
      const qualifiers = cloud.functions.invocations('orders').map(({ qualifier }) => qualifier);
      assert.deepEqual(qualifiers, ['live', 'live', 'live']);
    }, options('failed-batch-kills'));
  });
});

/**
 * @param {string} folder
 * @returns {Promise<string[][]>} the sequence numbers of each capture
 */
async function savedBatches(folder) {
  const failed = path.join(folder, '.stream-triggers', 'captures', 'failed');
  const names = await readdir(failed).catch(() => /** @type {string[]} */ ([]));
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => {
        const { payload } = JSON.parse(await readFile(path.join(failed, name), 'utf8'));
        const { Records } = JSON.parse(payload);
        return Records.map(
          (/** @type {{ dynamodb: { SequenceNumber: string } }} */ record) => record.dynamodb.SequenceNumber,
        );
      }),
  );
}

/**
 * @param {string} folder
 * @param {number} count
 */
async function untilSaved(folder, count) {
  while ((await savedBatches(folder)).length < count) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
