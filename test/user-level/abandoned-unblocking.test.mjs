/** A shard that was being unblocked when the extension host was killed: its trigger does not keep the options for the time being. */
import assert from 'node:assert/strict';
import {
  CreateEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { killExtensionHost } from './extension-host.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createFunction, failOrders, setUpClient, startLocalAws } from './test-cloud.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';

/** After a window's last word that it works at a trigger others wait for a minute. */
const LIMIT_MS = 240_000;
const ABANDONED_MS = 90_000;

const DELIVERING = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      Resource: '*',
    },
    { Effect: 'Allow', Action: ['dynamodb:ListStreams', 'sqs:SendMessage'], Resource: '*' },
  ],
};

describe('a shard that is unblocked', function () {
  this.timeout(LIMIT_MS);
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  before(async () => {
    cloud = await startLocalAws(repositoryRoot);
  });
  after(() => cloud.stop());

  it('has its old options back by one click after the window was lost', async () => {
    const orders = await failOrders(cloud, { writes: 50, batchSize: 10, failingBatches: [1] });
    await createFunction(cloud, 'orders-stuck', { policies: [DELIVERING] });
    const lambda = new LambdaClient(setUpClient(cloud));
    const { UUID } = await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'orders-stuck',
        EventSourceArn: orders.streamArn,
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        MaximumRetryAttempts: 7,
      }),
    );
    assert.ok(UUID);
    cloud.mappings.settle();
    cloud.mappings.change(UUID, { LastProcessingResult: 'PROBLEM: Function call failed' });
    cloud.cloudWatch.setIteratorAge('orders-stuck', 1000);
    const options = async () => {
      const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
      return [
        mapping.MaximumRetryAttempts,
        mapping.BisectBatchOnFunctionError,
        mapping.DestinationConfig?.OnFailure?.Destination,
      ];
    };
    const before = await options();
    await inSampleWindow(
      async ({ host, workbench, page, screenshot }) => {
        const { dialog, quickInput, toasts } = workbench;
        const view = workbench.view('Failed Batches');
        const stuck = /orders-stuck/;
        await workbench.openContainer(CONTAINER);
        await view.row(stuck).waitFor();
        await view.chooseFromContextMenu(stuck, 'Unblock Shard…');
        await dialog.getByRole('button', { name: 'Read It', exact: true }).click();
        await quickInput.fillIn(/Where shall Lambda report/, orders.queue.destinationArn);
        await dialog.filter({ hasText: 'Let trigger' }).waitFor();
        await screenshot('1-agreed');
        await dialog.getByRole('button', { name: 'Unblock Shard', exact: true }).click();
        while ((await options())[0] === 7) await new Promise((resolve) => setTimeout(resolve, 200));
        await screenshot('2-unblocking');
        killExtensionHost(host.server.pid);
        await page.reload();
        const offer = toasts.filter({ hasText: 'still has the options of Unblock Shard' });
        await offer.first().waitFor({ timeout: ABANDONED_MS });
        assert.deepEqual(await options(), [1, true, orders.queue.destinationArn]);
        await screenshot('3-offered');
        await offer.getByRole('button', { name: 'Put the Old Options Back' }).click();
        await toasts.filter({ hasText: 'Its old options are back' }).first().waitFor();
        await screenshot('4-back');
        assert.deepEqual(await options(), before);
      },
      {
        name: 'abandoned-unblocking',
        mayLoseExtensionHost: true,
        settings: {
          'streamTriggers.connections': [
            { name: 'Test cloud', endpointUrl: cloud.endpoint, region: 'eu-west-1' },
          ],
        },
        env: () => ({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }),
      },
    );
  });
});
