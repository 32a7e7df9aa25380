/** "Record Stream…" by keyboard against DynamoDB Local, and what becomes of a recording whose extension host dies. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { startLocalDynamoDb } from '../support/local-dynamodb/local-dynamodb.ts';
import { killExtensionHost } from './extension-host.mjs';
import { createStreamTable } from './stream-table.mjs';
import { inSampleWindow } from './sample-window.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';

describe('a stream', () => {
  /** @type {import('../support/local-dynamodb/local-dynamodb.ts').LocalDynamoDb} */
  let local;
  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot);
  });
  after(() => local.stop());

  it('is recorded step by step, goes on after the extension host was killed, and has each record once', async () => {
    const table = await createStreamTable(local.endpoint, 'Parcels');
    await table.putItems(0, 40);
    await inSampleWindow(
      async ({ folder, host, workbench, page, screenshot }) => {
        const { quickInput } = workbench;
        await workbench.openContainer(CONTAINER);
        const view = workbench.view('Captured Batches');
        await view.row(/1-orders-placed\.json/).waitFor();

        // The button can be pressed when the window knows that the folder is trusted.
        await view.row(/1-orders-placed/).hover();
        await view.pane.getByRole('button', { name: 'Record Stream…' }).click();
        await quickInput.box.getByText('Record Stream (1/').first().waitFor();
        await quickInput.input.pressSequentially(table.name);
        await quickInput.acceptRow(table.name);
        await quickInput.rows.filter({ hasText: 'Everything still in the stream' }).first().waitFor();
        await screenshot('1-begin');
        await page.keyboard.press('ArrowDown');
        await quickInput.acceptRow('Everything still in the stream');
        await quickInput.rows.filter({ hasText: 'When I stop it' }).first().waitFor();
        await screenshot('2-end');
        await page.keyboard.press('Enter');
        await quickInput.box.getByText('Only records that match').first().waitFor();
        await quickInput.input.pressSequentially('{"eventName": "INSERT"}');
        await quickInput.box.getByText('Invalid filter pattern definition').first().waitFor();
        await screenshot('3-filter');
        await quickInput.input.fill('{"eventName": ["INSERT"]}');
        await page.keyboard.press('Enter');
        await quickInput.rows.filter({ hasText: 'can be read in any editor' }).first().waitFor();
        await page.keyboard.press('Enter');

        await view.row(/Recording Parcels.*40 records/).waitFor();
        await page.locator('.statusbar-item').filter({ hasText: 'Parcels: 40 records' }).first().waitFor();
        await table.putItems(40, 80);
        await view.row(/Recording Parcels.*80 records/).waitFor();
        await screenshot('4-recording');

        // What is more than a second old is on the disk; the extension host can't say good-bye.
        await untilRecorded(folder, 80);
        killExtensionHost(host.server.pid);
        await table.putItems(80, 100);
        await view.row(/Recording Parcels.*interrupted.*80 records/).waitFor();
        await screenshot('5-interrupted');
        await view.chooseFromContextMenu(/interrupted/, 'Resume Recording');
        await view.row(/Recording Parcels.*100 records/).waitFor();
        await view.chooseFromContextMenu(/Recording Parcels/, 'Stop Recording');
        await view.row(/Parcels-.*\.jsonl.*100 records/).waitFor();
        await screenshot('6-capture');

        const keys = (await recordedKeys(folder)).sort();
        assert.deepEqual(keys, [...table.keys(0, 100)].sort());
      },
      {
        name: 'recording',
        mayLoseExtensionHost: true,
        // Where AWS is belongs to the machine: a remote window reads it from the workspace or from machine settings.
        prepare: async (opened) => {
          await mkdir(path.join(opened, '.vscode'), { recursive: true });
          await writeFile(
            path.join(opened, '.vscode', 'settings.json'),
            JSON.stringify({
              'streamTriggers.endpointUrl': local.endpoint,
              'streamTriggers.region': 'eu-west-1',
            }),
          );
        },
      },
    );
  });
});

/**
 * @param {string} folder
 * @param {number} count
 */
async function untilRecorded(folder, count) {
  while ((await recordedKeys(folder)).length < count) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} keys of the whole records in the recording or capture of the table
 */
async function recordedKeys(folder) {
  const captures = path.join(folder, '.stream-triggers', 'captures');
  const [name] = (await readdir(captures)).filter((file) => file.startsWith('Parcels-'));
  assert.ok(name, 'there is a recording');
  const lines = (await readFile(path.join(captures, name), 'utf8')).split('\n').slice(1, -1);
  return lines.map((line) => JSON.parse(line).record.dynamodb.Keys.pk.S);
}
