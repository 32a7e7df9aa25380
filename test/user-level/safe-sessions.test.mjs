/** What must not go wrong: whose credentials a handler gets, what is left when the window closes, several folders. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { inRepository } from '../host/set-up/repository.mjs';
import { listProcesses } from '../host/process-table.mjs';
import { writeLaunchJson } from './launch-json.mjs';
import { inSampleWindow } from './sample-window.mjs';

const STS_ANSWER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:sts::444455556666:assumed-role/orders-admin/me</Arn><UserId>X</UserId><Account>444455556666</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

describe('a session with an AWS profile', () => {
  it('says whose credentials they are, and asks first when they look like production', async () => {
    const sts = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/xml').end(STS_ANSWER);
    });
    await new Promise((resolve) => sts.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = sts.address();
    assert.ok(address !== null && typeof address === 'object');
    try {
      await inSampleWindow(
        async ({ workbench, page, screenshot }) => {
          const { quickInput, debugging, dialog } = workbench;
          await quickInput.openFile('src/handler.ts');
          await page.keyboard.press('F5');
          await dialog.getByText(/"shop-prod" looks like production/).waitFor();
          await screenshot('1-asked');
          await dialog.getByRole('button', { name: 'Cancel' }).click();
          await debugging.toolbar.waitFor({ state: 'hidden' });
          const identity = /shop-prod: account 444455556666, arn:aws:sts::444455556666:assumed-role/;
          await debugging.consoleRows.filter({ hasText: identity }).first().waitFor();
          const lines = await debugging.consoleLines();
          assert.match(lines[0] ?? '', identity);
          assert.equal(lines.length, 1, 'nothing ran');

          await page.keyboard.press('F5');
          await dialog.getByRole('button', { name: 'Replay Against Production' }).click();
          await debugging.consoleRows
            .filter({ hasText: /✓ Batch 1/ })
            .first()
            .waitFor();
          await screenshot('2-agreed');
        },
        {
          name: 'profile',
          env: (folder) => ({
            AWS_SHARED_CREDENTIALS_FILE: path.join(folder, '..', 'credentials'),
            AWS_CONFIG_FILE: path.join(folder, '..', 'config'),
            AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${address.port}`,
          }),
          prepare: async (folder) => {
            await writeFile(
              path.join(folder, '..', 'credentials'),
              '[shop-prod]\naws_access_key_id = AKIAPROD\naws_secret_access_key = secret\n',
            );
            await writeFile(path.join(folder, '..', 'config'), '');
            await writeLaunchJson(folder, {
              captures: ['.stream-triggers/captures/1-orders-placed.json'],
              awsProfile: 'shop-prod',
            });
          },
        },
      );
    } finally {
      sts.closeAllConnections();
      await new Promise((resolve) => sts.close(resolve));
    }
  });
});

describe('a window that is closed while a handler stands at a breakpoint', () => {
  it('takes the handler’s processes with it', async () => {
    let folderOfWindow = '';
    await inSampleWindow(
      async ({ folder, workbench, page }) => {
        folderOfWindow = path.dirname(folder);
        const { quickInput, editor, debugging } = workbench;
        await quickInput.openFile('src/handler.ts', 12);
        await editor.setBreakpointHere();
        await page.keyboard.press('F5');
        await quickInput.rows.filter({ hasText: 'DynamoDB Stream' }).first().waitFor();
        await quickInput.choose('DynamoDB Stream');
        await debugging.waitUntilStopped();
        assert.ok(handlerProcesses(folderOfWindow).length > 0, 'the handler runs');
      },
      { name: 'closed' },
    );
    // The extension host has a moment to end them; what it leaves, the process guard ends.
    for (let tries = 0; tries < 600 && handlerProcesses(folderOfWindow).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(handlerProcesses(folderOfWindow), []);
  });
});

describe('a folder that is not trusted', () => {
  it('shows its captures and runs nothing', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        await page.getByText('Restricted Mode').first().waitFor();
        await workbench.openContainer('DynamoDB Stream Triggers');
        const captured = workbench.view('Captured Batches');
        await captured.expand(/2-order-with-gift\.json/);
        await captured.row(/MODIFY ORDER#1004/).waitFor();
        await captured.row(/2-order-with-gift\.json/).click({ button: 'right' });
        const debug = page.getByRole('menuitem', { name: 'Debug', exact: true });
        await debug.waitFor();
        await screenshot('1-captures');
        assert.match((await debug.getAttribute('class')) ?? '', /disabled/);
        await page.keyboard.press('Escape');
        await workbench.quickInput.openFile('src/handler.ts');
        await page.keyboard.press('F5');
        await workbench.dialog.getByText(/trust/i).first().waitFor();
        await screenshot('2-asked');
      },
      { name: 'restricted', isRestricted: true },
    );
  });
});

describe('a folder whose only capture is a long one', () => {
  it('is replayed by F5 like any other', async () => {
    await inSampleWindow(
      async ({ workbench, page }) => {
        const { quickInput, debugging } = workbench;
        await quickInput.openFile('src/handler.ts');
        await page.keyboard.press('F5');
        await quickInput.rows.filter({ hasText: 'DynamoDB Stream' }).first().waitFor();
        await quickInput.choose('DynamoDB Stream');
        await debugging.consoleRows
          .filter({ hasText: /✗ Batch 1 of whole-day\.jsonl \(50 records\)/ })
          .first()
          .waitFor();
      },
      {
        name: 'long',
        prepare: async (folder) => {
          const captures = path.join(folder, '.stream-triggers', 'captures');
          for (const file of await readdir(captures))
            if (file.endsWith('.json')) await rm(path.join(captures, file));
        },
      },
    );
  });
});

describe('a machine without Node', () => {
  it('replays the sample with VS Code’s own, and says so', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput, debugging } = workbench;
        await workbench.editor.breakpoints.first().waitFor();
        await page.keyboard.press('F5');
        await quickInput.rows.filter({ hasText: 'DynamoDB Stream' }).first().waitFor();
        await quickInput.choose('DynamoDB Stream');
        assert.deepEqual(await debugging.waitUntilStopped(), { file: 'src/handler.ts', line: 12 });
        await debugging.consoleRows
          .filter({ hasText: /VS Code's own/ })
          .first()
          .waitFor();
        await screenshot('1-stopped');
      },
      { name: 'no-node', greeted: true, env: () => ({ PATH: '/usr/sbin:/sbin' }) },
    );
  });
});

describe('a workspace of several folders', () => {
  it('replays each folder’s captures into its own handler', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput, debugging } = workbench;
        await workbench.openContainer('DynamoDB Stream Triggers');
        const captured = workbench.view('Captured Batches');
        await captured.row(/^orders/).waitFor();
        await captured.row(/^returns/).waitFor();
        await captured.row(/only-here\.json/).waitFor();
        await screenshot('1-folders');
        await captured.chooseFromContextMenu(/only-here\.json/, 'Run');
        const replays = workbench.view('Replays');
        await replays.row(/^Replay only-here\.json.*succeeded/).waitFor();
        await debugging.consoleRows.filter({ hasText: 'the handler of returns' }).first().waitFor();
        await quickInput.openFile('returns-handler.js');
        await page.keyboard.press('F5');
        await quickInput.rows.filter({ hasText: 'DynamoDB Stream' }).first().waitFor();
        await quickInput.choose('DynamoDB Stream');
        await replays.row(/^Replay into returns-handler\.handler.*succeeded/).waitFor();
        await screenshot('2-replayed');
      },
      {
        name: 'folders',
        open: 'shop.code-workspace',
        prepare: async (folder) => {
          const returns = path.join(folder, '..', 'returns');
          await mkdir(path.join(returns, '.stream-triggers', 'captures'), { recursive: true });
          await writeFile(
            path.join(returns, 'returns-handler.js'),
            "exports.handler = async () => console.log('the handler of returns');\n",
          );
          await cp(
            inRepository('samples', 'orders', '.stream-triggers', 'captures', '3-shipped-and-returned.json'),
            path.join(returns, '.stream-triggers', 'captures', 'only-here.json'),
          );
          await rm(path.join(folder, '.stream-triggers', 'captures', '3-shipped-and-returned.json'));
          await writeFile(
            path.join(folder, '..', 'shop.code-workspace'),
            JSON.stringify({ folders: [{ path: 'orders' }, { path: 'returns' }] }),
          );
        },
      },
    );
  });
});

/**
 * @param {string} folder
 * @returns {string[]} command lines of the processes that run a handler in it, and of their guards
 */
function handlerProcesses(folder) {
  return listProcesses()
    .filter(({ commandLine }) => /node-host.(?:bootstrap|process-guard)\.js/.test(commandLine))
    .filter(
      ({ workingFolder, environment }) => workingFolder.startsWith(folder) || environment.includes(folder),
    )
    .map(({ commandLine }) => commandLine);
}
