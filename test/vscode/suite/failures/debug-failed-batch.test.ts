/** From a failed batch in AWS to a breakpoint in the local handler, as a person clicks it. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Runtime } from '@aws-sdk/client-lambda';
import * as vscode from 'vscode';
import { commandIds } from '../../../../src/vscode/contributions';
import type { FailedBatchNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { DebugDriver, breakAt, clearBreakpoints } from '../debugging/debug-driver';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const SECRET = 'hush-8d1f0b7e-of-the-deployed-function';
/** What a debugger shows is sent to VS Code: this way it can be told from a secret that got lost. */
const BACKWARDS = SECRET.split('').reverse().join('');
const backwards = (expression: string): string => `[...${expression}].reverse().join('')`;
const FROM_FUNCTION = 'Use the values of the deployed function';

describe('a failed batch', () => {
  let scene: FailedBatchScene;
  let driver: DebugDriver;
  let handlerText: string;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 100, batchSize: 20, failingBatches: [1, 3] });
    handlerText = await fs.readFile(inWorkspace('src', 'handler.ts'), 'utf8');
    await configureFunction({ TABLE_NAME: 'Orders', API_KEY: SECRET });
  });
  after(() => scene.stop());
  beforeEach(() => {
    clearBreakpoints();
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
    await saveInEditor(inWorkspace('src', 'handler.ts'), handlerText);
    await scene.forgetCaptures();
    scene.reset();
  });

  /** The bucket's: the queue's is read through an alias of a version that does not change. */
  async function configureFunction(variables: Record<string, string>, runtime: Runtime = 'nodejs22.x') {
    await new LambdaClient(setUpClient(scene.cloud)).send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: scene.orders.bucket.functionName,
        Runtime: runtime,
        Environment: { Variables: variables },
      }),
    );
  }

  async function batchIn(place: 'queue' | 'bucket' | 'text', index: number): Promise<FailedBatchNode> {
    const node = (await scene.batchesIn(place))[index];
    assert.ok(node);
    return node;
  }

  it('goes by one click to a breakpoint on its first record, with the whole batch in its order', async () => {
    for (const [place, index] of [
      ['queue', 0],
      ['bucket', 1],
      ['text', 0],
    ] as const) {
      const file = inWorkspace('src', 'handler.ts');
      const line = await breakAt(file, 'projection.apply(record)');
      scene.dialogs.answer(new RegExp(FROM_FUNCTION), 'Go On Without Them');
      const node = await batchIn(place, index);
      await vscode.commands.executeCommand(commandIds.debugFailedBatch, node);
      const stop = await driver.nextStop();
      assert.deepEqual([stop.file, stop.line], [file, line]);
      const { sequenceNumbers } = scene.orders.ranges[index] ?? { sequenceNumbers: [] };
      assert.equal(
        await driver.evaluate(stop, 'event.Records.map((each) => each.dynamodb.SequenceNumber).join()'),
        `'${sequenceNumbers.join()}'`,
      );
      assert.equal(
        await driver.evaluate(stop, 'record.dynamodb.SequenceNumber'),
        `'${String(sequenceNumbers[0])}'`,
      );
      clearBreakpoints();
      await vscode.debug.stopDebugging();
      await driver.end();
      driver.dispose();
      driver = new DebugDriver();
    }
  });

  it('stops where the handler begins, if nobody has set a breakpoint, with the function’s time and name', async () => {
    scene.dialogs.answer(new RegExp(FROM_FUNCTION), 'Go On Without Them');
    await vscode.commands.executeCommand(commandIds.debugFailedBatch, await batchIn('queue', 0));
    const stop = await driver.nextStop();
    assert.equal(
      await driver.evaluate(stop, 'process.env.AWS_LAMBDA_FUNCTION_NAME'),
      `'${scene.orders.queue.functionName}'`,
    );
  });

  it('stops where the handler begins, if all breakpoints are in other folders of the workspace', async () => {
    const other = inWorkspace('another', 'handler.js');
    await fs.mkdir(path.dirname(other), { recursive: true });
    await fs.writeFile(other, 'exports.other = async () => undefined;\n');
    try {
      await breakAt(other, 'undefined');
      scene.dialogs.answer(new RegExp(FROM_FUNCTION), 'Go On Without Them');
      await vscode.commands.executeCommand(commandIds.debugFailedBatch, await batchIn('queue', 0));
      const stop = await driver.nextStop();
      assert.equal(stop.file, inWorkspace('src', 'handler.ts'));
    } finally {
      await fs.rm(path.dirname(other), { recursive: true });
    }
  });

  it('has the deployed values if told to, in memory and nowhere else', async () => {
    const sent = new SentTexts(SECRET);
    await breakAt(inWorkspace('src', 'handler.ts'), 'projection.apply(record)');
    const node = await batchIn('bucket', 1);
    // Another test has said no for this function and this window: another connection asks anew.
    const other = { ...node, connection: { ...node.connection, id: 'another' } };
    scene.dialogs.answer(new RegExp(FROM_FUNCTION), 'Use the Deployed Values');
    await vscode.commands.executeCommand(commandIds.debugFailedBatch, other);
    const stop = await driver.nextStop();
    const asked = await scene.dialogs.until(new RegExp(FROM_FUNCTION));
    assert.match(asked.detail, /^API_KEY\nTABLE_NAME\n/);
    assert.equal(await driver.evaluate(stop, backwards('process.env.API_KEY')), `'${BACKWARDS}'`);
    await vscode.debug.stopDebugging();
    await driver.end();
    // Once more without a question: what is remembered is the answer.
    await vscode.commands.executeCommand(commandIds.debugFailedBatch, other);
    const again = await driver.nextStop();
    assert.equal(await driver.evaluate(again, backwards('process.env.API_KEY')), `'${BACKWARDS}'`);
    await vscode.debug.stopDebugging();
    const questions = scene.dialogs.shown.filter(({ message }) => message.includes(FROM_FUNCTION));
    assert.equal(questions.length, 1);
    // The search sees what goes to VS Code: configurations, workspace state, messages, the Debug Console.
    assert.deepEqual(sent.found, []);
    await vscode.env.clipboard.writeText(SECRET);
    assert.ok(sent.found.length > 0);
    sent.restore();
    await vscode.env.clipboard.writeText('');
    assert.deepEqual(await filesWith(SECRET), []);
    // The search itself finds what is there.
    const control = inWorkspace('with-secret.txt');
    await fs.writeFile(control, SECRET);
    assert.deepEqual(await filesWith(SECRET), [control]);
    await fs.rm(control);
  });

  it('is replayed with its trigger’s answer to a failure, and offers the way back once it went through', async () => {
    await vscode.commands.executeCommand(commandIds.replayFailedBatch, await batchIn('queue', 0));
    await driver.untilOutput(/Waiting: fix the handler and save/);
    assert.match(driver.text(), /\(20 records\)/);
    await saveInEditor(
      inWorkspace('src', 'handler.ts'),
      "export async function handler(event) { console.log('fixed', event.Records.length); }\n",
    );
    await driver.untilOutput(/fixed 20/);
    const offer = await scene.dialogs.until(/went through the local handler/);
    assert.ok(offer.labels.includes('Redrive to Lambda…'), offer.labels.join());
    await driver.end();
  });

  it('of a stuck trigger goes on by itself, and is not offered to be redriven', async () => {
    await saveInEditor(inWorkspace('src', 'handler.ts'), 'export async function handler() {}\n');
    const node = await batchIn('queue', 0);
    const stuck = { ...node, at: { kind: 'stuckTrigger', triggerUuid: node.trigger?.uuid } };
    await vscode.commands.executeCommand(commandIds.replayFailedBatch, stuck);
    const { labels } = await scene.dialogs.until(/the trigger goes on by itself/);
    assert.deepEqual(labels, []);
  });

  it('is saved, and says how to go on, if its function is not Node’s', async () => {
    await configureFunction({}, 'python3.12');
    try {
      await vscode.commands.executeCommand(commandIds.debugFailedBatch, await batchIn('bucket', 0));
      const said = await scene.dialogs.until(/runs on python3\.12/);
      const [, file] = /saved in (\S+):/.exec(said.message) ?? [];
      assert.ok(file !== undefined, said.message);
      const capture = await fs.readFile(inWorkspace(file), 'utf8');
      assert.equal(capture.split('eventID').length - 1, 20);
    } finally {
      await configureFunction({ TABLE_NAME: 'Orders', API_KEY: SECRET });
    }
  });

  it('goes on with defaults, and says so, if its function can not be described', async () => {
    scene.cloud.disturbances.deny('lambda:GetFunctionConfiguration');
    await vscode.commands.executeCommand(commandIds.debugFailedBatch, await batchIn('queue', 0));
    await driver.nextStop();
    await scene.dialogs.until(/goes on with what the launch configuration says/);
  });
});

