/** Find Poison Record on captured batches, as a person sees it: the document, its lenses, the way to the breakpoint. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { POISON_SCHEME, commandIds } from '../../../../src/vscode/contributions';
import { DebugDriver, breakAt, clearBreakpoints } from '../debugging/debug-driver';
import { AnsweredDialogs } from '../sidebar/answered-dialogs';
import { AnsweredQuestions } from '../sidebar/answered-questions';
import { cancelledAt } from './cancelled-progress';
import { changesEvent, poisonHandlers } from './poison-handlers';

const WARM = 'Warm process (fast)';
const FRESH = 'Fresh process for each run (handlers that keep state)';
const COUNT = 20;

const folderName = 'poison-under-test';

describe('Find Poison Record', () => {
  let folder: vscode.WorkspaceFolder;
  let capture: string;
  let dialogs: AnsweredDialogs;
  let questions: AnsweredQuestions;

  before(async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, 'a folder is open');
    folder = first;
    await write('package.json', '{}');
    capture = await write('changes.json', changesEvent(COUNT));
    for (const [name, lines] of Object.entries(poisonHandlers)) await write(`${name}.js`, lines.join('\n'));
  });
  beforeEach(() => {
    dialogs = new AnsweredDialogs();
    questions = new AnsweredQuestions();
  });
  afterEach(async () => {
    dialogs.restore();
    questions.restore();
    clearBreakpoints();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => fs.rm(inFolder(), { recursive: true, force: true }));

  function inFolder(...parts: readonly string[]): string {
    return path.join(folder.uri.fsPath, folderName, ...parts);
  }

  async function write(name: string, text: string): Promise<string> {
    const file = inFolder(name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text);
    return file;
  }

  /** The handler in the active editor is the one that is searched with. */
  async function find(handlerFile: string, captureFile = capture, processes = WARM): Promise<string> {
    await vscode.window.showTextDocument(vscode.Uri.file(handlerFile));
    return search(captureFile, processes);
  }

  async function search(captureFile: string, processes: string): Promise<string> {
    questions.answer(/run on parts of the batch/, processes);
    const node = { kind: 'capture', folder, capture: { file: captureFile, tableName: 'Items' } };
    await vscode.commands.executeCommand(commandIds.findPoisonRecord, node);
    return shownDocument().getText();
  }

  function shownDocument(): vscode.TextDocument {
    const document = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.scheme === POISON_SCHEME,
    )?.document;
    assert.ok(document, `no document; messages: ${JSON.stringify(dialogs.shown)}`);
    return document;
  }

  async function lenses(): Promise<readonly vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      shownDocument().uri,
    );
    return found.flatMap(({ command }) => (command === undefined ? [] : [command]));
  }

  it('names the one record, with its images, what changed, the error and its frames', async () => {
    const text = await find(inFolder('one.js'));
    assert.match(text, /^# Poison records of poison-under-test\/one\.handler$/m);
    const error = "TypeError: Cannot read properties of undefined \\(reading 'N'\\)";
    assert.match(text, new RegExp(`^MODIFY item-13 makes \\S+ fail: ${error}$`, 'm'));
    assert.match(text, /^The batch has 20 records; 1\d runs in \d/m);
    assert.match(text, /^Without what is listed here the batch passes\.$/m);
    assert.match(text, /^### Record 14 of 20: MODIFY item-13$/m);
    assert.match(text, /^Sequence number: 0+113$/m);
    assert.match(text, /^Key: \{"id":"item-13"\}$/m);
    assert.match(text, /^Changed: status, price$/m);
    assert.match(
      text,
      /^Old image:\n\n```json\n\{\n {2}"id": "item-13",\n {2}"place": 13,\n {2}"status": "old",\n {2}"price": 12\n\}\n```$/m,
    );
    assert.match(
      text,
      /^New image:\n\n```json\n\{\n {2}"id": "item-13",\n {2}"place": 13,\n {2}"status": "new"\n\}\n```$/m,
    );
    assert.match(text, /^ {4}at .*one\.js:4:\d+\)?$/m);
    assert.deepEqual(
      (await lenses()).map(({ title }) => title),
      ['Debug Just This Record', 'Compare Old and New Image', 'Open one.js:4'],
    );
    const message = await dialogs.until(/MODIFY item-13 makes/);
    assert.deepEqual(message.labels, ['Debug Just This Record', 'Compare Old and New Image']);
  });

  it('opens the difference beside the document, and links each frame to its line', async () => {
    await find(inFolder('one.js'));
    const diff = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputTextDiff);
    assert.equal(diff?.label, 'MODIFY item-13: old and new image');
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, POISON_SCHEME);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      shownDocument().uri,
    );
    const targets = links.flatMap(({ target }) => (target === undefined ? [] : [target]));
    assert.ok(targets.some((uri) => uri.fsPath === inFolder('one.js') && /^L4,\d+$/.test(uri.fragment)));
  });

  it('debugs just this record: the session stops at a breakpoint with it and ends after it', async () => {
    await find(inFolder('one.js'));
    const [debug] = await lenses();
    assert.ok(debug?.arguments);
    const line = await breakAt(inFolder('one.js'), 'const image');
    const driver = new DebugDriver();
    try {
      await vscode.commands.executeCommand(debug.command, ...(debug.arguments as unknown[]));
      const stop = await driver.nextStop();
      assert.equal(stop.line, line);
      assert.equal(await driver.evaluate(stop, 'record.dynamodb.Keys.id.S'), "'item-13'");
      assert.equal(await driver.evaluate(stop, 'event.Records.length'), '1');
    } finally {
      await vscode.debug.stopDebugging();
      await driver.end();
      driver.dispose();
    }
  });

  it('finds two records that fail only together, and debugs both of them in one batch', async () => {
    const text = await find(inFolder('pair.js'));
    assert.match(text, /MODIFY item-3, MODIFY item-11 make \S+ fail only together: RangeError: both at once/);
    assert.match(
      text,
      /^These 2 records fail only together; without any one of them this failure is gone\.$/m,
    );
    assert.doesNotMatch(text, /keeps state/);
    const [debug] = await lenses();
    assert.equal(debug?.title, 'Debug Just These 2 Records');
    await breakAt(inFolder('pair.js'), 'const ids');
    const driver = new DebugDriver();
    try {
      await vscode.commands.executeCommand(debug.command, ...((debug.arguments ?? []) as unknown[]));
      const stop = await driver.nextStop();
      const ids = 'event.Records.map((record) => record.dynamodb.Keys.id.S).join()';
      assert.equal(await driver.evaluate(stop, ids), "'item-3,item-11'");
    } finally {
      await vscode.debug.stopDebugging();
      await driver.end();
      driver.dispose();
    }
  });

  it('does not blame the record that fails only after another, and says that the handler keeps state', async () => {
    for (const processes of [WARM, FRESH]) {
      const text = await find(inFolder('order.js'), capture, processes);
      assert.match(text, /MODIFY item-5, MODIFY item-17 make \S+ fail only together and in this order/);
      assert.match(text, /The last one fails as well when each is an invocation of its own in one process/);
      assert.match(
        text,
        processes === WARM
          ? /^In a warm process the same records failed at one time and passed at another/m
          : /^Each run had a process of its own\.$/m,
      );
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('blames no record of a flaky handler', async () => {
    const text = await find(inFolder('flaky.js'));
    assert.match(text, /is flaky: the same 20 records failed in one run and passed in another/);
    assert.doesNotMatch(text, /^## /m);
    assert.deepEqual(await lenses(), []);
    assert.deepEqual((await dialogs.until(/is flaky/)).labels, []);
  });

  it('says that the handler can not be loaded', async () => {
    const text = await find(inFolder('unloadable.js'));
    assert.match(text, /^No record is to blame: \S+ can not be loaded: Runtime\.ImportModuleError: /m);
    assert.match(text, /; 2 runs in /);
  });

  it('says that the batch passes here, and what may differ', async () => {
    const text = await find(inFolder('passing.js'));
    assert.match(text, /^The batch passes here: .*environment variables and permissions/m);
  });

  it('says that the batch fails only where the process has handled it before', async () => {
    const text = await find(inFolder('remembering.js'));
    assert.match(
      text,
      /^The batch passes in a fresh process, and failed in one that had handled records before/m,
    );
    assert.doesNotMatch(text, /^## /m);
  });

  it('takes environment and response type of launch.json, and verifies what the function reports', async () => {
    const launch = vscode.workspace.getConfiguration('launch', folder.uri);
    await launch.update(
      'configurations',
      [
        {
          type: 'dynamodb-stream',
          request: 'launch',
          name: 'reporting',
          handler: 'reporting.handler',
          cwd: `\${workspaceFolder}/${folderName}`,
          captures: ['none.json'],
          env: { REFUSED: 'item-9' },
          functionResponseTypes: ['ReportBatchItemFailures'],
          preLaunchTask: '${defaultBuildTask}',
        },
      ],
      vscode.ConfigurationTarget.WorkspaceFolder,
    );
    try {
      const text = await search(capture, WARM);
      assert.match(text, /^MODIFY item-9 makes \S+ fail: ReportedItemFailures: .*0+109/m);
      assert.match(text, /^The end of what the handler printed:\n\n {4}.*refused by the shop/m);
      assert.match(text, /^The batch has 20 records; 1[0-4] runs in /m);
      assert.match(
        text,
        /^The task "\$\{defaultBuildTask\}" of the launch configuration did not run to a good end: /m,
      );
    } finally {
      await launch.update('configurations', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  });

  it('shows what it knows when it is cancelled, at once, although the handler hangs', async () => {
    const launch = vscode.workspace.getConfiguration('launch', folder.uri);
    const configuration = {
      type: 'dynamodb-stream',
      request: 'launch',
      name: 'hanging',
      handler: 'hanging.handler',
      cwd: `\${workspaceFolder}/${folderName}`,
      timeoutInSeconds: 10,
    };
    await launch.update('configurations', [configuration], vscode.ConfigurationTarget.WorkspaceFolder);
    const progress = cancelledAt(/^Run 2, .*until the timeout of 10 s: 1\./);
    try {
      const text = await search(capture, WARM);
      assert.ok(Date.now() - progress.atMs() < 8_000, 'the second run was waited for');
      assert.match(
        text,
        /^The search was cancelled after 2 runs\. The smallest part of the batch that is known to fail has 20 records: Sandbox\.Timedout/m,
      );
      assert.match(text, /^The runs shared a warm process\.$/m);
    } finally {
      progress.restore();
      await launch.update('configurations', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  });

  it('runs the handler as it is seen: saved before, as a debug session does it', async () => {
    const file = await write('edited.js', 'exports.handler = async () => {};');
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    await editor.edit((edit) =>
      edit.insert(
        editor.document.positionAt('exports.handler = async () => {'.length),
        "throw new Error('edited');",
      ),
    );
    const text = await find(file);
    assert.match(text, /Error: edited/);
    await fs.rm(file);
  });

  it('names the gift order of the sample, with a frame in its TypeScript', async () => {
    const orders = path.join(folder.uri.fsPath, '.stream-triggers', 'captures', '2-order-with-gift.json');
    const text = await find(path.join(folder.uri.fsPath, 'src', 'handler.ts'), orders);
    assert.match(text, /^## 1\. MODIFY ORDER#1004 \/ ORDER$/m);
    assert.match(text, /^ {4}at lineTotal .*src\/order-totals\.ts:\d+:\d+\)?$/m);
  });

  it('asks in the way that was chosen last', async () => {
    const asked = questions.asked;
    await find(inFolder('one.js'), capture, FRESH);
    assert.match(shownDocument().getText(), /Each run had a process of its own/);
    assert.deepEqual(asked.at(-1)?.offered, [WARM, FRESH]);
  });
});
