/** Nothing is left: not after the handler ended, not after the extension host was killed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { bundledNodeHost } from '../support/bundled-node-host';
import { handlerFixtures, withHost } from '../support/handler-hosts';
import { isRunning, untilGone } from '../support/process-liveness';

interface Tree {
  readonly handler: number;
  readonly near: number;
  readonly far: number;
}

describe('the process guard', function () {
  this.timeout(60_000);

  it('kills grandchildren after the handler ended by itself, a detached one too', function () {
    if (process.platform !== 'linux') this.skip();
    return withHost({ handler: 'behaviours.startsGrandchildrenAndExits' }, async ({ invoke, heard }) => {
      assert.equal((await invoke()).outcome, 'functionError');
      assert.equal(heard.ends, 1);
      await assertGone(JSON.parse(heard.stdout) as Tree);
    });
  });

  it('kills grandchildren when the host stops', async () => {
    let tree: Tree | undefined;
    await withHost({ handler: 'behaviours.startsGrandchildren' }, async ({ invoke }) => {
      const result = await invoke();
      assert.ok(result.outcome === 'succeeded');
      tree = JSON.parse(result.payload) as Tree;
      assert.ok(isRunning(tree.near) && isRunning(tree.far));
    });
    assert.ok(tree !== undefined);
    await assertGone(tree);
  });

  it('kills what left the group with an environment of its own when the host stops', async function () {
    if (process.platform !== 'linux') this.skip();
    let far = 0;
    await withHost({ handler: 'behaviours.startsGrandchildWithoutEnvironment' }, async ({ invoke }) => {
      const result = await invoke();
      assert.ok(result.outcome === 'succeeded');
      far = Number(result.payload);
      assert.ok(isRunning(far));
    });
    await untilGone(far);
  });

  it('has waited for the end of the handler when the host has stopped, so that no zombie is left', async function () {
    if (process.platform !== 'linux') this.skip();
    let handler = 0;
    await withHost({ handler: 'behaviours.tellsProcessId' }, async ({ invoke }) => {
      const result = await invoke();
      assert.ok(result.outcome === 'succeeded');
      handler = Number(result.payload);
    });
    assert.equal(existsSync(`/proc/${handler}`), false);
  });

  it('kills a looping handler and its grandchildren when its parent is killed', async () => {
    const parent = spawn(process.execPath, [path.join(__dirname, 'host-to-be-killed.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BOOTSTRAP_FOLDER: bundledNodeHost(), TASK_ROOT: handlerFixtures },
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const tree = JSON.parse(line) as Tree;
    assert.ok(isRunning(tree.handler) && isRunning(tree.near) && isRunning(tree.far));
    parent.kill('SIGKILL');
    await Promise.all([untilGone(tree.handler), untilGone(tree.near), untilGone(tree.far)]);
  });
});

/** A killed process may be on its way out of the kernel for a moment. */
async function assertGone(tree: Tree): Promise<void> {
  await Promise.all([tree.handler, tree.near, tree.far].map(untilGone));
}
