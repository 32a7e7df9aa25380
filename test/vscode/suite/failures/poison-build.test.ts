/** Find Poison Record with a launch configuration whose task builds the handler: what is searched is what it has built. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { POISON_SCHEME, commandIds } from '../../../../src/vscode/contributions';
import { writeTask } from '../debugging/workspace-task';
import { AnsweredDialogs } from '../sidebar/answered-dialogs';
import { AnsweredQuestions } from '../sidebar/answered-questions';
import { inWorkspace } from './failed-batch-scene';
import { changesEvent, poisonHandlers } from './poison-handlers';

const FOLDER = 'poison-built';
const TASK = 'build the poisoned handler';

describe('Find Poison Record of a handler that a task builds', () => {
  let dialogs: AnsweredDialogs;
  let questions: AnsweredQuestions;
  let launch: vscode.WorkspaceConfiguration;

  beforeEach(async () => {
    dialogs = new AnsweredDialogs();
    questions = new AnsweredQuestions();
    await fs.mkdir(inWorkspace(FOLDER));
    await fs.writeFile(inWorkspace(FOLDER, 'package.json'), '{}');
    await fs.writeFile(inWorkspace(FOLDER, 'changes.json'), changesEvent(20));
    await fs.writeFile(inWorkspace(FOLDER, 'source.js'), poisonHandlers.one.join('\n'));
    // Of an older build, which fails with nothing.
    await fs.writeFile(inWorkspace(FOLDER, 'built.js'), poisonHandlers.passing.join('\n'));
    launch = vscode.workspace.getConfiguration('launch', vscode.workspace.workspaceFolders?.[0]?.uri);
    const configuration = {
      type: 'dynamodb-stream',
      request: 'launch',
      name: 'built',
      handler: 'built.handler',
      cwd: `\${workspaceFolder}/${FOLDER}`,
      preLaunchTask: TASK,
    };
    await launch.update('configurations', [configuration], vscode.ConfigurationTarget.WorkspaceFolder);
  });
  afterEach(async () => {
    dialogs.restore();
    questions.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await launch.update('configurations', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await fs.rm(inWorkspace('.vscode', 'tasks.json'));
    await fs.rm(inWorkspace(FOLDER), { recursive: true });
  });

  async function buildBy(script: string): Promise<void> {
    await writeTask({ label: TASK, command: process.execPath, args: ['-e', script] });
  }

  /** @returns the document's text, if there is one */
  async function search(): Promise<string | undefined> {
    questions.answer(/run on parts of the batch/, 'Warm process (fast)');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const capture = { file: inWorkspace(FOLDER, 'changes.json'), tableName: 'Items' };
    await vscode.commands.executeCommand(commandIds.findPoisonRecord, { kind: 'capture', folder, capture });
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    return documents.find(({ uri }) => uri.scheme === POISON_SCHEME)?.getText();
  }

  it('runs what that has built, once', async () => {
    const [from, to, log] = ['source.js', 'built.js', 'builds.log'].map((name) =>
      JSON.stringify(inWorkspace(FOLDER, name)),
    );
    await buildBy(`fs.copyFileSync(${from}, ${to}); fs.appendFileSync(${log}, 'built;')`);
    const text = await search();
    assert.match(text ?? '', /^MODIFY item-13 makes \S+ fail: TypeError: /m);
    assert.doesNotMatch(text ?? '', /^The task/m);
    assert.equal(await fs.readFile(inWorkspace(FOLDER, 'builds.log'), 'utf8'), 'built;');
  });

  it('asks before it runs an older build, if the new one has failed', async () => {
    await buildBy('process.exit(3)');
    assert.equal(await search(), undefined);
    assert.deepEqual(
      dialogs.shown.map(({ message }) => message),
      [`The task "${TASK}" has failed. Search all the same?`],
    );
    dialogs.answer(/has failed\. Search all the same/, 'Search All the Same');
    const text = (await search()) ?? '';
    assert.match(text, /^The batch passes here: /m);
    assert.match(text, new RegExp(`^The task "${TASK}" .* did not run to a good end: `, 'm'));
  });
});
