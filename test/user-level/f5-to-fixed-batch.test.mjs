/**
 * The main job as its user does it, with keyboard and mouse: F5 in a handler with no launch.json, the record at
 * the breakpoint, the poison record's failure, its stack, the fix, the save, and the batch passes.
 */
import assert from 'node:assert/strict';
import { inSampleWindow } from './sample-window.mjs';

const BREAKPOINT_LINE = 12;
/** The first batch has ten records. */
const MOST_STOPS = 12;

describe('a stream handler in the editor, with no launch.json', () => {
  it('is debugged by F5 from the first record to the fixed poison record', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput, editor, debugging } = workbench;
        await quickInput.openFile('src/handler.ts', BREAKPOINT_LINE);
        await editor.setBreakpointHere();
        await screenshot('1-breakpoint');

        await page.keyboard.press('F5');
        await quickInput.rows.filter({ hasText: 'DynamoDB Stream' }).first().waitFor();
        await screenshot('2-pick');
        await quickInput.choose('DynamoDB Stream');
        assert.deepEqual(await debugging.waitUntilStopped(), {
          file: 'src/handler.ts',
          line: BREAKPOINT_LINE,
        });
        assert.match(
          await page.locator('.editor-group-container.active .view-lines').first().innerText(),
          /import\s+type/,
          'the editor shows the source as it was written',
        );
        await debugging.expandScopesUntil(/^record\b/);
        await debugging.expandVariable(/^record\b/);
        assert.match(await debugging.readVariable(/^eventName\b/), /INSERT/);
        await screenshot('3-stopped');

        await quickInput.openFile('src/handler.ts', BREAKPOINT_LINE);
        await page.keyboard.press('F9');
        await editor.breakpoints.first().waitFor({ state: 'detached' });
        // VS Code tells the debugger later that the breakpoint is gone.
        await debugging.continueUntilConsoleShows(/Waiting: fix the handler/, MOST_STOPS);
        await workbench.openContainer('DynamoDB Stream Triggers');
        const replays = workbench.view('Replays');
        await replays.row(/Batch 2 .*waiting for a fix/).waitFor();
        await replays.row(/Batch 1 .*succeeded/).waitFor();
        await replays.row(/TypeError: Cannot read properties of undefined/).waitFor();
        await screenshot('4-poison-record');

        await replays.open(/lineTotal/, page.locator('.tab.active').filter({ hasText: 'order-totals.ts' }));
        await page.getByText(/Ln 31, Col/).waitFor();
        await screenshot('5-stack-frame');

        await editor.replaceCurrentLine('const unitPrice = Number(line.unitPrice?.N ?? 0);');
        await editor.save();
        await replays.row(/Batch 2 .*succeeded/).waitFor();
        await replays.row(/Batch 3 .*succeeded/).waitFor();
        await replays.row(/^Replay into .*succeeded · 3 batches/).waitFor();
        await debugging.toolbar.waitFor({ state: 'hidden' });
        const captured = workbench.view('Captured Batches');
        await captured.row(/2-order-with-gift\.json.*succeeded/).waitFor();
        await screenshot('6-fixed');
      },
      { name: 'f5' },
    );
  });
});
