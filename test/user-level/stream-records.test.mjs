/** By keyboard against DynamoDB Local: a stream is turned on, its records are looked at and kept, its view type is changed. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DynamoDBClient, PutItemCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { startLocalDynamoDb } from '../support/local-dynamodb/local-dynamodb.ts';
import { inSampleWindow } from './sample-window.mjs';
import { createStreamTable } from './stream-table.mjs';

const CATEGORY = 'DynamoDB Stream Triggers';

describe('a table', () => {
  /** @type {import('../support/local-dynamodb/local-dynamodb.ts').LocalDynamoDb} */
  let local;
  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot);
  });
  after(() => local.stop());

  it('gets a stream, whose records are shown as differences and kept as a captured batch', async () => {
    const table = await createStreamTable(local.endpoint, 'Parcels');
    const client = new DynamoDBClient({
      endpoint: local.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(
      new UpdateTableCommand({ TableName: table.name, StreamSpecification: { StreamEnabled: false } }),
    );
    const put = (/** @type {string} */ status) =>
      client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: { pk: { S: 'parcel-7' }, status: { S: status }, weight: { N: '12.5' } },
        }),
      );
    await inSampleWindow(
      async ({ folder, workbench, page, screenshot }) => {
        const { quickInput } = workbench;
        await workbench.openContainer(CATEGORY);
        await workbench
          .view('Captured Batches')
          .row(/1-orders-placed\.json/)
          .waitFor();

        await quickInput.runCommand(`${CATEGORY}: Turn Stream On…`);
        await quickInput.acceptRow(table.name);
        await quickInput.rows.filter({ hasText: 'KEYS_ONLY' }).first().waitFor();
        await screenshot('1-view-types');
        await page.keyboard.press('Enter');
        await page.getByText('The stream of table "Parcels" is on').first().waitFor();
        await put('ordered');
        await put('shipped');

        await quickInput.runCommand(`${CATEGORY}: Show Records…`);
        await quickInput.acceptRow(table.name);
        await quickInput.rows.filter({ hasText: 'The last records' }).first().waitFor();
        await screenshot('2-which');
        await page.keyboard.press('Enter');
        await quickInput.box.getByText('How many records?').first().waitFor();
        await page.keyboard.press('Enter');
        await quickInput.rows.filter({ hasText: 'MODIFY parcel-7' }).first().waitFor();
        await page.keyboard.press('ArrowDown');
        await quickInput.rows.and(page.locator('.focused')).filter({ hasText: 'MODIFY' }).waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.monaco-diff-editor').getByText('shipped').first().waitFor();
        await page.locator('.monaco-diff-editor').getByText('ordered').first().waitFor();
        await screenshot('3-difference');

        await quickInput.runCommand(`${CATEGORY}: Show Records…`);
        await quickInput.acceptRow(table.name);
        await quickInput.acceptRow('Back to the 2 records of before');
        await quickInput.rows.filter({ hasText: 'MODIFY parcel-7' }).first().waitFor();

        await quickInput.box.getByRole('button', { name: 'Save These Records' }).click();
        await page.getByText('2 records are in the captured batch').first().waitFor();
        await workbench
          .view('Captured Batches')
          .row(/Parcels-/)
          .waitFor();
        await screenshot('4-captured');
        const captures = path.join(folder, '.stream-triggers', 'captures');
        const [name] = (await readdir(captures)).filter((file) => file.startsWith('Parcels-'));
        const event = JSON.parse(await readFile(path.join(captures, String(name)), 'utf8'));
        assert.deepEqual(
          event.Records.map((/** @type {{ eventName: string }} */ { eventName }) => eventName),
          ['INSERT', 'MODIFY'],
        );

        await quickInput.runCommand(`${CATEGORY}: Change View Type…`);
        await quickInput.acceptRow(table.name);
        await quickInput.rows.filter({ hasText: 'KEYS_ONLY' }).first().waitFor();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog');
        await dialog.getByText('from NEW_AND_OLD_IMAGES to NEW_IMAGE?').waitFor();
        await screenshot('5-change');
        await dialog.getByRole('button', { name: 'Change View Type' }).click();
        await page.getByText('Table "Parcels" has a new stream: NEW_IMAGE').first().waitFor();
        await workbench
          .view('Tables and Triggers')
          .row(/Parcels.*NEW_IMAGE/)
          .waitFor();
        await screenshot('6-changed');
      },
      {
        name: 'stream-records',
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
