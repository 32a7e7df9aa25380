/** Event source mappings as AWS and emulators answer them. */
import assert from 'node:assert/strict';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { readListedTrigger, readTrigger } from '../../../src/aws/triggers/read-trigger';
import { optionDefaults } from '../../../src/triggers/options/option-defaults';

const STREAM = 'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const FUNCTION = 'arn:aws-cn:lambda:cn-north-1:111122223333:function:orders';
const BARE = { UUID: 'u-1', EventSourceArn: STREAM, FunctionArn: FUNCTION };

describe('an answer about a mapping', () => {
  it('that says nearly nothing has Lambda’s defaults, and an ARN of the function’s partition (AR-6)', () => {
    assert.deepEqual(readTrigger(BARE), {
      uuid: 'u-1',
      arn: 'arn:aws-cn:lambda:cn-north-1:111122223333:event-source-mapping:u-1',
      functionArn: FUNCTION,
      streamArn: STREAM,
      state: 'Enabled',
      stateReason: '',
      lastProcessingResult: '',
      lastModifiedMs: 0,
      document: {
        FunctionName: FUNCTION,
        EventSourceArn: STREAM,
        StartingPosition: 'TRIM_HORIZON',
        ...optionDefaults,
      },
    });
  });

  for (const [State, state, Enabled, reason] of [
    ['Creating', 'Creating', true, ''],
    ['Enabling', 'Enabling', true, ''],
    ['Enabled', 'Enabled', true, ''],
    ['Updating', 'Updating', true, ''],
    ['Disabling', 'Disabling', false, ''],
    ['Disabled', 'Disabled', false, ''],
    ['Deleting', 'Deleting', false, ''],
    ['disabled', 'Disabled', false, 'disabled'],
    ['DISABLED_BY_USER', 'Disabled', false, 'DISABLED_BY_USER'],
    ['Sleeping', 'Enabled', true, 'Sleeping'],
  ] as const)
    it(`with the state ${State} is ${state}`, () => {
      const trigger = readTrigger({ ...BARE, State });
      assert.deepEqual(
        [trigger?.state, trigger?.document.Enabled, trigger?.stateReason],
        [state, Enabled, reason],
      );
    });

  const others: readonly EventSourceMappingConfiguration[] = [
    { ...BARE, EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:q' },
    { ...BARE, EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s' },
    { UUID: 'u-1', FunctionArn: FUNCTION },
    { EventSourceArn: STREAM, FunctionArn: FUNCTION },
    {},
  ];
  for (const answer of others)
    it(`is none of a trigger: ${JSON.stringify(answer)}`, () => {
      assert.equal(readTrigger(answer), undefined);
      assert.deepEqual(readListedTrigger(answer), []);
    });

  it('whose filters can’t be decrypted says why, and has none to show', () => {
    const FilterCriteriaError = { ErrorCode: 'KMSAccessDeniedException', Message: 'No kms:Decrypt.' };
    const trigger = readTrigger({ ...BARE, KMSKeyArn: 'key', FilterCriteriaError });
    assert.equal(trigger?.filterError, 'No kms:Decrypt.');
    assert.equal(trigger.document.FilterCriteria, undefined);
  });

  it('leaves out metrics that are Kafka’s, and members of a newer Lambda', () => {
    const answer = { ...BARE, MetricsConfig: { Metrics: ['ErrorCount', 'EventCount'] }, Brand: 'new' };
    const trigger = readTrigger(answer as EventSourceMappingConfiguration);
    assert.deepEqual(trigger?.document.MetricsConfig, { Metrics: ['EventCount'] });
    assert.ok(!('Brand' in trigger.document));
  });
});
