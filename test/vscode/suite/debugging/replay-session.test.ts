/** Replay sessions in a real VS Code with its real JavaScript debugger: what a person sees of each. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DebugDriver, breakAt, clearBreakpoints } from './debug-driver';
import { isAlive } from './process-alive';
import { streamEvent } from './stream-event';
import { inWorkspace } from './workspace-path';

const handlers = 'handlers-under-test';
let driver: DebugDriver;

async function saveInEditor(file: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
}

async function write(file: string, text: string): Promise<string> {
  const absolute = inWorkspace(handlers, file);
  await fs.mkdir(path.dirname(absolute), { recursive: true });
  await fs.writeFile(absolute, text);
  return absolute;
}

describe('a replay session', () => {
  before(async () => {
    // The sample around it is a package of ES modules.
    await write('package.json', '{}');
    await write('five.json', streamEvent(5));
    await write(
      'plain.js',
      [
        'let seen = 0;',
        'exports.handler = async (event, context) => {',
        '  for (const record of event.Records) {',
        "    console.log('saw', record.dynamodb.Keys.id.S, ++seen);",
        '  }',
        "  console.error('pid', process.pid, 'remaining', context.getRemainingTimeInMillis() > 0);",
        '};',
      ].join('\n'),
    );
  });
  beforeEach(() => {
    clearBreakpoints();
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
  });

  const plain = { handler: `${handlers}/plain.handler`, captures: [`${handlers}/five.json`] };

  it('stops on a breakpoint with the record in scope, and goes on to the end of the batch', async () => {
    const file = inWorkspace(handlers, 'plain.js');
    const line = await breakAt(file, "console.log('saw'");
    assert.ok(await driver.start(plain));
    for (let item = 0; item < 5; item += 1) {
      const stop = await driver.nextStop();
      assert.equal(stop.file, file);
      assert.equal(stop.line, line);
      assert.equal(await driver.evaluate(stop, 'record.dynamodb.Keys.id.S'), `'item-${item}'`);
      await driver.resume(stop);
    }
    await driver.end();
    assert.match(driver.text(), /✓ Batch 1 of five\.json \(5 records\): succeeded in /);
  });

  it('keeps the handler warm from batch to batch', async () => {
    await driver.start({ ...plain, batchSize: 2 });
    await driver.end();
    assert.match(driver.text(), /saw item-4 5/);
    const pids = [...driver.text().matchAll(/pid (\d+)/g)].map(([, pid]) => pid);
    assert.equal(pids.length, 3);
    assert.equal(new Set(pids).size, 1);
    assert.match(driver.text(), /Batch 3 of five\.json \(1 record\): succeeded/);
  });

  it('ignores breakpoints and still replays without debugging', async () => {
    await breakAt(inWorkspace(handlers, 'plain.js'), "console.log('saw'");
    await driver.start(plain, true);
    await driver.end();
    assert.match(driver.text(), /Batch 1 of five\.json \(5 records\): succeeded/);
  });

  it('does not count the time at a breakpoint against the timeout, nor in the handler’s eyes', async () => {
    await write(
      'patient.js',
      [
        'exports.handler = async (event, context) => {',
        '  const before = context.getRemainingTimeInMillis();',
        '  const here = 1;',
        "  console.log('lost', before - context.getRemainingTimeInMillis() < 5000 ? 'little' : 'much');",
        '};',
      ].join('\n'),
    );
    await breakAt(inWorkspace(handlers, 'patient.js'), 'const here');
    await driver.start({ ...plain, handler: `${handlers}/patient.handler`, timeoutInSeconds: 6 });
    const stop = await driver.nextStop();
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await driver.resume(stop);
    await driver.end();
    assert.match(driver.text(), /lost little/);
    assert.match(driver.text(), /succeeded/);
  });

  it('ends an invocation at its timeout when nothing holds it', async () => {
    await write(
      'endless.js',
      'console.error("pid", process.pid);\nexports.handler = async () => { for (;;); };',
    );
    await driver.start({
      ...plain,
      handler: `${handlers}/endless.handler`,
      timeoutInSeconds: 1,
      retryOnSave: false,
    });
    await driver.end();
    assert.match(driver.text(), /Sandbox\.Timedout.*Task timed out after 1\.00 seconds/);
    const pid = Number(/pid (\d+)/.exec(driver.text())?.[1]);
    assert.ok(pid > 0 && !(await isAlive(pid)), `process ${pid} is gone`);
  });

  it('shows a failed batch with error, range and stack, and feeds it again when the source is saved', async () => {
    const source = (answer: string): string =>
      [
        'exports.handler = async (event) => {',
        `  const total = ${answer};`,
        "  console.log('total', total);",
        '};',
      ].join('\n');
    const file = await write('poison.js', source('event.Records[3].price.N'));
    await driver.start({ ...plain, handler: `${handlers}/poison.handler` });
    await driver.untilOutput(/Waiting: fix the handler and save/);
    assert.match(driver.text(), /✗ Batch 1 .*TypeError: Cannot read properties of undefined \(reading 'N'\)/);
    assert.match(driver.text(), /sequence numbers 0+100 to 0+104/);
    assert.match(driver.text(), /poison\.js:2:/);
    await saveInEditor(file, source('event.Records.length'));
    await driver.end();
    assert.match(driver.text(), /total 5/);
    assert.match(driver.text(), /✓ Batch 1 .*succeeded/);
  });

  it('goes on behind a failed batch when it is not to be retried on save', async () => {
    await write(
      'second.js',
      "exports.handler = async (event) => { if (event.Records[0].eventID === '2') throw new RangeError('no'); };",
    );
    await driver.start({ ...plain, handler: `${handlers}/second.handler`, batchSize: 2, retryOnSave: false });
    await driver.end();
    assert.match(driver.text(), /✓ Batch 1[^]*✗ Batch 2 .*RangeError: no[^]*✓ Batch 3/);
  });

  it('ends its process when it is stopped at a breakpoint, and starts again afterwards', async () => {
    await breakAt(inWorkspace(handlers, 'plain.js'), 'pid');
    for (let round = 1; round <= 2; round += 1) {
      await driver.start(plain);
      const stop = await driver.nextStop();
      const pid = Number(await driver.evaluate(stop, 'process.pid'));
      assert.ok(await isAlive(pid));
      await vscode.debug.stopDebugging(driver.replaySession);
      await driver.end();
      assert.ok(!(await isAlive(pid)), `process ${pid} is gone`);
    }
  });

  it('restarts into a new process that stops again', async () => {
    await breakAt(inWorkspace(handlers, 'plain.js'), 'pid');
    await driver.start(plain);
    const first = await driver.nextStop();
    const firstPid = Number(await driver.evaluate(first, 'process.pid'));
    // As with a click in the call stack: the toolbar's follows the stop late on a busy machine.
    const clicked = { sessionId: driver.replaySession.id };
    await vscode.commands.executeCommand('workbench.action.debug.restart', '', clicked);
    const second = await driver.nextStop();
    const secondPid = Number(await driver.evaluate(second, 'process.pid'));
    assert.notEqual(secondPid, firstPid);
    assert.ok(!(await isAlive(firstPid)), `process ${firstPid} is gone`);
    await vscode.debug.stopDebugging();
    await driver.end();
    assert.ok(!(await isAlive(secondPid)), `process ${secondPid} is gone`);
  });

  it('runs twice at the same time', async () => {
    await Promise.all([driver.start(plain, true), driver.start(plain, true)]);
    await driver.untilOutput(/succeeded[^]*succeeded/);
    await driver.end();
  });

  it('stops in the first line of the handler when asked to', async () => {
    await driver.start({ ...plain, stopOnEntry: true });
    const inside = await driver.nextStop();
    assert.equal(inside.file, inWorkspace(handlers, 'plain.js'));
    await driver.resume(inside);
    await driver.end();
  });

  it('replays only the chosen records', async () => {
    await driver.start({ ...plain, records: { from: 1, count: 2 } });
    await driver.end();
    assert.match(driver.text(), /saw item-1 1[^]*saw item-2 2/);
    assert.doesNotMatch(driver.text(), /item-0|item-3/);
    assert.match(driver.text(), /\(2 records\)/);
  });

  it('gives the handler placeholder credentials and its own environment', async () => {
    await write('.env.test', 'FROM_FILE=file\nBOTH=file\nAWS_SECRET_ACCESS_KEY=real-secret\n');
    await write(
      'environment.js',
      'exports.handler = async () => console.log(JSON.stringify([process.env.FROM_FILE, process.env.BOTH, process.env.AWS_SECRET_ACCESS_KEY, process.env.AWS_EC2_METADATA_DISABLED, process.env.AWS_REGION]));',
    );
    await driver.start({
      ...plain,
      handler: `${handlers}/environment.handler`,
      envFile: `${handlers}/.env.test`,
      env: { BOTH: 'env' },
    });
    await driver.end();
    const [fromFile, both, secret, metadata, region] = JSON.parse(
      /\["file".*\]/.exec(driver.text())?.[0] ?? '[]',
    ) as string[];
    assert.deepEqual([fromFile, both, metadata, region], ['file', 'env', 'true', 'eu-west-1']);
    assert.notEqual(secret, 'real-secret');
    assert.match(driver.text(), /AWS_SECRET_ACCESS_KEY/);
    assert.doesNotMatch(driver.text(), /real-secret/);
  });

  it('says what is wrong with a handler that can’t be loaded, in Lambda’s words', async () => {
    await driver.start({ ...plain, handler: `${handlers}/missing.handler`, retryOnSave: false });
    await driver.end();
    assert.match(driver.text(), /Runtime\.ImportModuleError/);
  });

  it('goes on behind a capture that can’t be read', async () => {
    await write('cut.json', '{"Records": [');
    await driver.start({ ...plain, captures: [`${handlers}/cut.json`, `${handlers}/five.json`] });
    await driver.end();
    assert.match(driver.text(), /✗ The capture .*cut\.json can't be read[^]*✓ Batch 1 of five\.json/);
  });

  it('says which capture is bad, and where', async () => {
    await write('kinesis.json', JSON.stringify({ Records: [{ eventSource: 'aws:kinesis', kinesis: {} }] }));
    await driver.start({ ...plain, captures: [`${handlers}/kinesis.json`] });
    await driver.end();
    assert.match(driver.text(), /kinesis\.json/);
    assert.match(driver.text(), /Kinesis/i);
  });
});
