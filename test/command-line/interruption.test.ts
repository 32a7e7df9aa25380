/** Ctrl+C, the end that a CI system asks for, and a reader that has enough. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { writeFileSync } from 'node:fs';

import { handlerFixtures } from '../support/handler-hosts';
import { isRunning, untilGone } from '../support/process-liveness';
import { installedPackage, sampleCapture, start } from './installed-package';

interface Tree {
  readonly handler: number;
  readonly near: number;
  readonly far: number;
}

describe('an interrupted replay', function () {
  this.timeout(60_000);

  const looping = [
    ...['replay', sampleCapture('1-orders-placed.json'), '--timeout', '900', '--report', '-'],
    ...['--handler', path.join(handlerFixtures, 'behaviours.startsGrandchildrenAndLoops')],
  ];

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends by ${signal} with exit code ${expected}, and every process of the handler is gone`, async () => {
      const running = start(looping);
      const tree = JSON.parse(await running.line(/^\{"handler"/)) as Tree;
      running.kill(signal);
      const { exitCode, stdout, stderr } = await running.finished;
      assert.deepEqual([exitCode, stdout], [expected, '']);
      assert.match(stderr, /^Interrupted: no report is written\.$/m);
      assert.deepEqual([tree.handler, tree.near, tree.far].filter(isRunning), []);
    });
  }

  it('leaves no process behind even if it is killed', async () => {
    const running = start(looping);
    const tree = JSON.parse(await running.line(/^\{"handler"/)) as Tree;
    running.kill('SIGKILL');
    await Promise.all([tree.handler, tree.near, tree.far].map(untilGone));
    assert.equal((await running.finished).exitCode, null);
  });

  it('waits for a retry no longer', async () => {
    const { folder } = installedPackage();
    writeFileSync(path.join(folder, 'endless.json'), '{"MaximumRetryAttempts":-1}');
    writeFileSync(
      path.join(folder, 'fails.mjs'),
      'let tries = 0; export const handler = () => { console.log(`try ${++tries}`); throw new Error("no"); };',
    );
    const captures = sampleCapture('1-orders-placed.json');
    const running = start(['replay', captures, '--handler', 'fails.handler', '--mapping', 'endless.json']);
    await running.line(/^The mapping limits neither .* retried for 24 hours/);
    await running.line(/^try 3$/);
    running.kill('SIGINT');
    assert.equal((await running.finished).exitCode, 130);
  });
});

describe('a filter whose reader has enough', function () {
  this.timeout(60_000);

  it('ends without a word', async () => {
    const { folder } = installedPackage();
    writeFileSync(path.join(folder, 'all.json'), '{"Filters":[]}');
    const captures = Array.from({ length: 200 }, () => sampleCapture('whole-day.jsonl'));
    const running = start(['filter', '--criteria', 'all.json', ...captures]);
    running.closeStdout();
    const { exitCode, stderr } = await running.finished;
    assert.deepEqual([exitCode, stderr], [0, '']);
  });
});
