/**
 * The demo without a screen: F5 in the sample, the stop on the breakpoint, the record in the Variables pane,
 * Continue to the end of the batch. Keyboard and mouse only, in the packaged product; a picture at each step.
 */
import { endOnSignals } from '../host/end-on-signals.mjs';
import { PlainFailure, say } from '../host/set-up/progress.mjs';
import { openVsCodeWindow } from '../host/vscode-window.mjs';
import { Workbench } from '../user-level/workbench/workbench.mjs';
import { demoScript } from './demo-script.mjs';
import { readVariables } from './read-variables.mjs';

const START_LIMIT_MS = 60_000;

/**
 * @param {import('./sample-copy.mjs').SampleCopy} sample
 * @param {{ vsixFile: string, withBreakpoint: boolean }} options
 * @returns {Promise<void>} rejects with a sentence if the breakpoint was not hit or the batch did not go through
 */
export async function runHeadlessDemo(sample, { vsixFile, withBreakpoint }) {
  const window = await openVsCodeWindow({ folder: sample.folder, vsixFile });
  endOnSignals(window.close);
  const workbench = new Workbench(window.page);
  try {
    await showHandler(workbench, sample, withBreakpoint);
    await window.screenshot('demo-1-breakpoint-set');
    await pressF5(workbench);
    await demandStop(workbench, sample);
    await window.screenshot('demo-2-stopped');
    say(`in the Variables pane: ${(await readVariables(workbench)).join(', ')}`);
    await window.screenshot('demo-3-record');
    await continueToEndOfBatch(workbench);
    await window.screenshot('demo-4-batch-succeeded');
  } catch (error) {
    await window.screenshot('demo-failed');
    throw error;
  } finally {
    await window.close();
  }
}

/**
 * @param {Workbench} workbench
 * @param {import('./sample-copy.mjs').SampleCopy} sample
 * @param {boolean} withBreakpoint
 */
async function showHandler(workbench, sample, withBreakpoint) {
  await workbench.waitForContainer(demoScript.containerTitle);
  if (withBreakpoint) {
    // The extension itself greets a copy of the sample: handler in the editor, breakpoint set, cursor on it.
    await workbench.editor.breakpoints.first().waitFor({ timeout: START_LIMIT_MS });
    const cursor = workbench.page.getByText(`Ln ${sample.breakpointLine},`);
    await cursor.first().waitFor({ timeout: START_LIMIT_MS });
    say('the sample is open and its breakpoint is set');
  } else {
    await workbench.quickInput.openFile(demoScript.handlerFile, sample.breakpointLine);
    say('the sample is open, without a breakpoint');
  }
}

/** @param {Workbench} workbench */
async function pressF5({ page, quickInput, debugging }) {
  await page.keyboard.press('F5');
  const pick = quickInput.rows.filter({ hasText: demoScript.debuggerPick }).first();
  await pick.or(debugging.toolbar).first().waitFor({ timeout: START_LIMIT_MS });
  if (await pick.isVisible()) {
    await quickInput.choose(demoScript.debuggerPick);
  }
}

/**
 * @param {Workbench} workbench
 * @param {import('./sample-copy.mjs').SampleCopy} sample
 */
async function demandStop({ debugging, dialog, editor, errorToasts }, sample) {
  // Whatever comes first: the stop, the end of the batch, or a message instead of a session.
  const finished = debugging.consoleRows.filter({ hasText: /[✓✗]/ }).first();
  await debugging.stoppedLine
    .first()
    .or(finished)
    .or(dialog)
    .or(errorToasts)
    .first()
    .waitFor({ timeout: START_LIMIT_MS })
    .catch(() => {});
  if (!(await debugging.isStopped())) {
    const shown = [
      ...(await errorToasts.allInnerTexts()),
      ...(await dialog.allInnerTexts()),
      ...(await debugging.consoleLines()),
    ]
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .join(' | ');
    throw new PlainFailure(`The breakpoint was not hit. On the screen: ${shown || 'nothing'}`);
  }
  const { file, line } = await debugging.waitUntilStopped();
  if (!demoScript.handlerFile.endsWith(file) || line !== sample.breakpointLine) {
    throw new PlainFailure(
      `The debugger stopped in ${file}:${line}, not in line ${sample.breakpointLine} of the handler.`,
    );
  }
  if (!(await editor.visibleText()).includes(demoScript.sourceAsWritten)) {
    throw new PlainFailure(`The editor does not show ${demoScript.handlerFile} as it was written.`);
  }
  say(`stopped on the breakpoint: ${file}, line ${line}`);
}

/** @param {Workbench} workbench */
async function continueToEndOfBatch(workbench) {
  await workbench.debugging.continueUntilConsoleShows(demoScript.batchSucceeded, demoScript.mostStops);
  await workbench.openContainer(demoScript.containerTitle);
  await workbench.view(demoScript.replaysView).row(demoScript.replayedBatch).waitFor();
  say('the batch went through');
}
