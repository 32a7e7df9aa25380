/** A live stream as its user sees it: F5, an item is written, and the handler stands on the breakpoint with it. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { startLocalDynamoDb } from '../support/local-dynamodb/local-dynamodb.ts';
import { writeLaunchJson } from './launch-json.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createStreamTable } from './stream-table.mjs';

const handler = `exports.handler = async ({ Records }) => {
  for (const record of Records) {
    console.log('came', record.dynamodb.Keys.pk.S);
  }
};
`;
const BREAKPOINT_LINE = 3;

describe('F5 on a table', () => {
  /** @type {import('../support/local-dynamodb/local-dynamodb.ts').LocalDynamoDb} */
  let local;
  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot);
  });
  after(() => local.stop());

  it('stops at the breakpoint for the chosen item only, written while the session runs', async () => {
    const table = await createStreamTable(local.endpoint, 'Parcels');
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput, editor, debugging } = workbench;
        await quickInput.openFile('live/handler.js', BREAKPOINT_LINE);
        await editor.setBreakpointHere();
        await page.keyboard.press('F5');
        await page
          .getByText(/Waiting for records from now on/)
          .first()
          .waitFor();
        await page
          .getByText(/Shard .*: read from LATEST/)
          .first()
          .waitFor();
        await screenshot('1-waiting');

        await table.putItems(0, 10);
        assert.deepEqual(await debugging.waitUntilStopped(), {
          file: 'live/handler.js',
          line: BREAKPOINT_LINE,
        });
        await debugging.expandScopesUntil(/^record\b/);
        await debugging.expandVariable(/^record\b/);
        assert.match(await debugging.readVariable(/^eventName\b/), /INSERT/);
        await screenshot('2-stopped');

        await debugging.continue();
        await workbench.openContainer('DynamoDB Stream Triggers');
        await workbench
          .view('Replays')
          .row(/1 record.*succeeded/)
          .first()
          .waitFor();
        await page.getByText('came item-9').first().waitFor();
        await screenshot('3-went-on');
        await page.keyboard.press('Shift+F5');
        await debugging.toolbar.waitFor({ state: 'hidden' });
      },
      {
        name: 'live',
        prepare: async (folder) => {
          const live = path.join(folder, 'live');
          await mkdir(live);
          await writeFile(path.join(live, 'package.json'), '{}');
          await writeFile(path.join(live, 'handler.js'), handler);
          await writeLaunchJson(folder, {
            handler: 'live/handler.handler',
            table: table.name,
            region: 'eu-west-1',
            endpointUrl: local.endpoint,
            stopOn: { key: { pk: 'item-7' } },
          });
        },
      },
    );
  });
});
