#!/usr/bin/env node
/**
 * `npm test`: set-up, every check and every suite, on a machine that may have nothing but Node 20 and npm. The
 * last line says how many passed and failed; the exit code is 0 only if none failed. `--only a,b` runs parts.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endOnSignals } from './host/end-on-signals.mjs';
import { continueUnderNode24, ensureNodeModules } from './host/set-up/node-modules.mjs';
import { runMain, say } from './host/set-up/progress.mjs';
import { inRepository } from './host/set-up/repository.mjs';
import { setUpVsCode } from './host/set-up/set-up.mjs';
import { TestRun } from './host/test-run.mjs';
import { watchForExposedSockets } from './stages/loopback-watch.mjs';
import { chooseStages, describeCounts, runStages, sumCounts } from './stages/run-stages.mjs';
import { stages } from './stages/stage-list.mjs';
import { failedOnce, passedOnce } from './stages/stage.mjs';

/** How long what a stage has started may take to end after Ctrl+C, in milliseconds. */
const SIGNAL_WAIT_MS = 3000;
const STAGES_WITHOUT_VSCODE = ['compile', 'local-aws', 'unit', 'package', 'desktop'];

runMain(async () => {
  await ensureNodeModules();
  await continueUnderNode24(fileURLToPath(import.meta.url));
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const chosen = chooseStages(stages, values.only.split(',').filter(Boolean));
  if (chosen.some(({ name, group }) => group !== 'lint' && !STAGES_WITHOUT_VSCODE.includes(name))) {
    await setUpVsCode(['newest', 'lowest']);
  }
  if (chosen.some(({ name }) => name === 'compile')) {
    await rm(inRepository('out'), { recursive: true, force: true });
  }
  const testRun = await TestRun.begin();
  Object.assign(process.env, testRun.environment());
  endOnSignals(async () => {
    await testRun.endLeftovers(SIGNAL_WAIT_MS);
    await testRun.removeTemporaryFolder();
  });
  const endWatch = watchForExposedSockets(testRun);
  const counts = [await runStages(chosen, testRun)];
  counts.push(
    judge('no socket listened beyond the loopback interface', endWatch()),
    judge('no process was left behind', await testRun.endLeftovers()),
  );
  await testRun.removeTemporaryFolder();
  const total = sumCounts(counts);
  say(`the whole run: ${chosen.length} stages`);
  process.stdout.write(`${describeCounts(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

/**
 * @param {string} claim
 * @param {readonly string[]} exceptions
 */
function judge(claim, exceptions) {
  say(`${claim}: ${exceptions.length === 0 ? 'yes' : 'NO'}`);
  for (const exception of exceptions) {
    process.stdout.write(`  ${exception}\n`);
  }
  return exceptions.length === 0 ? passedOnce : failedOnce;
}
