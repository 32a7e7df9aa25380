import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import {
  descendantsOf,
  hasEntry,
  kill,
  parentInStat,
} from '../../../../src/handler-hosts/processes/escaped-processes';
import { killPlan, treeSpawnOptions } from '../../../../src/handler-hosts/processes/process-tree';

describe('a process tree', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    it(`is a process group on ${platform}`, () => {
      assert.equal(treeSpawnOptions(platform).detached, true);
      assert.deepEqual(killPlan(4242, platform, undefined), { how: 'signalGroup', groupId: -4242 });
    });
  }

  it('is walked by taskkill on win32, from the folder of Windows', () => {
    assert.deepEqual(treeSpawnOptions('win32'), { detached: false, windowsHide: true });
    assert.deepEqual(killPlan(4242, 'win32', 'D:\\Windows'), {
      how: 'command',
      command: 'D:\\Windows\\System32\\taskkill.exe',
      args: ['/PID', '4242', '/T', '/F'],
    });
  });

  it('is never everybody: ids that mean a group of others are refused', () => {
    for (const pid of [0, 1, -1, Number.NaN, 1.5])
      assert.throws(() => killPlan(pid, 'linux', undefined), RangeError);
  });

  it('is found under its first process, whatever a command is called', async function () {
    assert.equal(parentInStat('12 (a ) S 7 b) R 34 12 12 0'), 34);
    assert.equal(parentInStat(''), undefined);
    assert.deepEqual(descendantsOf(process.pid, 'darwin'), []);
    if (process.platform !== 'linux') this.skip();
    const program = "require('child_process').spawn('sleep',['60'],{detached:true,env:{}});console.log('up')";
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      const found = descendantsOf(process.pid);
      const under = descendantsOf(child.pid ?? 0);
      assert.ok(found.includes(child.pid ?? 0));
      assert.equal(under.length, 1);
      assert.ok(found.includes(under[0] ?? 0));
      under.forEach(kill);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('is known by a whole variable of its environment', () => {
    const environment = 'A=1\0AWS_LAMBDA_RUNTIME_API=127.0.0.1:1/x\0B=2\0';
    assert.equal(hasEntry(environment, 'AWS_LAMBDA_RUNTIME_API=127.0.0.1:1/x'), true);
    assert.equal(hasEntry(environment, 'A=1'), true);
    assert.equal(hasEntry(environment, 'AWS_LAMBDA_RUNTIME_API=127.0.0.1:1'), false);
    assert.equal(hasEntry(environment, 'LAMBDA_RUNTIME_API=127.0.0.1:1/x'), false);
  });
});
