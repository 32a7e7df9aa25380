/** Whose endpoints are asked: what a folder's settings say counts only once the folder is trusted. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createTable, startLocalAws } from './test-cloud.mjs';

const CATEGORY = 'DynamoDB Stream Triggers';

describe('the settings of a folder', () => {
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  /** @type {import('node:http').Server} */
  let ofFolder;
  /** @type {Promise<void>} */
  let isAsked;
  let questions = 0;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot);
    await createTable(cloud, 'Orders');
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    questions = 0;
    isAsked = new Promise((resolve) => {
      ofFolder = createServer((_request, response) => {
        questions += 1;
        response.writeHead(500).end();
        resolve();
      });
    });
    await new Promise((resolve) => ofFolder.listen(0, '127.0.0.1', () => resolve(undefined)));
  });
  afterEach(async () => {
    ofFolder.closeAllConnections();
    await new Promise((resolve) => ofFolder.close(resolve));
  });

  const options = () => ({
    env: (/** @type {string} */ folder) => ({
      AWS_CONFIG_FILE: path.join(folder, '..', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, '..', 'credentials'),
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    }),
    prepare: async (/** @type {string} */ folder) => {
      const address = ofFolder.address();
      assert.ok(address !== null && typeof address === 'object');
      const endpointUrl = `http://127.0.0.1:${address.port}`;
      await mkdir(path.join(folder, '.vscode'), { recursive: true });
      await writeFile(
        path.join(folder, '.vscode', 'settings.json'),
        JSON.stringify({
          'streamTriggers.endpointUrl': endpointUrl,
          'streamTriggers.region': 'us-east-1',
          // Those two are never a folder's to say.
          'streamTriggers.connections': [{ name: 'of the folder', endpointUrl }],
          'streamTriggers.productionPattern': '',
        }),
      );
    },
  });

  it('name no endpoint while it is not trusted: the person’s own tables are browsed', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        await workbench.openContainer(CATEGORY);
        await workbench
          .view('Tables and Triggers')
          .row(/^Orders/)
          .waitFor();
        const item = page.locator('.statusbar-item').filter({ hasText: 'eu-west-1' });
        await item.waitFor();
        const { host } = new URL(cloud.endpoint);
        assert.equal((await item.innerText()).trim(), `${host} · eu-west-1`);
        await screenshot('1-browsed');
        assert.equal(questions, 0, 'the folder’s endpoint was asked');
      },
      { name: 'connections-restricted', isRestricted: true, ...options() },
    );
  });

  it('name an endpoint once it is trusted, but no connections', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        await workbench.openContainer(CATEGORY);
        await isAsked;
        await page.locator('.statusbar-item').filter({ hasText: 'us-east-1' }).waitFor();
        await screenshot('1-asked');
        assert.equal(await page.getByText('of the folder').count(), 0);
      },
      { name: 'connections-trusted', ...options() },
    );
  });
});
