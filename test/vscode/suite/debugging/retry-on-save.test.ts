/** Which saves feed a failed batch again, and which do not. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DebugDriver, breakAt, clearBreakpoints } from './debug-driver';
import { streamEvent } from './stream-event';

const FOLDER = 'saved-handlers';

describe('a failed batch', () => {
  let driver: DebugDriver;
  let root: string;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = path.join(folder.uri.fsPath, FOLDER);
    await fs.mkdir(root, { recursive: true });
    await fs.writeFile(path.join(root, 'package.json'), '{}');
    await fs.writeFile(path.join(root, 'one.json'), streamEvent(1));
  });
  beforeEach(() => {
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
  });

  it('is fed again after a save that was made while the debugger stood in it', async () => {
    const file = path.join(root, 'standing.js');
    await fs.writeFile(
      file,
      "exports.handler = async () => {\n  const here = 1;\n  throw new Error('old');\n};\n",
    );
    await breakAt(file, 'const here');
    await driver.start({ handler: `${FOLDER}/standing.handler`, captures: [`${FOLDER}/one.json`] });
    const first = await driver.nextStop();
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(2).range, "  return 'new';");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    await driver.resume(first);
    const second = await driver.nextStop();
    await driver.resume(second);
    await driver.end();
    assert.match(driver.text(), /✗ Batch 1 .*Error: old[^]*✓ Batch 1 .*succeeded/);
  });

  it('is not fed again by what the handler itself writes', async () => {
    await fs.writeFile(
      path.join(root, 'writes.js'),
      [
        "const fs = require('node:fs');",
        'exports.handler = async () => {',
        "  fs.writeFileSync(__dirname + '/state.json', String(Date.now()));",
        "  throw new Error('after writing');",
        '};',
      ].join('\n'),
    );
    await driver.start({ handler: `${FOLDER}/writes.handler`, captures: [`${FOLDER}/one.json`] });
    await driver.untilOutput(/Waiting: fix the handler and save/);
    // File watchers tell of the handler's write well within this time.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.equal([...driver.text().matchAll(/✗ Batch 1/g)].length, 1);
    await fs.writeFile(path.join(root, 'writes.js'), 'exports.handler = async () => 1;\n');
    await driver.end();
    assert.match(driver.text(), /✓ Batch 1 .*succeeded/);
  });
});
