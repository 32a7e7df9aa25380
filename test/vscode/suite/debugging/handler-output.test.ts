/** What becomes of a handler's own output in a replay session, in a real VS Code. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { DebugDriver, breakAt, clearBreakpoints } from './debug-driver';
import { streamEvent } from './stream-event';
import { inWorkspace } from './workspace-path';

const FOLDER = 'talking-handlers';
const plain = { handler: `${FOLDER}/plain.handler`, captures: [`${FOLDER}/five.json`] };

describe('the output of a handler', () => {
  let driver: DebugDriver;

  before(async () => {
    await fs.mkdir(inWorkspace(FOLDER), { recursive: true });
    const files = {
      // The sample around it is a package of ES modules.
      'package.json': '{}',
      'five.json': streamEvent(5),
      'plain.js': [
        'exports.handler = async ({ Records }) => {',
        "  for (const record of Records) console.log('saw', record.dynamodb.Keys.id.S);",
        '};',
      ].join('\n'),
      'talkative.js': [
        'exports.handler = async () => {',
        "  for (let line = 1; line <= 1500; line += 1) console.log(`line ${line} ${'.'.repeat(300)}`);",
        '};',
      ].join('\n'),
    };
    for (const [name, text] of Object.entries(files)) await fs.writeFile(inWorkspace(FOLDER, name), text);
  });
  beforeEach(() => {
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
  });

  it('is shown once, whoever shows it', async () => {
    for (const outputCapture of ['std', 'console']) {
      driver.output.length = 0;
      await driver.start({ ...plain, outputCapture });
      await driver.end();
      assert.equal(
        [...driver.text().matchAll(/saw item-3/g)].length,
        1,
        `${outputCapture}: ${driver.text()}`,
      );
      driver.dispose();
      driver = new DebugDriver();
    }
  });

  it('is whole before it is said how the batch went, also if the JavaScript debugger shows it', async () => {
    await driver.start({ ...plain, handler: `${FOLDER}/talkative.handler`, outputCapture: 'console' });
    await driver.end();
    const text = driver.text();
    assert.equal([...text.matchAll(/^line \d+ /gm)].length, 1500);
    assert.ok(text.indexOf('line 1500 ') < text.indexOf('✓ Batch 1 of five.json'), text.slice(-2000));
  });

  it('is waited for beside a step over the end of the handler, which ends nowhere else', async () => {
    const file = inWorkspace(FOLDER, 'plain.js');
    await breakAt(file, 'for (const record');
    await driver.start({ ...plain, outputCapture: 'console' });
    const stoodIn = await driver.stepToEnd(await driver.nextStop());
    assert.deepEqual(new Set(stoodIn), new Set([file]));
    assert.match(driver.text(), /saw item-4[^]*✓ Batch 1/);
  });

  it('goes to a terminal when asked to', async () => {
    await driver.start({ ...plain, console: 'integratedTerminal', name: 'terminal replay' });
    await driver.end();
    assert.ok(vscode.window.terminals.some(({ name }) => name === 'terminal replay'));
    assert.doesNotMatch(driver.text(), /saw item/);
    assert.match(driver.text(), /succeeded/);
  });
});
