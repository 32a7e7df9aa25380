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

  const live = (raw: Record<string, unknown>): ReturnType<typeof checkLaunchConfiguration> =>
    checkLaunchConfiguration({ handler: 'src/orders.handler', ...raw }, '/w', t);

  it('reads a stream from LATEST when it names a table, a stream or only a trigger', () => {
    const streamArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2026-11-23T00:00:00.000';
    for (const [named, of] of [
      [{ table: 'T' }, { of: { table: 'T' } }],
      [{ streamArn }, { of: { streamArn } }],
      [{ mapping: 'orders-function' }, {}],
    ] as const) {
      const configuration = live(named);
      assert.ok(!('problems' in configuration));
      assert.deepEqual(configuration.source, {
        kind: 'stream',
        ...of,
        position: { type: 'LATEST' },
        resume: false,
      });
    }
  });

  it('replays captures with the options of a trigger when it names both', () => {
    const configuration = check({ mapping: 'orders-function' });
    assert.ok(!('problems' in configuration));
    assert.equal(configuration.source.kind, 'captures');
    assert.equal(configuration.mapping, 'orders-function');
  });

  it('refuses captures or records beside a stream', () => {
    for (const attribute of ['captures', 'records']) {
      const result = live({ table: 'T', [attribute]: ['a'] });
      assert.ok('problems' in result);
      assert.deepEqual(
        result.problems.map((problem) => problem.attribute),
        [attribute],
      );
    }
  });

  it('has exactly the mapping options that are written', () => {
    const configuration = check({
      batchSize: 5,
      maximumRecordAgeInSeconds: -1,
      maximumRetryAttempts: 0,
      bisectBatchOnFunctionError: false,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filters: [{ pattern: { eventName: ['INSERT'] } }] },
    });
    assert.ok(!('problems' in configuration));
    assert.deepEqual(configuration.mappingOptions, {
      batchSize: 5,
      maximumRecordAgeInSeconds: -1,
      maximumRetryAttempts: 0,
      bisectBatchOnFunctionError: false,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterPatterns: ['{"eventName":["INSERT"]}'],
    });
  });

  it('takes filter criteria as AWS writes them', () => {
    const configuration = check({ filterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } });
    assert.ok(!('problems' in configuration));
    assert.deepEqual(configuration.mappingOptions.filterPatterns, ['{"eventName":["INSERT"]}']);
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
    ['startingPosition', 'LATEST'],
    ['resume', true],
    ['endpointUrl', 'localhost:8000'],
    ['maximumBatchingWindowInSeconds', 301],
    ['parallelizationFactor', 0],
    ['maximumRecordAgeInSeconds', 59],
    ['maximumRetryAttempts', -2],
    ['bisectBatchOnFunctionError', 1],
    ['tumblingWindowInSeconds', 901],
    ['functionResponseTypes', ['Other']],
    ['filterCriteria', { filters: [{ pattern: { eventName: 'INSERT' } }] }],
    ['filterCriteria', { filters: ['{}'] }],
    ['onFailureDestination', 'orders-queue'],
    ['stopOn', 5],
    ['stopOn', { pattern: 'not JSON' }],
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
