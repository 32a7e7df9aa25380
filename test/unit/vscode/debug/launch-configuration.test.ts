import assert from 'node:assert/strict';
import { checkLaunchConfiguration } from '../../../../src/vscode/debug/launch-configuration';

const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));
const check = (raw: Record<string, unknown>): ReturnType<typeof checkLaunchConfiguration> =>
  checkLaunchConfiguration({ handler: 'src/orders.handler', captures: ['c.json'], ...raw }, '/w', t);

describe('a launch configuration', () => {
  it('gets Lambda’s defaults for what it leaves out', () => {
    const configuration = check({});
    assert.ok(!('problems' in configuration));
    assert.deepEqual(configuration.mappingOptions, {});
    assert.equal(configuration.timeoutInSeconds, 3);
    assert.equal(configuration.runtime, 'nodejs24.x');
    assert.equal(configuration.functionName, 'orders');
    assert.equal(configuration.cwd, '/w');
    assert.equal(configuration.retryOnSave, true);
  });

  it('hands the JavaScript debugger’s attributes on and nothing else', () => {
    const configuration = check({
      outFiles: ['dist/**'],
      skipFiles: ['x'],
      program: 'y',
      preLaunchTask: 'z',
    });
    assert.ok(!('problems' in configuration));
    assert.deepEqual(configuration.passThrough, { outFiles: ['dist/**'], skipFiles: ['x'] });
  });

  it('takes one capture as a text and environment values as texts', () => {
    const configuration = check({ captures: 'one.json', env: { A: 'a', B: 1, C: true, D: null } });
    assert.ok(!('problems' in configuration));
    assert.deepEqual(configuration.source, { kind: 'captures', captures: ['one.json'] });
    assert.deepEqual(configuration.env, { A: 'a', B: '1', C: 'true' });
  });

  const refused: readonly [attribute: string, value: unknown][] = [
    ['handler', undefined],
    ['handler', ''],
    ['handler', 'src/orders'],
    ['handler', '../orders.handler'],
    ['runtime', 'python3.12'],
    ['captures', []],
    ['captures', [1]],
    ['captures', undefined],
    ['batchSize', 0],
    ['batchSize', 10_001],
    ['batchSize', 1.5],
    ['batchSize', '100'],
    ['timeoutInSeconds', 901],
    ['memorySizeInMB', 127],
    ['env', ['A=1']],
    ['env', { A: {} }],
    ['envFile', 1],
    ['runtimeArgs', '--inspect'],
    ['retryOnSave', 'yes'],
    ['console', 'externalTerminal'],
    ['outputCapture', 'all'],
    ['records', { from: -1 }],
    ['records', { from: 0, count: 0 }],
    ['records', 3],
    ['awsProfile', ''],
  ];
  for (const [attribute, value] of refused) {
    it(`is refused with a sentence that names ${attribute} when it is ${value === undefined ? 'missing' : JSON.stringify(value)}`, () => {
      const result = check({ [attribute]: value });
      assert.ok('problems' in result, 'it was accepted');
      assert.deepEqual([...new Set(result.problems.map((problem) => problem.attribute))], [attribute]);
      assert.match(result.problems[0]?.message ?? '', new RegExp(`"${attribute}`));
    });
  }
});
