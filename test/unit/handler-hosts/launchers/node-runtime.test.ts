import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findOnPath } from '../../../../src/handler-hosts/launchers/executable-path';
import { nodeLaunch } from '../../../../src/handler-hosts/launchers/node-launcher';
import {
  type NodeOffer,
  chooseNodeRuntime,
  isNewEnough,
  parseNodeIdentity,
} from '../../../../src/handler-hosts/launchers/node-runtime';

describe('the Node that runs a handler', function () {
  this.timeout(30_000);
  let folder: string;
  let taskRoot: string;
  before(() => {
    // Without symbolic links, as a shell sees its folder.
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'stream-triggers-path-')));
    taskRoot = realpathSync(mkdtempSync(path.join(tmpdir(), 'stream-triggers-task-')));
  });
  after(() => {
    for (const each of [folder, taskRoot]) rmSync(each, { recursive: true, force: true });
  });

  const offer = (more: Partial<NodeOffer> = {}): NodeOffer => ({
    environment: { PATH: folder, SHIM_ROOT: 'here' },
    platform: process.platform,
    ownExecutable: process.execPath,
    ownNodeVersion: '20.18.0',
    isElectron: true,
    ...more,
  });

  /** Something that answers as a Node behind a shim does, if the environment and the folder are whole. */
  function putOnPath(version: string, name = 'node'): void {
    const file = path.join(folder, name);
    const answer = JSON.stringify(['/versions/real-node', version, false]);
    writeFileSync(
      file,
      `#!/bin/sh\n[ "$SHIM_ROOT" = here ] && [ "$PWD" = '${taskRoot}' ] || exit 126\necho '${answer}'\n`,
    );
    chmodSync(file, 0o755);
  }

  it("is VS Code's own where PATH has none, and the sentence says so", async () => {
    const runtime = await chooseNodeRuntime(undefined, taskRoot, offer());
    assert.ok(runtime.found);
    assert.equal(runtime.command, process.execPath);
    assert.equal(runtime.executable, process.execPath);
    assert.deepEqual(runtime.environment, { ELECTRON_RUN_AS_NODE: '1' });
    assert.match(
      runtime.explanation,
      /VS Code's own Node\.js 20\.18\.0, because no Node\.js was found on PATH/,
    );
  });

  it('is the one that `node` on PATH stands for where that is new enough', async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('18.19.0');
    const runtime = await chooseNodeRuntime(undefined, taskRoot, offer());
    assert.ok(runtime.found);
    assert.deepEqual(
      [runtime.command, runtime.executable, runtime.version],
      ['/versions/real-node', '/versions/real-node', '18.19.0'],
    );
    assert.deepEqual(runtime.environment, {});
  });

  it("is VS Code's own where the one on PATH is too old", async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('18.18.2');
    const runtime = await chooseNodeRuntime(undefined, taskRoot, offer());
    assert.ok(runtime.found);
    assert.match(runtime.explanation, /because Node\.js 18\.18\.2 on PATH is older than 18\.19/);
  });

  it('is none where VS Code is too old as well, and the sentence says what to do', async () => {
    const none = await chooseNodeRuntime(
      undefined,
      taskRoot,
      offer({ environment: {}, ownNodeVersion: '16.17.1' }),
    );
    assert.ok(!none.found);
    assert.match(none.message, /install Node\.js 18\.19 or newer, or set runtimeExecutable/);
  });

  it('is the configured one, or a sentence about it', async () => {
    const runtime = await chooseNodeRuntime(process.execPath, taskRoot, offer());
    assert.ok(runtime.found);
    assert.equal(runtime.version, process.versions.node);
    for (const name of ['no-such-node', './no-such-node', './a\0b']) {
      const none = await chooseNodeRuntime(name, taskRoot, offer());
      assert.ok(!none.found);
      assert.ok(none.message.startsWith(`runtimeExecutable "${name}" does not run as Node.js`));
    }
  });

  it('is looked for from the task root where a path is relative; a wrapper stays what is started', async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('22.1.0', 'wrapper');
    const relative = path.join(path.relative(taskRoot, folder), 'wrapper');
    assert.match(relative, /^\.\./);
    const runtime = await chooseNodeRuntime(relative, taskRoot, offer());
    assert.ok(runtime.found);
    assert.deepEqual(
      [runtime.command, runtime.executable],
      [path.join(folder, 'wrapper'), '/versions/real-node'],
    );
  });

  it("is VS Code's own where the one on PATH does not run in the folder, and the sentence says so", async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('22.1.0');
    const runtime = await chooseNodeRuntime(undefined, taskRoot, offer({ environment: { PATH: folder } }));
    assert.ok(runtime.found);
    assert.equal(runtime.command, process.execPath);
    assert.match(runtime.explanation, /because the one on PATH \(.*\) does not run in the folder/);
  });

  it('is started with the arguments of the person, then the debugger, then the Node host', () => {
    const runtime = {
      found: true,
      command: 'n',
      executable: 'n',
      environment: {},
      version: '24.0.0',
      explanation: '',
    } as const;
    const options = { runtimeArgs: ['--enable-source-maps'], bootstrapFolder: '/x' };
    const bootstrap = path.join('/x', 'bootstrap.js');
    assert.deepEqual(nodeLaunch(runtime, { ...options, inspect: true }).args, [
      '--enable-source-maps',
      '--inspect-wait=127.0.0.1:0',
      bootstrap,
    ]);
    assert.deepEqual(nodeLaunch(runtime, { ...options, inspect: false }).args, [
      '--enable-source-maps',
      bootstrap,
    ]);
  });

  for (const [version, option] of [
    ['18.19.0', '--inspect-brk'],
    ['20.14.0', '--inspect-brk'],
    ['20.15.0', '--inspect-wait'],
    ['21.7.3', '--inspect-brk'],
    ['22.1.0', '--inspect-brk'],
    ['22.2.0', '--inspect-wait'],
    ['24.21.0', '--inspect-wait'],
  ] as const) {
    it(`waits for the debugger by ${option} in Node ${version}`, () => {
      const runtime = {
        found: true,
        command: 'n',
        executable: 'n',
        environment: {},
        version,
        explanation: '',
      } as const;
      const { args } = nodeLaunch(runtime, { runtimeArgs: [], bootstrapFolder: '/x', inspect: true });
      assert.equal(args[0], `${option}=127.0.0.1:0`);
    });
  }

  it('tells what it is, also behind a wrapper that prints', () => {
    assert.deepEqual(
      parseNodeIdentity('installing…\r\n["C:\\\\Program Files\\\\node.exe","24.21.0",false]\r\n'),
      { executable: 'C:\\Program Files\\node.exe', version: '24.21.0', isElectron: false },
    );
    assert.equal(parseNodeIdentity('["/code","20.18.0",true]\n')?.isElectron, true);
    assert.equal(parseNodeIdentity('Python 3.12.1\n'), undefined);
    assert.deepEqual(['18.18.2', '18.19.0', '20.0.0', '9.9.9'].map(isNewEnough), [false, true, true, false]);
  });
});

describe('an executable on PATH', () => {
  it('is found per platform', () => {
    const windows = { Path: 'relative;C:\\a;C:\\b' };
    const inB = (file: string) => file === 'C:\\b\\node.exe';
    assert.equal(findOnPath('node', windows, 'win32', inB), 'C:\\b\\node.exe');
    for (const platform of ['linux', 'darwin'] as const) {
      assert.equal(
        findOnPath('node', { PATH: ':.:/a:/b' }, platform, (file) => file === '/b/node'),
        '/b/node',
      );
      assert.equal(
        findOnPath('node', {}, platform, () => true),
        undefined,
      );
    }
  });
});
