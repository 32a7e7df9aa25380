import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findOnPath } from '../../../../src/handler-hosts/launchers/executable-path';
import { nodeLaunch } from '../../../../src/handler-hosts/launchers/node-launcher';
import {
  type NodeOffer,
  chooseNodeRuntime,
  isNewEnough,
  parseNodeVersion,
} from '../../../../src/handler-hosts/launchers/node-runtime';

describe('the Node that runs a handler', function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'stream-triggers-path-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const offer = (more: Partial<NodeOffer> = {}): NodeOffer => ({
    environment: { PATH: folder },
    platform: process.platform,
    ownExecutable: process.execPath,
    ownNodeVersion: '20.18.0',
    isElectron: true,
    ...more,
  });

  function putOnPath(version: string): void {
    const file = path.join(folder, 'node');
    writeFileSync(file, `#!/bin/sh\necho v${version}\n`);
    chmodSync(file, 0o755);
  }

  it("is VS Code's own where PATH has none, and the sentence says so", async () => {
    const runtime = await chooseNodeRuntime(undefined, offer());
    assert.ok(runtime.found);
    assert.equal(runtime.command, process.execPath);
    assert.deepEqual(runtime.environment, { ELECTRON_RUN_AS_NODE: '1' });
    assert.match(
      runtime.explanation,
      /VS Code's own Node\.js 20\.18\.0, because no Node\.js was found on PATH/,
    );
  });

  it('is the one on PATH where that is new enough', async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('18.19.0');
    const runtime = await chooseNodeRuntime(undefined, offer());
    assert.ok(runtime.found);
    assert.deepEqual([runtime.command, runtime.version], [path.join(folder, 'node'), '18.19.0']);
    assert.deepEqual(runtime.environment, {});
  });

  it("is VS Code's own where the one on PATH is too old", async function () {
    if (process.platform === 'win32') this.skip();
    putOnPath('18.18.2');
    const runtime = await chooseNodeRuntime(undefined, offer());
    assert.ok(runtime.found);
    assert.match(runtime.explanation, /because Node\.js 18\.18\.2 on PATH is older than 18\.19/);
  });

  it('is none where VS Code is too old as well, and the sentence says what to do', async () => {
    const none = await chooseNodeRuntime(undefined, offer({ environment: {}, ownNodeVersion: '16.17.1' }));
    assert.ok(!none.found);
    assert.match(none.message, /install Node\.js 18\.19 or newer, or set runtimeExecutable/);
  });

  it('is the configured one, or a sentence about it', async () => {
    const runtime = await chooseNodeRuntime(process.execPath, offer());
    assert.ok(runtime.found);
    assert.equal(runtime.version, process.versions.node);
    const none = await chooseNodeRuntime('no-such-node', offer());
    assert.ok(!none.found);
    assert.match(none.message, /^runtimeExecutable "no-such-node"/);
  });

  it('is started with the arguments of the person, then the debugger, then the Node host', () => {
    const runtime = {
      found: true,
      command: 'n',
      environment: {},
      version: '24.0.0',
      explanation: '',
    } as const;
    const options = { runtimeArgs: ['--enable-source-maps'], bootstrapFolder: '/x' };
    const bootstrap = path.join('/x', 'bootstrap.js');
    assert.deepEqual(nodeLaunch(runtime, { ...options, inspect: true }).args, [
      '--enable-source-maps',
      '--inspect-brk=127.0.0.1:0',
      bootstrap,
    ]);
    assert.deepEqual(nodeLaunch(runtime, { ...options, inspect: false }).args, [
      '--enable-source-maps',
      bootstrap,
    ]);
  });

  it('tells its version in the ways that are known', () => {
    assert.equal(parseNodeVersion('v24.21.0\n'), '24.21.0');
    assert.equal(parseNodeVersion('tsx v4.23.15\nnode v20.20.2\n'), '20.20.2');
    assert.equal(parseNodeVersion('Python 3.12.1\n'), undefined);
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
