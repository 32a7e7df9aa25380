/** By keyboard against the test cloud: a trigger as JSON, a warning and its quick fix, what will change, applied. */
import assert from 'node:assert/strict';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createFunction, createTable, setUpClient, startLocalAws } from './test-cloud.mjs';

const CATEGORY = 'DynamoDB Stream Triggers';

describe('a trigger as JSON', () => {
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  before(async () => {
    cloud = await startLocalAws(repositoryRoot);
  });
  after(() => cloud.stop());

  it('is edited with a better choice in one click, compared and applied', async () => {
    const { streamArn } = await createTable(cloud, 'Orders');
    await createFunction(cloud, 'project-order');
    const lambda = new LambdaClient(setUpClient(cloud));
    await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'project-order',
        EventSourceArn: streamArn,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    cloud.mappings.settle();
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput } = workbench;
        await workbench.openContainer(CATEGORY);
        await quickInput.runCommand(`${CATEGORY}: Edit Trigger As JSON`);
        await quickInput.acceptRow('project-order');
        await page.getByRole('tab', { name: /Orders → project-order\.trigger\.json/ }).waitFor();
        await page.locator('.squiggly-warning').first().waitFor();
        await screenshot('1-opened');

        // To the next finding, and its first quick fix.
        await page.keyboard.press('F8');
        await page.getByText('holds up its shard').first().waitFor();
        await page.keyboard.press('Escape');
        await workbench.editor.showQuickFix('Retry 10 times and split a failing batch');
        await screenshot('2-better-choice');
        await page.keyboard.press('Enter');
        await page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });

        await page.keyboard.press('Control+S');
        const dialog = page.getByRole('dialog').filter({ hasText: 'Apply this to trigger' });
        await dialog.getByText('MaximumRetryAttempts: -1 → 10').waitFor();
        // The mark of a document that is not applied.
        const unapplied = page.locator('.tab .monaco-icon-label[class*="itemBadge"]');
        await unapplied.waitFor();
        await screenshot('3-what-will-change');
        await page.keyboard.press('Enter');
        await page
          .getByText(/Trigger Orders → project-order is changed/)
          .first()
          .waitFor();
        await unapplied.waitFor({ state: 'detached' });
        await screenshot('4-applied');
        const [mapping] = cloud.mappings.mappings;
        assert.equal(mapping?.MaximumRetryAttempts, 10);
        assert.equal(mapping.BisectBatchOnFunctionError, true);
      },
      {
        name: 'trigger-documents',
        settings: {
          'streamTriggers.connections': [{ name: 'Cloud', region: 'eu-west-1', endpointUrl: cloud.endpoint }],
        },
        env: () => ({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }),
      },
    );
  });
});
