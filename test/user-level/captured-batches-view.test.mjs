/** The view "Captured Batches" as its user handles it: look, open, debug one record, rename, delete and undo. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepository, screenshotsFolder } from '../host/set-up/repository.mjs';
import { writeLaunchJson } from './launch-json.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { Workbench } from './workbench/workbench.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';

describe('the captured batches of a folder', () => {
  it('are listed by table, opened to their records, debugged one by one, renamed, deleted and put back', async () => {
    await inSampleWindow(
      async ({ folder, workbench, page, screenshot }) => {
        const captures = path.join(folder, '.stream-triggers', 'captures');
        await workbench.openContainer(CONTAINER);
        const view = workbench.view('Captured Batches');
        await view.row(/Orders.*4 captures/).waitFor();
        await view.row(/1-orders-placed\.json.*10 records/).waitFor();
        await view.row(/broken\.json.*line 1/).waitFor();
        await view.row(/cut\.jsonl.*line 3/).waitFor();
        await screenshot('1-list');

        await view.expand(/2-order-with-gift\.json/);
        await view.open(/MODIFY ORDER#1004/, page.locator('.tab.active').filter({ hasText: 'MODIFY' }));
        await page.getByText('"NewImage": {').first().waitFor();
        await screenshot('2-record');

        await view.chooseFromContextMenu(/MODIFY ORDER#1004/, 'Debug Only This Record');
        const replays = workbench.view('Replays');
        await replays.row(/Batch 1 · 1 record/).waitFor();
        await replays.row(/Batch 1 · 1 record.*(succeeded|failed)/).waitFor();
        await screenshot('3-one-record');
        await page.keyboard.press('Shift+F5');
        await workbench.debugging.toolbar.waitFor({ state: 'hidden' });

        await view.collapse(/2-order-with-gift\.json/);
        await view.chooseFromContextMenu(/3-shipped-and-returned\.json/, 'Rename…');
        await workbench.quickInput.input.fill('returns.json');
        await page.keyboard.press('Enter');
        await view.row(/returns\.json/).waitFor();
        assert.ok(existsSync(path.join(captures, 'returns.json')));

        const before = await readFile(path.join(captures, 'returns.json'), 'utf8');
        await view.chooseFromContextMenu(/returns\.json/, 'Delete');
        const deleteForGood = workbench.dialog.getByRole('button', { name: 'Delete' });
        const undo = workbench.toasts.getByRole('button', { name: 'Undo' });
        await undo.or(deleteForGood).first().waitFor();
        if (await deleteForGood.isVisible()) await deleteForGood.click();
        await undo.waitFor();
        assert.ok(!existsSync(path.join(captures, 'returns.json')));
        await screenshot('4-deleted');
        await undo.click();
        await view.row(/returns\.json/).waitFor();
        assert.equal(await readFile(path.join(captures, 'returns.json'), 'utf8'), before);

        await view.chooseFromContextMenu(/returns\.json/, 'Copy as Lambda Event');
        await workbench.toasts.filter({ hasText: 'clipboard' }).first().waitFor();
        const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
        assert.equal(copied.Records.length, JSON.parse(before).Records.length);

        await view.chooseFromContextMenu(/returns\.json/, 'Run');
        await replays.row(/^Replay returns\.json.*succeeded/).waitFor();
        await view.row(/returns\.json.*succeeded/).waitFor();
        await screenshot('5-run');
      },
      {
        name: 'captures',
        prepare: async (folder) => {
          const captures = path.join(folder, '.stream-triggers', 'captures');
          const whole = await readFile(path.join(captures, 'whole-day.jsonl'), 'utf8');
          await writeFile(path.join(captures, 'broken.json'), '{ "Records": [ { "eventName": ');
          await writeFile(
            path.join(captures, 'cut.jsonl'),
            whole.slice(0, whole.indexOf('\n', whole.indexOf('\n') + 1) + 50),
          );
        },
      },
    );
  });

  it('offer the sample where there are none, and put a copy where the user says', async () => {
    await inSampleWindow(
      async ({ folder, workbench, page, screenshot }) => {
        await workbench.openContainer(CONTAINER);
        const open = page.getByRole('button', { name: 'Open Sample' }).first();
        await open.waitFor();
        await screenshot('1-welcome');
        await open.click();
        // The dialog writes its first folder into the box when it has read it.
        await workbench.quickInput.rows.filter({ hasText: '..' }).first().waitFor();
        await workbench.quickInput.input.fill(`${path.dirname(folder)}/`);
        await workbench.quickInput.rows
          .filter({ hasText: path.basename(folder) })
          .first()
          .waitFor();
        const opening = page.context().waitForEvent('page');
        await page.keyboard.press('Enter');
        const sampleWindow = await opening;
        const copy = path.join(path.dirname(folder), 'orders-stream-sample');
        // The copy opens in a window of its own, with handler, breakpoint and captures in sight.
        const opened = new Workbench(sampleWindow);
        await opened.editor.breakpoints.first().waitFor();
        await opened
          .view('Captured Batches')
          .row(/whole-day\.jsonl/)
          .waitFor();
        await sampleWindow.screenshot({ path: path.join(screenshotsFolder, 'welcome-2-opened.png') });
        assert.deepEqual(await contentsOf(copy), await contentsOf(inRepository('samples', 'orders')));
      },
      {
        name: 'welcome',
        prepare: (folder) => rm(path.join(folder, '.stream-triggers'), { recursive: true }),
      },
    );
  });
});

describe('a file from elsewhere', () => {
  it('is imported into a folder that keeps itself out of Git, or refused with file and reason', async () => {
    await inSampleWindow(
      async ({ folder, workbench, page, screenshot }) => {
        const { quickInput, toasts } = workbench;
        const importFile = async (/** @type {string} */ name) => {
          await quickInput.runCommand('DynamoDB Stream Triggers: Import Captured Batch…');
          await quickInput.rows.filter({ hasText: '..' }).first().waitFor();
          await quickInput.input.fill(path.join(folder, '..', name));
          await quickInput.rows.filter({ hasText: name }).first().waitFor();
          await page.keyboard.press('Enter');
        };
        await workbench.openContainer(CONTAINER);
        await importFile('kinesis.json');
        await toasts
          .filter({ hasText: /kinesis\.json.*Kinesis/i })
          .first()
          .waitFor();
        await screenshot('1-refused');
        await importFile('failed-batch.json');
        await workbench
          .view('Captured Batches')
          .row(/failed-batch\.json.*1 record/)
          .waitFor();
        await screenshot('2-imported');
        const captures = path.join(folder, '.stream-triggers', 'captures');
        assert.equal(await readFile(path.join(captures, '.gitignore'), 'utf8'), '*\n');
        assert.deepEqual((await readdir(captures)).sort(), ['.gitignore', 'failed-batch.json']);
      },
      {
        name: 'import',
        prepare: async (folder) => {
          const captures = path.join(folder, '.stream-triggers', 'captures');
          const { Records } = JSON.parse(
            await readFile(path.join(captures, '2-order-with-gift.json'), 'utf8'),
          );
          await writeFile(
            path.join(folder, '..', 'kinesis.json'),
            JSON.stringify({ Records: [{ eventSource: 'aws:kinesis', kinesis: {} }] }),
          );
          await writeFile(
            path.join(folder, '..', 'failed-batch.json'),
            JSON.stringify({
              requestContext: { condition: 'RetryAttemptsExhausted' },
              DDBStreamBatchInfo: { shardId: 'shardId-00000001573689847184-864758bb', batchSize: 1 },
              payload: JSON.stringify({ Records: Records.slice(0, 1) }),
            }),
          );
          await rm(path.join(folder, '.stream-triggers'), { recursive: true });
        },
      },
    );
  });
});

describe('a launch configuration with a mistake', () => {
  it('is refused with a sentence that names the attribute, and a button to open launch.json', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        await workbench.quickInput.openFile('src/handler.ts');
        await page.keyboard.press('F5');
        const open = page.getByRole('button', { name: 'Open launch.json' });
        await open.first().waitFor();
        await page
          .getByText(/"batchSize" must be a whole number from 1 to 10000/)
          .first()
          .waitFor();
        await screenshot('1-refused');
        await open.first().click();
        await page.locator('.tab.active').filter({ hasText: 'launch.json' }).waitFor();
        await screenshot('2-launch-json');
      },
      {
        name: 'mistake',
        prepare: (folder) => writeLaunchJson(folder, { batchSize: 0 }),
      },
    );
  });
});

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the files below it
 */
async function contentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
