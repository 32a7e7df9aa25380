/**
 * The demo in its headless form, whole and with one thing missing in turn: it may end with 0 only if the
 * breakpoint was hit and the batch went through.
 */
import assert from 'node:assert/strict';
import { vsixFile } from '../host/package.mjs';
import { inRepository } from '../host/set-up/repository.mjs';
import { runCommand } from '../host/set-up/run-command.mjs';
import { faults } from './demo-script.mjs';

const DEMO = inRepository('test', 'demo', 'demo.mjs');

/** What the product then shows instead of a stop. */
const shown = {
  breakpoint: /Batch \d of .*(succeeded|failed)/,
  capture: /names no file that exists/,
  export: /No stream handler was found/,
};

describe('the demo without a screen', function () {
  this.timeout(480_000);

  it('hits the breakpoint and replays the batch', async () => {
    const { exitCode, output } = await runDemo();
    assert.equal(exitCode, 0, output);
    assert.match(output, /stopped on the breakpoint: .*handler\.ts/);
    assert.match(output, /breakpoint hit, batch replayed/);
  });

  for (const fault of faults) {
    it(`fails without the ${fault}, and says that the breakpoint was not hit`, async () => {
      const { exitCode, output } = await runDemo('--break', fault);
      assert.equal(exitCode, 1, output);
      // The window was up and the sample open: it is the fault that made the demo fail.
      assert.match(output, /the sample is open/);
      assert.match(output, /The breakpoint was not hit/);
      assert.match(output, shown[fault]);
    });
  }
});

/** @param {...string} extraArguments */
function runDemo(...extraArguments) {
  return runCommand(process.execPath, [DEMO, '--headless', '--vsix', vsixFile, ...extraArguments]);
}