async function saveInEditor(file: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  if (document.getText() === text) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
}

/** In the environment of a handler's process alone: what goes through the pipe to the guard that starts it. */
const ONLY_IN_PROCESSES = '"AWS_LAMBDA_RUNTIME_API"';

/**
 * What this process, in which all extensions run, sends as JSON while it is watched: it has no other way to VS Code's
 * memory, be it a configuration, a state or a message.
 */
class SentTexts {
  readonly found: string[] = [];
  private readonly stringify = JSON.stringify;

  constructor(text: string) {
    const { found, stringify } = this;
    JSON.stringify = (...given: unknown[]): string => {
      const sent = Reflect.apply(stringify, JSON, given) as string;
      // Nothing comes of a value that JSON does not have.
      const isMeant = typeof sent === 'string' && sent.includes(text);
      const by = isMeant ? String(new Error('sent').stack) : '';
      // The test's own cloud knows it as well.
      if (isMeant && !sent.includes(ONLY_IN_PROCESSES) && !by.includes('test-cloud')) found.push(by);
      return sent;
    };
  }

  restore(): void {
    JSON.stringify = this.stringify;
  }
}

/** Settings, storage, logs and the workspace; not installed extensions. */
async function filesWith(text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await filesBelow(path.dirname(inWorkspace())))
    if ((await fs.readFile(file).catch(() => Buffer.alloc(0))).includes(text)) found.push(file);
  return found;
}

/** VS Code deletes some of its own meanwhile. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const below: string[] = [];
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) below.push(file);
    else if (entry.isDirectory() && !['e', 'node_modules'].includes(entry.name))
      below.push(...(await filesBelow(file)));
  }
  return below;
}
