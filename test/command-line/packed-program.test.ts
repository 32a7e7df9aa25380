/** The three subcommands on the sample's captures, from a packed tarball installed elsewhere. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { testedNodes } from '../support/handler-hosts';
import { repositoryRoot } from '../support/repository-root';
import { installedPackage, run, sampleCapture, sampleHandler } from './installed-package';

const LARGEST_BYTES = 400_000;

function file(name: string, content: unknown): string {
  const location = path.join(installedPackage().folder, name);
  writeFileSync(location, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

describe('the npm package', function () {
  this.timeout(120_000);

  it('holds the program, the Node host, README and licence, and needs no other package', () => {
    const { packed, dependencies } = installedPackage();
    assert.deepEqual(packed.map((entry) => entry.path).sort(), [
      'LICENSE',
      'README.md',
      'dist/command-line.js',
      'dist/node-host/bootstrap.js',
      'dist/node-host/process-guard.js',
      'dist/node-host/typescript-hooks.js',
      'package.json',
    ]);
    assert.deepEqual(dependencies, []);
  });

  it('has a program without AWS SDK and editor', () => {
    const { size } = installedPackage().packed.find((entry) => entry.path === 'dist/command-line.js') ?? {
      size: 0,
    };
    assert.ok(size > 0 && size < LARGEST_BYTES, `it has ${size} bytes`);
    const text = readFileSync(path.join(repositoryRoot(), 'dist', 'command-line.js'), 'utf8');
    assert.match(text, /^#!\/usr\/bin\/env node\n/);
    assert.doesNotMatch(text, /smithy|SignatureV4|require\("vscode"\)/);
  });

  it('tells its version and how it is used', async () => {
    const { version } = JSON.parse(readFileSync(path.join(repositoryRoot(), 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    assert.deepEqual(await run(['--version']), { exitCode: 0, stdout: `${version}\n`, stderr: '' });
    for (const help of [['--help'], ['replay', '--help'], ['filter', '-h'], ['validate-filter', '--help']]) {
      const { exitCode, stdout, stderr } = await run(help);
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^Usage: dynamodb-stream-triggers /);
    }
  });
});

for (const node of testedNodes()) {
  describe(`the installed program in ${node}`, function () {
    this.timeout(120_000);

    it('replay: everything goes through, exit code 0', async () => {
      const { exitCode, stdout, stderr } = await run(
        ['replay', sampleCapture('1-orders-placed.json'), '--handler', sampleHandler],
        { node },
      );
      assert.equal(exitCode, 0, stderr);
      assert.equal(stdout, '1 invocation: 1 succeeded.\n');
      assert.match(stderr, /^INSERT: order 1001 is placed, 5 pieces, 59\.75 EUR$/m);
    });

    it('replay: a record that the handler cannot take, exit code 1', async () => {
      const { exitCode, stdout, stderr } = await run(
        ['replay', sampleCapture('2-order-with-gift.json'), '--handler', sampleHandler],
        { node },
      );
      assert.equal(exitCode, 1, stderr);
      assert.equal(
        stdout,
        '1 invocation: 0 succeeded, 1 failed.\n' +
          'Discarded, RetryAttemptsExhausted: 11 records of shard event, 000000000000000000011 to 000000000000000000021.\n' +
          "Error: TypeError: Cannot read properties of undefined (reading 'N')\n" +
          'Nothing was retried, because there is no --mapping.\n',
      );
    });

    it('filter: one line a record, in the order of the file', async () => {
      const criteria = file('criteria.json', { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] });
      const { exitCode, stdout, stderr } = await run(
        [
          'filter',
          '--criteria',
          criteria,
          sampleCapture('1-orders-placed.json'),
          sampleCapture('whole-day.jsonl'),
        ],
        { node },
      );
      assert.equal(exitCode, 0, stderr);
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      for (const line of lines) assert.deepEqual(Object.keys(line), ['sequenceNumber', 'matches', 'reason']);
      const numbered = (from: number, to: number): string[] =>
        Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(21, '0'));
      assert.deepEqual(
        lines.map(({ sequenceNumber }) => sequenceNumber),
        [...numbered(1, 10), ...numbered(1, 50)],
      );
      assert.deepEqual(
        lines.slice(0, 10).map(({ matches }) => matches),
        [false, false, false, false, false, false, false, true, false, false],
      );
      assert.match(String(lines[0]?.['reason']), /^no match: `eventName` /);
      assert.match(String(lines[7]?.['reason']), /^match: `eventName`/);
    });

    it('validate-filter: one line a pattern, exit code 1 if one is none', async () => {
      const good = file('good.json', { dynamodb: { NewImage: { total: { N: [{ exists: true }] } } } });
      const bad = file('bad.json', '{"eventName": ["INSERT"=123}');
      const allGood = await run(['validate-filter', good, good], { node });
      assert.deepEqual([allGood.exitCode, allGood.stdout], [0, '{"valid":true}\n{"valid":true}\n']);
      const { exitCode, stdout } = await run(['validate-filter', bad, good], { node });
      const [first = '', second = '', ...rest] = stdout.split('\n');
      const { valid, reason, ...others } = JSON.parse(first) as Record<string, unknown>;
      assert.deepEqual([exitCode, valid, others, second, rest], [1, false, {}, '{"valid":true}', ['']]);
      assert.match(String(reason), /^Invalid filter pattern definition\. ./);
    });
  });
}
