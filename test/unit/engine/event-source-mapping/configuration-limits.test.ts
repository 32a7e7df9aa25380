import assert from 'node:assert/strict';

import {
  mappingLimits,
  readMappingConfiguration,
} from '../../../../src/engine/event-source-mapping/configuration-limits';
import type { MappingConfiguration } from '../../../../src/engine/event-source-mapping/configuration-limits';
import { STREAM, accepted, refused } from './read-configuration';

/** What GetEventSourceMapping says of a mapping of which nothing was set (reference section 2.3). */
const untouchedAnswer = {
  BatchSize: 100,
  BisectBatchOnFunctionError: false,
  DestinationConfig: { OnFailure: {} },
  EventSourceArn: STREAM,
  EventSourceMappingArn: 'arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:0e5f-11',
  FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
  FunctionResponseTypes: [],
  LastModified: 1766071234.5,
  LastProcessingResult: 'No records processed',
  MaximumBatchingWindowInSeconds: 0,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  ParallelizationFactor: 1,
  StartingPosition: 'LATEST',
  State: 'Enabled',
  StateTransitionReason: 'User action',
  TumblingWindowInSeconds: 0,
  UUID: '0e5f-11',
};

describe('the configuration of a mapping, in the names of AWS', () => {
  it('is empty without any field', () => {
    assert.deepEqual(accepted({}), { valid: true, configuration: {}, warnings: [] });
  });

  it('takes every parameter of CreateEventSourceMapping that a DynamoDB stream has', () => {
    const { configuration, warnings } = accepted({
      FunctionName: 'orders',
      EventSourceArn: STREAM,
      StartingPosition: 'TRIM_HORIZON',
      Enabled: true,
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 5,
      ParallelizationFactor: 2,
      MaximumRecordAgeInSeconds: 3600,
      MaximumRetryAttempts: 4,
      BisectBatchOnFunctionError: true,
      TumblingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
      KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      MetricsConfig: { Metrics: ['EventCount'] },
      Tags: { team: 'orders' },
    });
    assert.deepEqual(warnings, []);
    assert.deepEqual(configuration, {
      functionName: 'orders',
      eventSourceArn: STREAM,
      startingPosition: { type: 'TRIM_HORIZON' },
      batchSize: 500,
      maximumBatchingWindowInSeconds: 5,
      parallelizationFactor: 2,
      maximumRecordAgeInSeconds: 3600,
      maximumRetryAttempts: 4,
      bisectBatchOnFunctionError: true,
      tumblingWindowInSeconds: 0,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterPatterns: ['{"eventName":["INSERT"]}'],
      onFailureDestination: 'arn:aws:sqs:eu-west-1:111122223333:failed',
    } satisfies MappingConfiguration);
  });

  it('takes the answer of GetEventSourceMapping as it is', () => {
    const { configuration, warnings } = accepted(untouchedAnswer);
    assert.deepEqual(warnings, []);
    assert.equal(configuration.uuid, '0e5f-11');
    assert.equal(configuration.functionName, 'orders');
    assert.equal(configuration.functionArn, untouchedAnswer.FunctionArn);
    assert.equal(configuration.onFailureDestination, undefined);
    assert.deepEqual(configuration.functionResponseTypes, []);
  });

  it('says what is wrong with every field at once, and names it', () => {
    const read = readMappingConfiguration({ BatchSize: 0, MaximumRetryAttempts: 'many', Enabled: 1 });
    assert.ok(!read.valid);
    assert.deepEqual(read.problems, [
      'BatchSize is 0: it must be a whole number from 1 to 10000.',
      'MaximumRetryAttempts is "many": it must be -1, or a whole number from 0 to 10000.',
      'Enabled is 1: it must be true or false.',
    ]);
  });

  it('takes a field that is null for one that is not there', () => {
    assert.deepEqual(accepted({ BatchSize: null, FilterCriteria: null }).configuration, {});
  });

  it('refuses what is no object, and a list of mappings', () => {
    for (const value of [null, [], 'mapping', 1]) assert.match(refused(value), /no JSON object/);
    assert.match(refused({ EventSourceMappings: [untouchedAnswer] }), /list of mappings/);
  });
});

