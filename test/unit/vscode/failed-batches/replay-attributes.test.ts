import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkLaunchConfiguration } from '../../../../src/vscode/debug/launch-configuration';
import {
  batchAttributes,
  documentAttributes,
  forFailedBatch,
  isReplayable,
} from '../../../../src/vscode/failed-batches/replay-attributes';

const t = (message: string): string => message;
const deployed = {
  functionName: 'orders',
  functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live',
  version: '7',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  timeoutInSeconds: 30,
  memorySizeInMB: 512,
  environmentNames: [],
};

describe('the attributes of a session that replays a failed batch', () => {
  const trigger = {
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 60,
    ParallelizationFactor: 10,
    MaximumRetryAttempts: 2,
    MaximumRecordAgeInSeconds: 3600,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] },
  } as const;

  it('hand the batch over in one piece, and have the trigger’s answer to a failure', () => {
    const checked = checkLaunchConfiguration(
      { handler: 'a.b', captures: ['c'], ...batchAttributes(trigger, 25) },
      '/w',
      t,
    );
    assert.ok(!('problems' in checked));
    assert.deepEqual(checked.mappingOptions, {
      batchSize: 25,
      maximumBatchingWindowInSeconds: 0,
      parallelizationFactor: 1,
      filterPatterns: [],
      maximumRecordAgeInSeconds: 3600,
      maximumRetryAttempts: 2,
      bisectBatchOnFunctionError: true,
      tumblingWindowInSeconds: 0,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('do not write down retries without a limit, whatever the saved configuration has', () => {
    const raw = forFailedBatch(
      { handler: 'a.b', captures: ['c'], maximumRetryAttempts: 5 },
      undefined,
      batchAttributes({ MaximumRetryAttempts: -1 }, 1),
    );
    const checked = checkLaunchConfiguration(raw, '/w', t);
    assert.ok(!('problems' in checked));
    assert.equal(checked.mappingOptions.maximumRetryAttempts, undefined);
  });

  it('of a trigger that nobody knows are those of the saved configuration, else what the document tells', () => {
    const before = { ...documentAttributes({ functionError: null }), handler: 'a.b', captures: ['c'] };
    const bisecting = { ...before, bisectBatchOnFunctionError: true, tumblingWindowInSeconds: 60 };
    const checked = checkLaunchConfiguration(
      forFailedBatch(bisecting, undefined, batchAttributes(undefined, 25)),
      '/w',
      t,
    );
    assert.ok(!('problems' in checked));
    assert.deepEqual(checked.mappingOptions, {
      batchSize: 25,
      maximumBatchingWindowInSeconds: 0,
      parallelizationFactor: 1,
      filterPatterns: [],
      bisectBatchOnFunctionError: true,
      tumblingWindowInSeconds: 60,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    assert.deepEqual(documentAttributes({ functionError: 'Unhandled' }), {});
    assert.deepEqual(documentAttributes({}), {});
  });

  it('are those of the function where the saved configuration says nothing, and report nothing for real', () => {
    const base = {
      handler: 'src/orders.handler',
      captures: ['old'],
      timeoutInSeconds: 900,
      env: { TABLE: 'Local' },
      mapping: 'other',
      onFailureDestination: 'arn:aws:sqs:eu-west-1:111122223333:failures',
      stopOn: '123',
    };
    const raw = forFailedBatch(base, deployed, batchAttributes(trigger, 3));
    for (const attribute of ['mapping', 'onFailureDestination', 'stopOn'])
      assert.ok(!(attribute in raw), attribute);
    const checked = checkLaunchConfiguration(raw, '/w', t);
    assert.ok(!('problems' in checked));
    assert.equal(checked.timeoutInSeconds, 900);
    assert.equal(checked.memorySizeInMB, 512);
    assert.equal(checked.runtime, 'nodejs22.x');
    assert.equal(checked.functionName, 'orders');
    assert.deepEqual(checked.env, { TABLE: 'Local' });
    assert.equal(checked.mappingOptions.batchSize, 3);
  });

  it('are always ones that a launch configuration may have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.boolean(), (recordCount, isKnown) => {
        const batch = batchAttributes(isKnown ? trigger : undefined, recordCount);
        const raw = forFailedBatch(
          { handler: 'a.b', captures: ['c'] },
          isKnown ? deployed : undefined,
          batch,
        );
        assert.ok(!('problems' in checkLaunchConfiguration(raw, '/w', t)));
      }),
    );
  });
});

describe('a function that can be replayed', () => {
  it('runs on Node.js, or does not tell', () => {
    assert.ok(isReplayable({ runtime: 'nodejs18.x' }));
    assert.ok(isReplayable({}));
    for (const runtime of ['python3.13', 'provided.al2023', 'java21', 'nodejs'])
      assert.ok(!isReplayable({ runtime }), runtime);
  });
});
