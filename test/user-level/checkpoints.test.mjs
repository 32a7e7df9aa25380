/** The view "Live Checkpoints": what a live session leaves, rewound and forgotten by mouse. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { startLocalDynamoDb } from '../support/local-dynamodb/local-dynamodb.ts';
import { writeLaunchJson } from './launch-json.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createStreamTable } from './stream-table.mjs';

describe('the checkpoints of a live session', () => {
  /** @type {import('../support/local-dynamodb/local-dynamodb.ts').LocalDynamoDb} */
  let local;
  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot);
  });
  after(() => local.stop());

  it('are shown while it runs, and can be rewound and forgotten when it has ended', async () => {
    const table = await createStreamTable(local.endpoint, 'Letters');
    await table.putItems(0, 5);
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        await workbench.quickInput.openFile('live/handler.js');
        await page.keyboard.press('Control+F5');
        await workbench.debugging.toolbar.waitFor();
        await workbench.openContainer('DynamoDB Stream Triggers');
        await page.getByRole('button', { name: 'Live Checkpoints Section' }).click();
        const view = workbench.view('Live Checkpoints');
        await view.row(/orders.*Letters · 1 shard/).waitFor();
        await view.row(/shardId-.*after \d+/).waitFor();
        await screenshot('1-session');

        await view.chooseFromContextMenu(/orders/, 'Forget Checkpoints');
        await workbench.toasts.filter({ hasText: 'stop it first' }).first().waitFor();
        await page.keyboard.press('Shift+F5');
        await workbench.debugging.toolbar.waitFor({ state: 'hidden' });

        await view.chooseFromContextMenu(/shardId-/, 'Rewind to…');
        await workbench.quickInput.rows.filter({ hasText: 'Oldest record' }).first().waitFor();
        await screenshot('2-rewind');
        await page.keyboard.press('Enter');
        await view.row(/orders.*0 shards/).waitFor();

        await view.chooseFromContextMenu(/orders/, 'Forget Checkpoints');
        await workbench.dialog.getByRole('button', { name: 'Forget' }).click();
        await view.pane.getByText('remembers here how far').waitFor();
        await screenshot('3-forgotten');
      },
      {
        name: 'checkpoints',
        prepare: async (folder) => {
          const live = path.join(folder, 'live');
          await mkdir(live);
          await writeFile(path.join(live, 'package.json'), '{}');
          await writeFile(path.join(live, 'handler.js'), 'exports.handler = async () => {};\n');
          await writeLaunchJson(folder, {
            handler: 'live/handler.handler',
            table: table.name,
            region: 'eu-west-1',
            endpointUrl: local.endpoint,
            startingPosition: 'TRIM_HORIZON',
          });
        },
      },
    );
  });
});