describe('the limits of a mapping', () => {
  for (const [name, limits] of Object.entries(mappingLimits)) {
    const parameter = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const unlimited = 'unlimited' in limits ? [limits.unlimited] : [];
    it(`${parameter} is ${[...unlimited, ''].join(' or ')}${limits.least} to ${limits.most}`, () => {
      for (const value of [limits.least, limits.most, ...unlimited])
        assert.deepEqual(accepted({ [parameter]: value }).configuration, { [name]: value });
      for (const value of [limits.least - (unlimited.length > 0 ? 2 : 1), limits.most + 1, 60.5, '60', true])
        assert.match(refused({ [parameter]: value }), new RegExp(`^${parameter} `));
    });
  }

  it('takes the old forms of no limit, 604800 seconds and 10000 attempts', () => {
    const old = { MaximumRecordAgeInSeconds: 604_800, MaximumRetryAttempts: 10_000 };
    assert.deepEqual(accepted(old).configuration, {
      maximumRecordAgeInSeconds: 604_800,
      maximumRetryAttempts: 10_000,
    });
  });

  it('refuses a record age of 0 to 59 seconds in the words of Lambda', () => {
    for (const seconds of [0, 59, -2, 604_801]) {
      assert.equal(
        refused({ MaximumRecordAgeInSeconds: seconds }),
        `MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive): it is ${seconds}.`,
      );
    }
  });
});

describe('parameters of a mapping together', () => {
  it('BatchSize above 10 needs no batching window (PX-1)', () => {
    assert.deepEqual(accepted({ BatchSize: 100, MaximumBatchingWindowInSeconds: 0 }).warnings, []);
  });

  it('a record age and retry attempts may both be limited (PX-2)', () => {
    const { configuration, warnings } = accepted({ MaximumRecordAgeInSeconds: 60, MaximumRetryAttempts: 3 });
    assert.deepEqual(configuration, { maximumRecordAgeInSeconds: 60, maximumRetryAttempts: 3 });
    assert.deepEqual(warnings, []);
  });

  it('bisect and ReportBatchItemFailures may be on together (PX-3)', () => {
    const both = { BisectBatchOnFunctionError: true, FunctionResponseTypes: ['ReportBatchItemFailures'] };
    assert.deepEqual(accepted(both).warnings, []);
  });

  it('a tumbling window may go with ReportBatchItemFailures, and with lanes it is warned about (PX-4)', () => {
    const window = { TumblingWindowInSeconds: 30, FunctionResponseTypes: ['ReportBatchItemFailures'] };
    assert.deepEqual(accepted({ ...window, ParallelizationFactor: 1 }).warnings, []);
    const { configuration, warnings } = accepted({ ...window, ParallelizationFactor: 2 });
    assert.equal(configuration.parallelizationFactor, 2);
    assert.equal(warnings.length, 1);
    assert.match(warnings.join(), /TumblingWindowInSeconds with ParallelizationFactor above 1/);
  });

  it('a tumbling window with filters is warned about, for AWS says nothing of it (PX-5)', () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] };
    const { warnings } = accepted({ TumblingWindowInSeconds: 30, FilterCriteria });
    assert.equal(warnings.length, 1);
    assert.match(warnings.join(), /TumblingWindowInSeconds with FilterCriteria/);
    assert.deepEqual(accepted({ TumblingWindowInSeconds: 30, FilterCriteria: {} }).warnings, []);
  });

  it('has one function and one stream (PX-6)', () => {
    assert.match(refused({ FunctionName: ['orders', 'audit'] }), /^FunctionName is \["orders","audit"\]/);
    assert.match(refused({ EventSourceArn: [STREAM, STREAM] }), /^EventSourceArn is \["arn:/);
  });

  it("takes a stream of another account, and none of another region than the function's (PX-7)", () => {
    const accounts = {
      EventSourceArn: STREAM,
      FunctionName: 'arn:aws:lambda:eu-west-1:999999999999:function:orders',
    };
    assert.deepEqual(accepted(accounts).warnings, []);
    assert.equal(
      refused({ ...accounts, FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:orders' }),
      "FunctionName is in us-east-1 and EventSourceArn in eu-west-1: a mapping can't cross regions.",
    );
  });
});
