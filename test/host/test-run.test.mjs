/**
 * What the suite's last checks rest on: a process of the run that stays, and a socket that other machines can
 * reach, are found; those that are none of the run's business are not.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { findExposedListeners } from './listening-sockets.mjs';
import { TestRun } from './test-run.mjs';

const STAY = 'setInterval(() => {}, 1000); console.log("ready");';

/** @param {string} address */
const listenOn = (address) =>
  `require('net').createServer().listen(0, '${address}', () => console.log('ready'));`;

describe('the processes of a test run', () => {
  /** @type {TestRun} */
  let run;
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  beforeEach(async () => (run = await TestRun.begin()));
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
    }
    await run.removeTemporaryFolder();
  });

  it('include one that carries the marker, and it is ended and reported', async () => {
    const child = await start(STAY, { env: { ...process.env, ...run.environment() } });
    assert.deepEqual(pids(), [child.pid]);
    const ended = once(child, 'exit');
    const leftovers = await run.endLeftovers(300);
    assert.equal(leftovers.length, 1);
    await ended;
    assert.deepEqual(pids(), []);
  });

  it('include one with an environment of its own that works in the temporary folder', async () => {
    const child = await start(STAY, { env: {}, cwd: run.temporaryFolder });
    assert.deepEqual(pids(), [child.pid]);
  });

  it('do not include a stranger', async () => {
    await start(STAY, { env: {}, cwd: tmpdir() });
    assert.deepEqual(pids(), []);
  });

  for (const address of ['0.0.0.0', '::']) {
    it(`are reported when they listen on ${address}`, async () => {
      await start(listenOn(address), { env: run.environment() });
      assert.equal(findExposedListeners(run.processes()).length, 1);
    });
  }

  for (const address of ['127.0.0.1', '::1']) {
    it(`are not reported when they listen on ${address}`, async () => {
      await start(listenOn(address), { env: run.environment() });
      assert.deepEqual(findExposedListeners(run.processes()), []);
    });
  }

  /**
   * @param {string} script
   * @param {import('node:child_process').SpawnOptionsWithoutStdio} options
   */
  async function start(script, options) {
    const child = spawn(process.execPath, ['-e', script], options);
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  function pids() {
    return run.processes().map(({ pid }) => pid);
  }
});
