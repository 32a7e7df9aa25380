import assert from 'node:assert/strict';

import type { MappingConfiguration } from '../../../../src/engine/event-source-mapping/configuration-limits';
import { STREAM, accepted, refused } from './read-configuration';

describe('single parameters of a mapping', () => {
  it('refuses starting positions that a DynamoDB stream does not have in the words of Lambda', () => {
    assert.match(
      refused({ EventSourceArn: STREAM, StartingPosition: 'AT_TIMESTAMP' }),
      new RegExp(`Unsupported starting position for arn type: ${STREAM.replaceAll('.', '\\.')}\\.`),
    );
    assert.match(
      refused({ StartingPosition: 'invalid' }),
      /1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: \[LATEST, AT_TIMESTAMP, TRIM_HORIZON\]/,
    );
    assert.match(refused({ StartingPositionTimestamp: 1 }), /not for DynamoDB streams/);
  });

  it('refuses a destination for successes in the words of Lambda', () => {
    assert.match(
      refused({ DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:eu-west-1:1:done' } } }),
      /Unsupported DestinationConfig parameter for given event source mapping type\./,
    );
  });

  it('refuses an OnFailure without destination where a mapping is made, and takes it from an answer', () => {
    const DestinationConfig = { OnFailure: {} };
    assert.match(
      refused({ DestinationConfig }),
      /The Destination field is required for an OnFailure configuration\./,
    );
    assert.deepEqual(accepted({ UUID: 'a', DestinationConfig }).configuration, { uuid: 'a' });
  });

  it('takes standard queues, standard topics and buckets as destinations, and nothing else', () => {
    const destination = (Destination: unknown): unknown => ({
      DestinationConfig: { OnFailure: { Destination } },
    });
    for (const arn of ['arn:aws:sqs:eu-west-1:1:q', 'arn:aws-cn:sns:cn-north-1:1:t', 'arn:aws:s3:::bucket'])
      assert.equal(accepted(destination(arn)).configuration.onFailureDestination, arn);
    assert.deepEqual(accepted(destination('')).configuration, {});
    assert.match(refused(destination('arn:aws:sqs:eu-west-1:1:q.fifo')), /no FIFO/);
    assert.match(refused(destination('arn:aws:lambda:eu-west-1:1:function:f')), /SQS queue/);
    assert.match(refused(destination('kafka://topic')), /Kafka sources only/);
    assert.match(refused(destination(`arn:aws:sqs:eu-west-1:1:${'q'.repeat(350)}`)), /at most 350/);
    assert.match(refused(destination(7)), /must be a text/);
    assert.match(refused({ DestinationConfig: { OnFailed: {} } }), /unknown member OnFailed/);
  });

  it('takes a function by name, partial ARN and full ARN, with version or alias', () => {
    const named = (FunctionName: string): MappingConfiguration => accepted({ FunctionName }).configuration;
    assert.deepEqual(named('orders'), { functionName: 'orders' });
    assert.deepEqual(named('orders:live'), { functionName: 'orders', functionQualifier: 'live' });
    assert.deepEqual(named('111122223333:function:orders:$LATEST'), {
      functionName: 'orders',
      functionQualifier: '$LATEST',
    });
    const functionArn = 'arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:orders:7';
    assert.deepEqual(named(functionArn), { functionName: 'orders', functionArn });
    assert.match(refused({ FunctionName: 'my orders' }), /a function's name or ARN/);
  });

  it("names a table's ARN and a source of another kind for what they are", () => {
    assert.match(
      refused({ EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders' }),
      /EventSourceArn is a table's: append "\/stream\/"/,
    );
    assert.match(
      refused({ EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }),
      /EventSourceArn is one of kinesis/,
    );
    assert.match(refused({ EventSourceArn: 'Orders' }), /EventSourceArn is "Orders"/);
  });

  it('names parameters of other event sources as not for DynamoDB', () => {
    for (const name of ['Topics', 'Queues', 'ScalingConfig', 'ProvisionedPollerConfig', 'LoggingConfig'])
      assert.match(refused({ [name]: {} }), new RegExp(`^${name} is not for DynamoDB streams but for `));
  });

  it('names an unknown parameter with the nearest known one', () => {
    assert.match(refused({ BatchSze: 1 }), /^BatchSze is no parameter .* did you mean BatchSize\?$/);
    assert.match(refused({ maximumRetryAttempts: 1 }), /did you mean MaximumRetryAttempts\?$/);
    assert.match(
      refused({ BisectBatchOnFunctionErrors: true }),
      /did you mean BisectBatchOnFunctionError\?$/,
    );
    assert.match(refused({ Colour: 'red' }), /^Colour is no parameter .*: remove it\.$/);
    assert.match(refused({ toString: 1 }), /^toString is no parameter/);
  });

  it('takes ReportBatchItemFailures once as response type and nothing else', () => {
    for (const types of [['reportBatchItemFailures'], ['ReportBatchItemFailures', 'ReportBatchItemFailures']])
      assert.match(refused({ FunctionResponseTypes: types }), /"ReportBatchItemFailures" once/);
    assert.match(refused({ FunctionResponseTypes: 'ReportBatchItemFailures' }), /must be a list/);
  });

  it('takes EventCount as the only metric, and at most 50 tags', () => {
    for (const metric of ['ErrorCount', 'KafkaMetrics'])
      assert.match(refused({ MetricsConfig: { Metrics: ['EventCount', metric] } }), /which is for Kafka/);
    assert.match(refused({ MetricsConfig: { Metrics: 'EventCounts' } }), /may hold "EventCount"/);
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, '']));
    assert.match(refused({ Tags: tags }), /51 tags, and 50 are the most/);
  });

  it('says that a mapping which is not enabled runs all the same', () => {
    assert.match(accepted({ Enabled: false }).warnings.join(), /^Enabled is false/);
  });
});

describe('the filter criteria of a mapping', () => {
  const pattern = { Pattern: '{"eventName":["INSERT"]}' };
  const criteria = (...Filters: unknown[]): unknown => ({ FilterCriteria: { Filters } });

  it('may be empty in each of its forms', () => {
    for (const FilterCriteria of [{}, { Filters: [] }, { Filters: null }])
      assert.deepEqual(accepted({ FilterCriteria }).configuration, { filterPatterns: [] });
  });

  it('has five filters, more with a warning, and never more than ten', () => {
    const many = (count: number): unknown => criteria(...Array.from({ length: count }, () => pattern));
    assert.deepEqual(accepted(many(5)).warnings, []);
    assert.match(accepted(many(6)).warnings.join(), /6 filters are more than the 5 of an account/);
    assert.equal(accepted(many(10)).configuration.filterPatterns?.length, 10);
    assert.match(refused(many(11)), /at most 10 filters, this one has 11/);
  });

  it('has patterns of at most 4096 characters', () => {
    const long = (length: number): unknown => {
      const around = '{"eventName":[""]}'.length;
      return criteria({ Pattern: `{"eventName":["${'p'.repeat(length - around)}"]}` });
    };
    assert.equal(accepted(long(4096)).configuration.filterPatterns?.length, 1);
    assert.match(refused(long(4097)), /at most 4096 characters, this one has 4097/);
  });

  it('has patterns that Lambda accepts, and quotes its sentence for others (FI-9)', () => {
    assert.equal(
      refused(criteria(pattern, { Pattern: '{"eventName":"INSERT"}' })),
      'FilterCriteria: filter 2 of 2: Invalid filter pattern definition. "eventName" must be an object or an array',
    );
  });

  it('says of each filter what is wrong with its shape', () => {
    assert.match(refused(criteria(pattern, 'INSERT')), /filter 2 of 2: it is "INSERT" and must be/);
    assert.match(refused(criteria({})), /filter 1 of 1: it has no "Pattern"/);
    assert.match(refused(criteria({ Pattern: { eventName: ['INSERT'] } })), /"Pattern" must be a text/);
    assert.match(refused(criteria({ ...pattern, Patern: '{}' })), /"Patern": did you mean "Pattern"\?/);
    assert.match(refused({ FilterCriteria: { Filters: [pattern], Filter: [] } }), /did you mean "Filters"\?/);
    assert.match(refused({ FilterCriteria: { Filters: pattern } }), /"Filters" must be a list/);
  });

  it('warns when an answer hides them behind a key', () => {
    const hidden = { KMSKeyArn: 'arn:aws:kms:eu-west-1:1:key/1', FilterCriteria: null };
    assert.match(accepted(hidden).warnings.join(), /FilterCriteria is null beside a KMSKeyArn/);
  });
});
